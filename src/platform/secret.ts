import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'

/**
 * The secret that signs cookies and encrypts second factors: RELANCES_SECRET, or a file of the data folder
 * made at the first start, which only its owner can read. Losing it signs everybody out and forgets the second
 * factors; several processes on one database must be given the same.
 */
export function readSecret(config: Pick<Config, 'secret' | 'dataDir'>): string {
  if (config.secret !== null) return config.secret
  const file = secretFile(config)
  if (!existsSync(file)) {
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
    try {
      writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      // Another process was faster: its secret is the one.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  return readFileSync(file, 'utf8').trim()
}

/** The generated secret, to be kept in backups; null when the environment gives one, or none was made yet. */
export function storedSecret(config: Pick<Config, 'secret' | 'dataDir'>): string | null {
  if (config.secret !== null || !existsSync(secretFile(config))) return null
  return readFileSync(secretFile(config), 'utf8').trim()
}

/** Where the generated secret is. */
export function secretFile({ dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir, 'secret')
}

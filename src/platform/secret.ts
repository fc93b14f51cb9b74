import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Config } from './config.ts'
import type { Database } from './database.ts'
import { syncFolder } from './folder-store.ts'

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

/**
 * Writes the secret a restore has read beside the present one, which stays until the restore is committed: a secret
 * without its database would sign out the people of the old one.
 */
export async function draftSecret(file: string, secret: string): Promise<void> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  rmSync(draftOf(file), { force: true })
  writeFileSync(draftOf(file), secret, { mode: 0o600, flag: 'wx', flush: true })
  await syncFolder(dirname(file))
}

/**
 * Puts the drafted secret in its place when the database is the one it came with, as its digest there says; else
 * its restore never ended, and it goes. Done at each start too: a machine may die just after the commit.
 */
export async function placeSecret(file: string, { owner }: Pick<Database, 'owner'>): Promise<void> {
  if (!existsSync(draftOf(file))) return
  const { rows } = await owner.query<{ value: string }>(
    `select value from installation_marks where name = 'secret'`,
  )
  const found = createHash('sha256')
    .update(readFileSync(draftOf(file)))
    .digest('hex')
  try {
    if (rows[0]?.value === found) renameSync(draftOf(file), file)
    else rmSync(draftOf(file))
  } catch (error) {
    // Another process was faster.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

function draftOf(file: string): string {
  return `${file}.restored`
}

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, randomUUID } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'

/** Seals what must be used again and never read: passwords and tokens of sending accounts. */
export interface Sealer {
  /** `subject` is what it belongs to: moved to another row, it opens no more. */
  seal(text: string, subject: string): Uint8Array
  /** Null when it was sealed by another key, or for something else. */
  open(sealed: Uint8Array, subject: string): string | null
}

const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * A sealer of this installation: AES-256-GCM, by a key drawn from RELANCES_SECRET, or kept in a file of the data folder
 * that only its owner can read. No backup holds that file: who finds a backup cannot send in the name of a firm.
 */
export function openSealer(config: Pick<Config, 'secret' | 'dataDir'>): Sealer {
  const source = config.secret ?? storedKey(config)
  return sealerOf(Buffer.from(hkdfSync('sha256', source, '', 'relances sealing 1', 32)))
}

/** Where the key is, unless RELANCES_SECRET is set. */
export function sealingKeyFile({ dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir, 'sealing-key')
}

function storedKey(config: Pick<Config, 'dataDir'>): string {
  const file = sealingKeyFile(config)
  if (!existsSync(file)) {
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
    // Whole before it has its name: nobody reads half a key.
    const draft = `${file}.${randomUUID()}`
    writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx', flush: true })
    try {
      linkSync(draft, file)
    } catch (error) {
      // Another process was faster: its key is the one.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    rmSync(draft)
  }
  const key = readFileSync(file, 'utf8').trim()
  if (!/^[0-9a-f]{64}$/.test(key)) throw new Error(`${file} is not a key`)
  return key
}

function sealerOf(key: Buffer): Sealer {
  return {
    seal(text, subject) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(subject))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), sealed])
    },
    open(bytes, subject) {
      const sealed = Buffer.from(bytes)
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES))
        decipher.setAAD(Buffer.from(subject)).setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
        const text = decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES))
        return Buffer.concat([text, decipher.final()]).toString('utf8')
      } catch {
        return null
      }
    },
  }
}

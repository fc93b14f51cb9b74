import { createHash, type Hash } from 'node:crypto'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { RelancesError } from '#domain/errors.ts'
import type { DocumentExtension } from './archive.ts'
import { type BackupFile, labelOf, openBackupFile } from './backup-file.ts'
import {
  type BackupHeader,
  type BackupManifest,
  backupHeader,
  backupManifest,
  dataName,
  FORMAT,
  HEADER_NAME,
  MANIFEST_NAME,
  SEAL_NAME,
  SECRET_NAME,
} from './backup-format.ts'
import { countRows, digest } from './backup-source.ts'
import { BlobMissing } from './blob-store.ts'
import { readTar, TarError, type TarMember } from './tar-archive.ts'

export interface BackupContents {
  readonly header: BackupHeader
  readonly manifest: BackupManifest
}

/** What a reading is told on its way. Nothing is proved before the reading has ended. */
export interface BackupVisitor {
  header?(header: BackupHeader): Promise<void>
  /** A block of the rows of a table; the blocks of a table follow one another. */
  rows?(table: string, block: Buffer): Promise<void>
  document?(sha256: string, extension: DocumentExtension, bytes: Buffer): Promise<void>
  secret?(secret: string): Promise<void>
}

// A received e-invoice may be large; a block of rows is much smaller.
const MAX_MEMBER_BYTES = 300_000_000
// Rows that repeat themselves reach 50; deflate can go to 1,032, which only serves to harm.
const MAX_INFLATION = 200
const UNSUSPICIOUS_BYTES = 20_000_000
const DOCUMENT = /^documents\/([0-9a-f]{64})\.(pdf|xml|eml)$/
const DATA = /^data\/([a-z_][a-z0-9_]*)\/(\d{6,})\.copy$/

/**
 * Reads a backup from end to end, and checks all of it: that it is one, that this version can read it, that
 * nothing is missing, altered or added. Memory does not grow with the file.
 * @throws RelancesError not-found; unavailable when the file is damaged; conflict when it is a newer version's
 */
export async function readBackup(file: BackupFile, visitor: BackupVisitor = {}): Promise<BackupContents> {
  await refuseOtherFile(file)
  try {
    return await readMembers(readTar(inflated(file), MAX_MEMBER_BYTES), visitor)
  } catch (error) {
    if (error instanceof TarError || isInflationError(error) || error instanceof z.ZodError) {
      throw new RelancesError('unavailable', 'backup.damaged', { file: labelOf(file) })
    }
    throw error
  }
}

async function refuseOtherFile(file: BackupFile): Promise<void> {
  const label = labelOf(file)
  const first = await firstBytes(file).catch((error: NodeJS.ErrnoException) => {
    if (error instanceof RelancesError) throw error
    const reason = error instanceof BlobMissing ? 'ENOENT' : (error.code ?? '')
    throw new RelancesError('not-found', 'backup.unreadable', { file: label, reason })
  })
  const isGzip = first[0] === 0x1f && first[1] === 0x8b
  if (!isGzip) throw new RelancesError('unavailable', 'backup.not-a-backup', { file: label })
}

async function firstBytes(file: BackupFile): Promise<Buffer> {
  for await (const chunk of openBackupFile(file).bytes) return chunk
  return Buffer.alloc(0)
}

async function* inflated(file: BackupFile): AsyncGenerator<Buffer> {
  const { bytes: compressed, taken } = openBackupFile(file)
  const source = Readable.from(compressed)
  const gunzip = createGunzip()
  source.on('error', (error) => gunzip.destroy(error))
  let bytes = 0
  try {
    for await (const chunk of source.pipe(gunzip)) {
      bytes += chunk.length
      if (bytes > UNSUSPICIOUS_BYTES && bytes > taken() * MAX_INFLATION) {
        throw new TarError('inflates beyond reason')
      }
      yield chunk
    }
  } finally {
    source.destroy()
  }
}

function isInflationError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code.startsWith('Z_')
}

async function readMembers(
  members: AsyncGenerator<TarMember>,
  visitor: BackupVisitor,
): Promise<BackupContents> {
  const first = await take(members, HEADER_NAME)
  const header = parseHeader(first)
  await visitor.header?.(header)
  const seen = new Seen(header)
  let secretSha256: string | null = null
  for (let member = await next(members); ; member = await next(members)) {
    const { name, bytes } = member
    const [, table, rank] = DATA.exec(name) ?? []
    const [, sha256, extension] = DOCUMENT.exec(name) ?? []
    if (table !== undefined && rank !== undefined) {
      seen.rows(table, name, bytes)
      await visitor.rows?.(table, bytes)
    } else if (sha256 !== undefined) {
      if (digest(bytes) !== sha256) throw new TarError(`altered: ${name}`)
      seen.document(bytes)
      await visitor.document?.(sha256, extension as DocumentExtension, bytes)
    } else if (name === SECRET_NAME && secretSha256 === null) {
      secretSha256 = digest(bytes)
      await visitor.secret?.(bytes.toString('utf8'))
    } else if (name === MANIFEST_NAME) {
      const manifest = backupManifest.parse(parseJson(bytes))
      const seal = (await take(members, SEAL_NAME)).toString('utf8')
      const isSealed = seal === `${digest(bytes)}  ${MANIFEST_NAME}\n`
      const isWhole = manifest.headerSha256 === digest(first) && manifest.secretSha256 === secretSha256
      if (!isSealed || !isWhole || !seen.agrees(manifest)) throw new TarError('manifest')
      if (!(await members.next()).done) throw new TarError('data after the manifest')
      return { header, manifest }
    } else throw new TarError(`unexpected: ${name}`)
  }
}

/** What went by, to be compared with the manifest at the end. */
class Seen {
  readonly #tables: ReadonlyMap<string, { rows: number; bytes: number; rank: number; hash: Hash }>
  readonly #documents = { count: 0, bytes: 0 }
  #last = -1

  constructor({ tables }: BackupHeader) {
    this.#tables = new Map(
      tables.map(({ name }) => [name, { rows: 0, bytes: 0, rank: 0, hash: createHash('sha256') }]),
    )
  }

  rows(name: string, member: string, block: Buffer): void {
    const table = this.#tables.get(name)
    const place = [...this.#tables.keys()].indexOf(name)
    if (!table || place < this.#last || member !== dataName(name, table.rank + 1) || block.at(-1) !== 10) {
      throw new TarError(`out of place: ${member}`)
    }
    this.#last = place
    table.rank += 1
    table.rows += countRows(block)
    table.bytes += block.length
    table.hash.update(block)
  }

  document(bytes: Buffer): void {
    this.#documents.count += 1
    this.#documents.bytes += bytes.length
  }

  agrees({ tables, documents }: BackupManifest): boolean {
    const found = [...this.#tables].map(([name, { rows, bytes, hash }]) =>
      JSON.stringify([name, rows, bytes, hash.digest('hex')]),
    )
    const told = tables.map(({ name, rows, bytes, sha256 }) => JSON.stringify([name, rows, bytes, sha256]))
    const { count, bytes } = this.#documents
    return found.join() === told.join() && count === documents.count && bytes === documents.bytes
  }
}

// Its format comes first: of a newer one, nothing else may be understood.
function parseHeader(bytes: Buffer): BackupHeader {
  const told = z.object({ product: z.literal('relances'), format: z.number() }).parse(parseJson(bytes))
  if (told.format > FORMAT) throw new RelancesError('conflict', 'backup.newer-format')
  return backupHeader.parse(parseJson(bytes))
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    throw new TarError('not JSON')
  }
}

async function next(members: AsyncGenerator<TarMember>): Promise<TarMember> {
  const { value, done } = await members.next()
  if (done) throw new TarError('ends before its manifest')
  return value
}

async function take(members: AsyncGenerator<TarMember>, name: string): Promise<Buffer> {
  const member = await next(members)
  if (member.name !== name) throw new TarError(`no ${name}`)
  return member.bytes
}

import { createHash } from 'node:crypto'
import type pg from 'pg'
import { RelancesError } from '#domain/errors.ts'
import { type Archive, type DocumentExtension, isDamage } from './archive.ts'
import {
  type BackupHeader,
  type BackupManifest,
  dataName,
  documentName,
  FORGOTTEN_TABLES,
  FORMAT,
  HEADER_NAME,
  MANIFEST_NAME,
  SEAL_NAME,
  SECRET_NAME,
} from './backup-format.ts'
import { copyOut } from './copy-stream.ts'
import { MIGRATIONS } from './migrations.ts'
import { readTables, type TableColumns } from './schema-tables.ts'
import { TAR_END, tarMember } from './tar-archive.ts'

export interface BackupSource {
  /** In a transaction that shows everything as it was at one instant. */
  readonly client: pg.ClientBase
  readonly archive: Pick<Archive, 'get'>
  /** Version of the program. */
  readonly version: string
  /** The generated secret of the installation; null when the environment gives one. */
  readonly secret: string | null
  readonly madeAt: Date
}

/** Where documents of the archive are named. */
const DOCUMENTS = [
  { table: 'letters', column: 'archive_sha256', extension: "'pdf'" },
  {
    table: 'e_invoices',
    column: 'sha256',
    extension: "case media_type when 'application/xml' then 'xml' else 'pdf' end",
  },
  { table: 'messages', column: 'raw_sha256', extension: "'eml'" },
] as const

/** The tar archive of a backup, piece by piece; returns the manifest it ends with. */
export async function* backupPieces(source: BackupSource): AsyncGenerator<Buffer, BackupManifest> {
  const seconds = Math.floor(source.madeAt.getTime() / 1000)
  const member = (name: string, content: string | Uint8Array) =>
    tarMember(name, typeof content === 'string' ? Buffer.from(content) : content, seconds)
  await refuseHiddenRows(source.client)
  const header = await readHeader(source)
  const headerText = `${JSON.stringify(header, null, 2)}\n`
  yield member(HEADER_NAME, headerText)

  const tables: BackupManifest['tables'] = []
  for (const table of header.tables) {
    const written = { rows: 0, bytes: 0, hash: createHash('sha256') }
    let rank = 0
    for await (const block of copyOut(source.client, copyStatement(table))) {
      rank += 1
      written.rows += countRows(block)
      written.bytes += block.length
      written.hash.update(block)
      yield member(dataName(table.name, rank), block)
    }
    const { rows, bytes, hash } = written
    tables.push({ name: table.name, rows, bytes, sha256: hash.digest('hex') })
  }

  const documents = { count: 0, bytes: 0, missing: [] as string[] }
  for (const document of await readDocuments(source.client, header.tables)) {
    const bytes = await getDocument(source.archive, document)
    if (bytes === null) documents.missing.push(document.sha256)
    else {
      documents.count += 1
      documents.bytes += bytes.length
      yield member(documentName(document), bytes)
    }
  }

  if (source.secret !== null) yield member(SECRET_NAME, source.secret)
  const manifest: BackupManifest = {
    headerSha256: digest(headerText),
    tables,
    sequences: await readSequences(source.client),
    documents,
    secretSha256: source.secret === null ? null : digest(source.secret),
  }
  const manifestText = `${JSON.stringify(manifest, null, 2)}\n`
  yield member(MANIFEST_NAME, manifestText)
  yield member(SEAL_NAME, `${digest(manifestText)}  ${MANIFEST_NAME}\n`)
  yield TAR_END
  return manifest
}

/** Rows of COPY text: a line break inside a value is written `\n`. */
export function countRows(block: Uint8Array): number {
  let rows = 0
  for (let at = block.indexOf(10); at !== -1; at = block.indexOf(10, at + 1)) rows += 1
  return rows
}

export function digest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

async function readHeader({ client, version, madeAt }: BackupSource): Promise<BackupHeader> {
  const migrations = await client.query<BackupHeader['migrations'][number]>(
    'select version, name, sha256 from schema_migrations order by version',
  )
  const tables = await readTables(client, MIGRATIONS)
  return {
    product: 'relances',
    format: FORMAT,
    version,
    madeAt: madeAt.toISOString(),
    migrations: migrations.rows,
    tables: tables.map(({ name, columns }) => ({ name, columns: [...columns] })),
  }
}

function copyStatement({ name, columns }: TableColumns): string {
  const rows = FORGOTTEN_TABLES.includes(name) ? 'where false' : ''
  return `copy (select ${columns.map(quote).join(', ')} from ${quote(name)} ${rows}) to stdout`
}

/** The name of a table or a column, in a statement. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

// Row-level security binds an owner who is no superuser: were a policy missing, rows would be missing in silence.
async function refuseHiddenRows(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c, pg_roles me
     where c.relnamespace = 'public'::regnamespace and c.relforcerowsecurity
       and me.rolname = current_user and not me.rolsuper and not me.rolbypassrls
       and not exists (select from pg_policy p where p.polrelid = c.oid and me.oid = any (p.polroles)
         and pg_get_expr(p.polqual, p.polrelid) = 'true')`,
  )
  if (rows.length > 0) {
    const names = rows.map(({ name }) => name).join(', ')
    throw new RelancesError('unavailable', 'backup.hidden-rows', { names })
  }
}

interface Document {
  readonly sha256: string
  readonly extension: DocumentExtension
}

async function readDocuments(client: pg.ClientBase, tables: readonly TableColumns[]): Promise<Document[]> {
  const known = DOCUMENTS.filter(({ table }) => tables.some(({ name }) => name === table))
  const { rows } = await client.query<Document>(
    known
      .map(
        ({ table, column, extension }) =>
          `select ${column} as sha256, ${extension} as extension from ${table} where ${column} is not null`,
      )
      .join(' union '),
  )
  return rows
}

// One that is missing or altered is told, and holds back none of the others.
async function getDocument(archive: Pick<Archive, 'get'>, document: Document): Promise<Uint8Array | null> {
  try {
    return await archive.get(document.sha256, document.extension)
  } catch (error) {
    if (isDamage(error)) return null
    throw error
  }
}

async function readSequences(client: pg.ClientBase): Promise<BackupManifest['sequences']> {
  const { rows } = await client.query<{ name: string; value: number; isCalled: boolean }>(
    `select sequencename as name, coalesce(last_value, start_value) as value, last_value is not null as "isCalled"
     from pg_sequences where schemaname = 'public' order by sequencename`,
  )
  return rows
}

import { z } from 'zod'

/**
 * What a backup file is: a gzipped tar archive (docs/backup.md says it for other programs). In this order:
 *
 * - `relances.json`: what made it, the schema, the tables and their columns (`backupHeader`)
 * - `data/TABLE/000001.copy`, …: rows in PostgreSQL's COPY text format, cut between any two rows
 * - `documents/SHA256.pdf`, `.xml` or `.eml`: archived documents, under the name of their content
 * - `secret`: the generated secret of the installation, when it is not set by the environment
 * - `manifest.json`: rows, bytes and SHA-256 of all of it (`backupManifest`)
 * - `manifest.sha256`: SHA-256 of the manifest
 */
export const FORMAT = 1

export const HEADER_NAME = 'relances.json'
export const SECRET_NAME = 'secret'
export const MANIFEST_NAME = 'manifest.json'
export const SEAL_NAME = 'manifest.sha256'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.number().int().nonnegative()
/** Names of ours: they are written in statements, and must be nothing else. */
const identifier = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/)

export const backupHeader = z.object({
  product: z.literal('relances'),
  format: z.number().int().positive(),
  /** Version of the program that made it. */
  version: z.string(),
  madeAt: z.iso.datetime(),
  /** The migrations the database had: a restore applies the same before it fills the tables. */
  migrations: z.array(z.object({ version: z.number().int().positive(), name: z.string(), sha256 })).min(1),
  /** In the order of the file; generated columns are left out, the database makes them again. */
  tables: z.array(z.object({ name: identifier, columns: z.array(identifier).min(1) })),
})
export type BackupHeader = z.infer<typeof backupHeader>

export const backupManifest = z.object({
  headerSha256: sha256,
  tables: z.array(z.object({ name: identifier, rows: count, bytes: count, sha256 })),
  /** What the sequences would give next, or had given last when `isCalled`. */
  sequences: z.array(z.object({ name: identifier, value: z.int(), isCalled: z.boolean() })),
  documents: z.object({ count, bytes: count, missing: z.array(sha256) }),
  secretSha256: sha256.nullable(),
})
export type BackupManifest = z.infer<typeof backupManifest>

/**
 * Tables of which only the columns are kept: sessions and links that served once must not come back to life, another
 * machine has other surroundings, and an import under way is nothing without its files.
 */
export const FORGOTTEN_TABLES: readonly string[] = [
  'sessions',
  'one_time_values',
  'links',
  'attempts',
  'idempotency_keys',
  'installation_marks',
  'deposits',
  'deposit_files',
  'workers',
  'job_leases',
]

/** "data/customers/000001.copy" */
export function dataName(table: string, rank: number): string {
  return `data/${table}/${String(rank).padStart(6, '0')}.copy`
}

export function documentName(document: { readonly sha256: string; readonly extension: string }): string {
  return `documents/${document.sha256}.${document.extension}`
}

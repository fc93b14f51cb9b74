import type { Database } from '#platform/database.ts'
import { bytesSource } from '#readers/source.ts'
import { unzip } from '#readers/unzip.ts'

/** The tables of the database that still say something. */
export async function tablesThatSay(database: Database, words: string): Promise<string[]> {
  const { rows } = await database.owner.query<{ name: string }>(
    `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`,
  )
  const said: string[] = []
  for (const { name } of rows) {
    const hits = await database.owner.query(
      `select from ${name} t where to_jsonb(t)::text like '%' || $1 || '%'`,
      [words],
    )
    if (hits.rowCount !== 0) said.push(name)
  }
  return said.sort()
}

/** The files of an export, by name. */
export async function unzipped(bytes: Uint8Array): Promise<Map<string, Buffer>> {
  const limits = { files: 20, fileBytes: 10_000_000, totalBytes: 20_000_000 }
  const files = await unzip(bytesSource('donnees.zip', bytes), limits)
  if ('code' in files) throw new Error(files.code)
  return new Map(files.map((file) => [file.name, Buffer.from(file.bytes)]))
}

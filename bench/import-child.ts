import { importOptions } from '#features/imports/contract.ts'
import { applyImport } from '#features/imports/server/import-file.ts'
import { openArchive } from '#platform/archive.ts'
import { openDatabase } from '#platform/database.ts'
import { openFolderStore } from '#platform/folder-store.ts'
import { fileSource } from '#readers/source.ts'

// The importing process of bench/import.ts: says how many seconds the import took, and waits to be
// let go, so that its memory can be read to the end.
const [dataDir = '', file = ''] = process.argv.slice(2)
const database = await openDatabase({ dataDir, databaseUrl: null }, { role: 'cli', say: () => undefined })
const context = {
  actor: { kind: 'cli', name: 'bench' },
  permission: 'everything',
  companyIds: 'all',
  today: '2024-12-31',
  language: 'en',
} as const
const options = importOptions.parse({ company: 'BENCH', companyName: 'Bench' })
const start = performance.now()
const { errors, counts } = await applyImport(
  { database, archive: openArchive(openFolderStore(dataDir)) },
  context,
  { sources: [await fileSource(file)], options },
)
if (errors.length > 0) throw new Error(JSON.stringify(errors[0]))
if (process.env.BENCH_DETAILS) process.stderr.write(`${JSON.stringify(counts)}\n`)
process.send?.((performance.now() - start) / 1000)
process.once('disconnect', () => void database.close())

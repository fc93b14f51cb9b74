import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Database, openDatabase } from '#platform/database.ts'
import { benchApi } from './api.ts'
import { benchAudit } from './audit.ts'
import { benchBackup } from './backup.ts'
import { benchBundle } from './bundle.ts'
import { benchConfirm } from './confirm.ts'
import { benchEInvoices } from './e-invoices.ts'
import { benchFirstLetter } from './first-letter.ts'
import { benchImport } from './import.ts'
import { benchLetters } from './letters.ts'
import { benchList } from './list.ts'
import { benchLists } from './lists.ts'
import { benchLoad } from './load.ts'
import { benchMonthEnd } from './month-end.ts'
import { benchNeighbours } from './neighbours.ts'
import { benchPreview } from './preview.ts'
import { benchReadLists } from './read-lists.ts'
import { benchReconcile } from './reconcile.ts'
import type { BenchRow } from './row.ts'
import { benchSending } from './sending.ts'
import { benchStatuses } from './statuses.ts'

// npm run bench [-- --json] [-- --quick] [-- --only list,confirm]: figures with what each is compared
// to in the same run. They inform; they never fail.
const { values } = parseArgs({
  options: { json: { type: 'boolean' }, quick: { type: 'boolean' }, only: { type: 'string' } },
})
const quick = values.quick ?? false
const chosen = values.only?.split(',')

const BENCHES: Readonly<Record<string, () => AsyncIterable<BenchRow>>> = {
  bundle: async function* () {
    yield benchBundle()
  },
  list: () => onDatabase((database) => benchList(database, quick ? [10_000, 100_000] : [100_000, 1_000_000])),
  'month-end': async function* () {
    const firms = [{ clients: 100, mostSeconds: 2 }, ...(quick ? [] : [{ clients: 1_000, mostSeconds: 10 }])]
    for (const firm of firms) yield* onDatabase((database, folder) => benchMonthEnd(database, folder, firm))
  },
  neighbours: () =>
    onDatabase((database, folder) => benchNeighbours(database, folder, quick ? 2_000 : 10_000)),
  lists: () => onDatabase((database) => benchLists(database, quick ? 10_000 : 100_000)),
  confirm: () => onDatabase((database) => benchConfirm(database, quick ? 1_000 : 10_000)),
  'first-letter': () =>
    onDatabase((database, folder) => benchFirstLetter(database, folder, quick ? 1_000 : 10_000)),
  preview: () => onDatabase((database, folder) => benchPreview(database, folder, quick ? 1_000 : 10_000)),
  letters: () => benchLetters({ quick }),
  sending: () => onDatabase((database, folder) => benchSending(database, folder, quick ? 500 : 10_000)),
  'e-invoices': async function* () {
    yield* await benchEInvoices(quick ? 100 : 1_000)
  },
  statuses: () => onDatabase((database) => benchStatuses(database, quick ? 1_000 : 10_000)),
  journal: () =>
    onDatabase((database) => benchAudit(database, quick ? [10_000, 100_000] : [100_000, 1_000_000])),
  api: () => onDatabase((database) => benchApi(database, quick ? 10_000 : 100_000, quick ? 3 : 9)),
  import: async function* () {
    yield* await benchImport(quick ? 100_000 : 1_000_000)
  },
  'read-lists': async function* () {
    yield* await benchReadLists(quick ? 10_000 : 100_000)
  },
  backup: () => onDatabase((database, folder) => benchBackup(database, folder, quick ? 10_000 : 100_000)),
  load: () => inFolder((folder) => benchLoad(folder, quick ? 30 : 600)),
  reconcile: () =>
    onDatabase((database) => benchReconcile(database, quick ? [2_000, 5_000] : [10_000, 50_000])),
}

if (!values.json) print(['measure', 'value', 'compared with', 'ratio', 'limit'])
for (const [name, bench] of Object.entries(BENCHES)) {
  if (chosen && !chosen.includes(name)) continue
  for await (const row of bench()) {
    if (values.json) process.stdout.write(`${JSON.stringify(row)}\n`)
    else print(columnsOf(row))
  }
}

function columnsOf(row: BenchRow): string[] {
  const figure = (value: number) => `${value < 100 ? value.toFixed(1) : value.toFixed(0)} ${row.unit}`
  const limit = row.limit === null ? '' : `≤ ${row.limit}${row.ratio === null ? ` ${row.unit}` : ' ×'}`
  return [
    row.name,
    figure(row.value),
    row.baseline === null ? '' : `${row.baselineName} ${figure(row.baseline)}`,
    row.ratio === null ? '' : `${row.ratio.toFixed(2)} ×`,
    limit,
  ]
}

function print([name = '', value = '', baseline = '', ratio = '', limit = '']: readonly string[]): void {
  process.stdout.write(
    `${name.padEnd(72)} ${value.padStart(10)}  ${baseline.padEnd(46)} ${ratio.padStart(7)}  ${limit}\n`,
  )
}

async function* inFolder(bench: (folder: string) => AsyncIterable<BenchRow>): AsyncGenerator<BenchRow> {
  const folder = mkdtempSync(join(tmpdir(), 'relances-bench-'))
  chmodSync(folder, 0o755)
  try {
    yield* bench(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function onDatabase(
  bench: (database: Database, folder: string) => AsyncIterable<BenchRow>,
): AsyncGenerator<BenchRow> {
  return inFolder(async function* (folder) {
    const config = { dataDir: join(folder, 'data'), databaseUrl: null }
    const database = await openDatabase(config, { role: 'server', say: () => undefined })
    try {
      yield* bench(database, folder)
    } finally {
      await database.close()
    }
  })
}

import { NOTHING_SELECTED } from '#domain/dunning/selection.ts'
import { readOverdue } from '#features/reminders/server/overdue.ts'
import { readSelectionSummary } from '#features/reminders/server/selection-store.ts'
import { readSetAsidePage } from '#features/reminders/server/set-aside-store.ts'
import { type PageRequest, readCustomerPage } from '#features/reminders/server/store.ts'
import { readAsked } from '#ledger/asked.ts'
import { readTotals } from '#ledger/proposed-totals.ts'
import type { Database } from '#platform/database.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { overdueByHand, pageByHand, totalsByHand } from './by-hand.ts'
import { createLargeCompany } from './list-data.ts'
import { contextOf, ON } from './neighbours-data.ts'
import { alone, type BenchRow, compared } from './row.ts'
import { medianMs, medianPairMs } from './timing.ts'

const ROUNDS = 31
const ROUNDS_OF_ALL = 7
const LIMIT = 1.5

type Work = (tx: ScopedTransaction) => Promise<unknown>

/**
 * The page « Relances » at 100,000 and 1,000,000 open instalments: first page and totals against SQL written by hand
 * (`by-hand.ts`), and at the first size every other way to read it.
 */
export async function* benchList(database: Database, sizes = [100_000, 1_000_000]): AsyncGenerator<BenchRow> {
  const pages: number[] = []
  for (const [index, size] of sizes.entries()) {
    const companyId = await createLargeCompany(database, size)
    const name = `list: %, ${size.toLocaleString('en')} open instalments`
    const [page, totals] = await measureList(database, companyId, name)
    pages.push(page.value)
    yield page
    yield totals
    if (index === 0) yield* measureWays(database, companyId, name)
  }
  const [small = 0, large = 0] = pages
  yield compared(
    `list: 50 clients by name, ${sizes[1]?.toLocaleString('en')} against ${sizes[0]?.toLocaleString('en')}`,
    'ms',
    large,
    { name: 'the smaller company', value: small },
    2,
  )
}

/** The first page by name and the totals of a company; `%` in the name of a row is which of the two. */
export async function measureList(
  database: Database,
  companyId: number,
  name: string,
): Promise<[BenchRow, BenchRow]> {
  const inScope = scopeOf(database, companyId)
  const request = firstPage(companyId)
  const [page, pageByEngineer] = await medianPairMs(
    ROUNDS,
    inScope((tx) => readCustomerPage(tx, request)),
    inScope((tx) => pageByHand(companyId).execute(tx)),
  )
  const [totals, totalsByEngineer] = await medianPairMs(
    ROUNDS_OF_ALL,
    inScope((tx) => readTotals(tx, request)),
    inScope((tx) => totalsByHand(companyId).execute(tx)),
  )
  return [
    byHand(name.replace('%', '50 clients by name'), page, pageByEngineer),
    byHand(name.replace('%', 'totals'), totals, totalsByEngineer),
  ]
}

/** All that `relances overdue` tells of a company. */
export async function measureOverdue(database: Database, companyId: number, name: string): Promise<BenchRow> {
  const inScope = scopeOf(database, companyId)
  const asked = { on: ON, today: ON, companyIds: [companyId] }
  const [all, allByEngineer] = await medianPairMs(
    ROUNDS_OF_ALL,
    inScope((tx) => readOverdue(tx, asked)),
    inScope(async (tx) => {
      for (const query of overdueByHand(companyId)) await query.execute(tx)
    }),
  )
  return byHand(name, all, allByEngineer)
}

async function* measureWays(database: Database, companyId: number, name: string): AsyncGenerator<BenchRow> {
  const inScope = scopeOf(database, companyId)
  const request = firstPage(companyId)
  const page =
    (asked: Partial<PageRequest>): Work =>
    (tx) =>
      readCustomerPage(tx, { ...request, ...asked })
  const everyone = { ...NOTHING_SELECTED, base: 'all' as const }
  const ways: readonly (readonly [string, Work])[] = [
    ['last 50 clients by name', page({ direction: 'desc' })],
    ['50 clients by amount', page({ sort: 'amount', direction: 'desc' })],
    ['50 clients by age', page({ sort: 'age', direction: 'desc' })],
    ['50 clients by level', page({ sort: 'level', direction: 'desc' })],
    ['50 clients to remind', page({ tab: 'advised' })],
    ['one client by code', page({ text: 'C4321' })],
    ['50 clients by one letter', page({ text: 'c' })],
    ['« Écartés »', (tx) => readSetAsidePage(tx, request, { limit: 50 })],
    ['all ticked, the bar', (tx) => readSelectionSummary(tx, request, everyone)],
    ['all ticked, what is asked', (tx) => readAsked(tx, request, everyone)],
  ]
  for (const [way, work] of ways) {
    yield alone(name.replace('%', way), 'ms', await medianMs(ROUNDS_OF_ALL, inScope(work)))
  }
}

function firstPage(companyId: number): PageRequest {
  return { on: ON, today: ON, companyIds: [companyId], sort: 'name', direction: 'asc', limit: 50 }
}

function scopeOf(database: Database, companyId: number) {
  return (work: Work) => () => withScope(database, contextOf(companyId), work, { readOnly: true })
}

function byHand(name: string, value: number, engineer: number): BenchRow {
  return compared(name, 'ms', value, { name: 'SQL by hand', value: engineer }, LIMIT)
}

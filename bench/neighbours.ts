import { readOverdue } from '#features/reminders/overdue.ts'
import { readCustomerPage } from '#features/reminders/store.ts'
import { readTotals } from '#features/reminders/totals-store.ts'
import type { Database } from '#platform/database.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { handWrittenPage, handWrittenTotals } from './list.ts'
import { contextOf, importCompany, ON } from './neighbours-data.ts'
import { type BenchRow, compared } from './row.ts'
import { medianMs, medianPairMs } from './timing.ts'

const ROUNDS = 15
const NEIGHBOURS = 30
const CLIENTS_OF_A_NEIGHBOUR = 12

/**
 * A company of 10,000 clients beside thirty small ones, as the application's role sees it: before PostgreSQL has
 * looked at what the imports brought, and after.
 */
export async function* benchNeighbours(
  database: Database,
  folder: string,
  customers = 10_000,
): AsyncGenerator<BenchRow> {
  const large = await importCompany(database, folder, 'LARGE', customers)
  let small = large
  for (let rank = 1; rank <= NEIGHBOURS; rank += 1) {
    small = await importCompany(database, folder, `SMALL${rank}`, CLIENTS_OF_A_NEIGHBOUR)
  }
  yield* measure(database, large, small, 'just after the imports')
  await database.refreshStatistics()
  yield* measure(database, large, small, 'with statistics')
}

async function* measure(
  database: Database,
  large: number,
  small: number,
  when: string,
): AsyncGenerator<BenchRow> {
  for (const [name, companyId] of [
    ['the large company', large],
    ['a small one', small],
  ] as const) {
    const inScope = (work: (tx: ScopedTransaction) => Promise<unknown>) =>
      withScope(database, contextOf(companyId), work, { readOnly: true })
    const asked = {
      on: ON,
      today: ON,
      companyIds: [companyId],
      sort: 'name',
      direction: 'asc',
      limit: 50,
    } as const
    const [page, pageByHand] = await medianPairMs(
      ROUNDS,
      () => inScope((tx) => readCustomerPage(tx, asked)),
      () => inScope((tx) => handWrittenPage(companyId).execute(tx)),
    )
    const byHand = { name: 'SQL by hand' }
    yield compared(
      `neighbours: 50 clients of ${name}, ${when}`,
      'ms',
      page,
      { ...byHand, value: pageByHand },
      1.5,
    )
    const [totals, totalsByHand] = await medianPairMs(
      ROUNDS,
      () => inScope((tx) => readTotals(tx, asked)),
      () => inScope((tx) => handWrittenTotals(companyId).execute(tx)),
    )
    yield compared(
      `neighbours: totals of ${name}, ${when}`,
      'ms',
      totals,
      { ...byHand, value: totalsByHand },
      1.5,
    )
  }
  const all = await medianMs(1, () =>
    withScope(
      database,
      contextOf(large),
      (tx) => readOverdue(tx, { on: ON, today: ON, companyIds: [large] }),
      {
        readOnly: true,
      },
    ),
  )
  yield {
    name: `neighbours: all of the large company (overdue), ${when}`,
    value: all,
    unit: 'ms',
    baseline: null,
    baselineName: null,
    ratio: null,
    limit: 2_000,
  }
}

import { readOverdue } from '#features/reminders/overdue.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import { measureList } from './list.ts'
import { contextOf, importCompany, ON } from './neighbours-data.ts'
import type { BenchRow } from './row.ts'
import { medianMs } from './timing.ts'

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
  yield* await measureList(database, large, `neighbours: % of the large company, ${when}`)
  yield* await measureList(database, small, `neighbours: % of a small one, ${when}`)
  const asked = { on: ON, today: ON, companyIds: [large] }
  const all = await medianMs(1, () =>
    withScope(database, contextOf(large), (tx) => readOverdue(tx, asked), { readOnly: true }),
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

import type { Database } from '#platform/database.ts'
import { measureList, measureOverdue } from './list.ts'
import { importCompany } from './neighbours-data.ts'
import type { BenchRow } from './row.ts'

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
  yield await measureOverdue(database, large, `neighbours: all of the large company (overdue), ${when}`)
}

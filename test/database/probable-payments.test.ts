import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { countProbablePayments } from '#ledger/probable-payments.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { found } from '../stories/desk.ts'
import { contextFor } from '../world.ts'
import { ledger } from './import-ledger.ts'
import { importText } from './import-world.ts'

// « 200 règlements correspondent à une facture »: an import counts them while the database joins large sets. Rows read
// are counted, not time: were the company read again for each payment, a ledger of a million lines would take minutes.

const CLIENTS = 2_000
const PAYING = 200
const database = await createTestDatabase()

test('an import counts probable payments by reading each client once, never the company for each', async () => {
  const books = ledger()
  for (let rank = 1; rank <= CLIENTS; rank += 1) {
    books.sale('2024-09-02', `C${rank}`, `FA-${1000 + rank}`, 20_000 + rank)
    if (rank <= PAYING) books.payment('2024-10-15', `C${rank}`, 20_000 + rank)
  }
  const { probablePayments } = await importText(database, books.text(), { name: '123456789FEC20241231.txt' })
  expect(probablePayments).toEqual({ count: PAYING, sureCount: PAYING })

  const { rows } = await database.owner.query<{ id: number }>(
    "select id from companies where code = 'ATELIER'",
  )
  const companyId = Number(found(rows[0]).id)
  await withScope(database, contextFor([companyId], '2024-11-24'), async (tx) => {
    // As a large import sets it (ledger/import-staging.ts).
    await sql`set local enable_nestloop = off`.execute(tx)
    const before = await rowsRead(tx)
    expect(await countProbablePayments(tx, companyId, '2024-11-24')).toEqual({
      count: PAYING,
      sureCount: PAYING,
    })
    // Each table is read a few times at most: not 200 times.
    expect((await rowsRead(tx)) - before).toBeLessThan(10 * CLIENTS)
  })
})

/** Rows of receivables that this transaction has read so far, from tables or through indexes. */
async function rowsRead(tx: ScopedTransaction): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int as read from pg_stat_xact_user_tables
    where relname in ('credits', 'invoices', 'instalments')`.execute(tx)
  return found(rows[0]).read
}

import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { allocateCredit } from '#ledger/allocate.ts'
import { rebuildSums } from '#ledger/sums.ts'
import { findContradictions } from '#ledger/verify.ts'
import { writeCredit } from '#ledger/write-credit.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { ledger } from './import-ledger.ts'
import { importText } from './import-world.ts'

// Lambert owes two invoices due on one day. What is kept summed of it must stand whoever writes at the same time.

const database = await createTestDatabase()
const actor = { kind: 'local', name: 'comptable' } as const
const books = ledger()
  .sale('2024-09-02', 'LAMBERT', 'FA-1', 100_000, { entry: 'V1' })
  .sale('2024-09-02', 'LAMBERT', 'FA-2', 50_000, { entry: 'V2' })
  .text()
await importText(database, books)

const [lambert] = (
  await database.owner.query<{ id: number; company_id: number }>('select id, company_id from customers')
).rows
if (!lambert) throw new Error('Lambert was not imported')
const context = { actor, companyIds: [lambert.company_id] }
const inScope = <T>(work: (tx: ScopedTransaction) => Promise<T>) => withScope(database, context, work)

async function sumsOfLambert() {
  const { rows } = await database.owner.query<Record<string, unknown>>(
    'select open_cents, credit_cents, balance_cents, late_cents, late_invoices from customer_sums',
  )
  return rows
}

test('an import leaves the sums that its rows come to', async () => {
  expect(await sumsOfLambert()).toEqual([
    { open_cents: 150_000, credit_cents: 0, balance_cents: 150_000, late_cents: 150_000, late_invoices: 2 },
  ])
  expect(await inScope(findContradictions)).toEqual([])
})

test('two people who settle one client at the same time leave sums that are right', async () => {
  const instalments = await database.owner.query<{ id: number }>('select id from instalments order by id')
  const pay = async (tx: ScopedTransaction, instalmentId: number, amountCents: number) => {
    const credit = {
      customerId: lambert.id,
      kind: 'payment' as const,
      number: null,
      receivedOn: '2024-10-01',
      currency: 'EUR',
      label: null,
      correctsInvoiceId: null,
    }
    const id = await writeCredit(tx, { ...credit, amountCents }, actor.name)
    const shares = [{ instalmentId, amountCents }]
    await allocateCredit(tx, { creditId: id, shares, origin: 'manual', actor: actor.name })
  }
  // Each has written before the other commits.
  const waiting = instalments.rows.map(() => Promise.withResolvers<void>())
  const both = instalments.rows.map(({ id }, index) =>
    inScope(async (tx) => {
      await pay(tx, id, 10_001)
      waiting[index]?.resolve()
      await Promise.all(waiting.map(({ promise }) => promise))
    }),
  )
  await Promise.all(both)
  expect(await inScope(findContradictions)).toEqual([])
  expect(await sumsOfLambert()).toMatchObject([{ open_cents: 129_998, credit_cents: 0 }])
})

test('what a savepoint takes back is not counted', async () => {
  await inScope(async (tx) => {
    await sql`savepoint before_it`.execute(tx)
    await sql`update instalments set due_on = '2025-01-31'`.execute(tx)
    await sql`rollback to savepoint before_it`.execute(tx)
  })
  await inScope(async (tx) => {
    await sql`savepoint before_it`.execute(tx)
    await sql`update instalments set due_on = '2025-01-31'`.execute(tx)
    await sql`rollback to savepoint before_it`.execute(tx)
    await sql`update instalments set due_on = '2024-11-15'`.execute(tx)
  })
  expect(await inScope(findContradictions)).toEqual([])
})

test('a sum that somebody alters is found, and counted again from the rows', async () => {
  await database.owner.query('update customer_sums set late_cents = late_cents + 1')
  await database.owner.query('update due_sums set open_cents = open_cents + 1')
  expect(await inScope(findContradictions)).toEqual([
    { kind: 'customer-sums', companyId: lambert.company_id, id: lambert.id },
    { kind: 'due-sums', companyId: lambert.company_id, id: lambert.company_id },
  ])
  await inScope((tx) => rebuildSums(tx, '2024-11-24'))
  expect(await inScope(findContradictions)).toEqual([])
})

test('the application may not write a sum itself', async () => {
  await expect(inScope((tx) => sql`update customer_sums set open_cents = 0`.execute(tx))).rejects.toThrow(
    'permission denied',
  )
})

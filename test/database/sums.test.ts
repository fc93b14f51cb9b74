import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { readCustomerList, readCustomerTotals } from '#features/customers/server/list-store.ts'
import { allocateCredit } from '#ledger/allocate.ts'
import { renewSums } from '#ledger/renew-sums.ts'
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

test('the night counts again whoever passed a due day, and nobody else', async () => {
  await inScope((tx) => rebuildSums(tx, '2024-01-01'))
  const today = () => '2025-06-01'
  expect(await renewSums({ database, today })).toBe(1)
  const { rows } = await database.owner.query('select counted_on::text as day from customer_sums')
  expect(rows).toEqual([{ day: '2025-06-01' }])
  expect(await renewSums({ database, today })).toBe(0)
  expect(await inScope(findContradictions)).toEqual([])
})

test('the application may not write a sum itself', async () => {
  await expect(inScope((tx) => sql`update customer_sums set open_cents = 0`.execute(tx))).rejects.toThrow(
    'permission denied',
  )
})

// Sixteen clients, some in credit, some settled, two whose figures are the same: whatever the order, the day and the page,
// the list is that of their rows.
test.each(['2024-09-01', '2024-10-15', '2024-11-24', '2025-03-01'])(
  'clients by a figure are in the order of their rows on %s, page after page',
  async (today) => {
    const companyId = await importManyClients()
    const many = { actor, companyIds: [companyId] }
    for (const sort of ['balance', 'overdue', 'age'] as const)
      for (const direction of ['asc', 'desc'] as const)
        for (const state of ['all', 'overdue'] as const) {
          const asked = { companyIds: [companyId], today, sort, direction, state, limit: 3 }
          const rows = await withScope(database, many, async (tx) => {
            const pages: string[] = []
            let after: string | undefined
            do {
              const page = await readCustomerList(tx, { ...asked, after })
              pages.push(...page.rows.map((row) => `${row.name} ${row.balanceCents} ${row.overdueCents}`))
              after = page.next ?? undefined
            } while (after !== undefined)
            return pages
          })
          const all = await orderOfRows(companyId, today, sort, direction)
          const expected = state === 'all' ? all : all.filter((line) => !line.endsWith(' 0'))
          expect(rows, `${sort} ${direction} ${state}`).toEqual(expected)
        }
    const totals = await withScope(database, many, (tx) =>
      readCustomerTotals(tx, { companyIds: [companyId], today, state: 'overdue' }),
    )
    const { rows } = await database.owner.query(
      `select count(distinct customer_id)::int as customers, coalesce(sum(open_cents), 0)::int as cents from instalments
       where company_id = $1 and open_cents > 0 and due_on < $2`,
      [companyId, today],
    )
    expect({ customers: totals.customers, cents: totals.overdue[0]?.cents ?? 0 }).toEqual(rows[0])
  },
)

async function importManyClients(): Promise<number> {
  const file = ledger()
  for (let rank = 1; rank <= 16; rank += 1) {
    const code = `C${rank}`
    const month = `2024-${String(1 + (rank % 11)).padStart(2, '0')}`
    file.sale(`${month}-05`, code, `V${rank}`, 10_000 * (rank % 7) + 1, { entry: `V${rank}` })
    if (rank % 3 === 0) file.sale('2024-11-20', code, `W${rank}`, 4_000, { entry: `W${rank}` })
    if (rank % 4 === 0)
      file.payment('2024-12-01', code, 10_000 * (rank % 7) + 1 + 500 * rank, { entry: `P${rank}` })
  }
  await importText(database, file.text(), { company: 'MANY', companyName: 'Négoce Durand' })
  const { rows } = await database.owner.query<{ id: number }>("select id from companies where code = 'MANY'")
  return rows[0]?.id ?? 0
}

async function orderOfRows(companyId: number, today: string, sort: string, direction: string) {
  const value = { balance: 'open - credit', overdue: 'late', age: 'coalesce($2::date - oldest, -1)' }[sort]
  const { rows } = await database.owner.query<{ line: string }>(
    `select name || ' ' || (open - credit) || ' ' || late as line from (
       select c.name, c.id, coalesce(sum(i.open_cents), 0) as open,
         coalesce(sum(i.open_cents) filter (where i.due_on < $2), 0) as late, min(i.due_on) filter (where i.due_on < $2) as oldest,
         (select coalesce(sum(k.open_cents), 0) from credits k where k.customer_id = c.id
           and k.received_on <= $2) as credit
       from customers c left join instalments i on i.customer_id = c.id and i.open_cents > 0
       where c.company_id = $1 group by c.id, c.name) f
     order by ${value} ${direction}, name ${direction}, id ${direction}`,
    [companyId, today],
  )
  return rows.map(({ line }) => line)
}

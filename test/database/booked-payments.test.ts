import { expect, test } from 'vitest'
import { findContradictions } from '#ledger/verify.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { companyOpener, instalment, invoice } from '../stories/company-desk.ts'
import { importInto, movement, statement } from './bank-world.ts'

// A payment that the ledger has brought, then the bank statement that tells it again.

const database = await createTestDatabase()
const open = companyOpener(database)

const LAMBERT = {
  code: 'C0001',
  name: 'Menuiserie Lambert',
  invoices: [invoice('FA-100', '2026-02-01'), invoice('FA-1000', '2026-02-10', 24_000)],
}

/** Menuiserie Lambert, and a payment of theirs in the books on 1 March. */
async function booked(amountCents: number) {
  const { company, context, desk, pay } = await open([LAMBERT])
  const inScope = <T>(work: (tx: ScopedTransaction) => Promise<T>) => withScope(database, context, work)
  await inScope((tx) =>
    tx
      .insertInto('credits')
      .values({
        company_id: company.id,
        customer_id: company.customers.get('C0001') ?? 0,
        kind: 'payment',
        currency: 'EUR',
        number: 'BQ1',
        received_on: '2026-03-01',
        amount_cents: amountCents,
        source: 'fec',
        source_key: 'BQ1',
        created_by: 'test',
      })
      .execute(),
  )
  const bring = (text: string) =>
    importInto(
      database,
      company,
      statement([movement('2026-03-02', amountCents, 'MENUISERIE LAMBERT', text)]),
    )
  const outcome = async () => {
    expect(await inScope(findContradictions)).toEqual([])
    const openCents = async (number: string) => (await desk.state(instalment(company, number))).open_cents
    const read = (table: 'credits' | 'bank_movements', columns: string) =>
      database.owner.query(`select ${columns} from ${table} where company_id = $1`, [company.id])
    const { rows: credits } = await read('credits', 'source, open_cents')
    const { rows: movements } = await read('bank_movements', 'status')
    return { credits, movements, open: [await openCents('FA-100'), await openCents('FA-1000')] }
  }
  return { pay, bring, outcome }
}

test('a payment already in the books is not counted twice', async () => {
  const { bring, outcome } = await booked(10_000)
  await bring('VIR FA-100')
  expect(await outcome()).toEqual({
    credits: [{ source: 'fec', open_cents: 0 }],
    movements: [{ status: 'automatic' }],
    open: [0, 24_000],
  })
})

test('one that someone has spread in part pays nothing more, though number and amount agree', async () => {
  const { pay, bring, outcome } = await booked(24_000)
  await pay('FA-100', 'BQ1', 10_000)
  await bring('VIR FA-1000')
  expect(await outcome()).toEqual({
    credits: [{ source: 'fec', open_cents: 14_000 }],
    movements: [{ status: 'automatic' }],
    open: [0, 24_000],
  })
})

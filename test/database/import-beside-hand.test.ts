import { describe, expect, test } from 'vitest'
import { cancelAllocation } from '#ledger/allocate.ts'
import { findContradictions } from '#ledger/verify.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { allocateByHand, returnByHand, setLevel } from './import-hand.ts'
import { ledger } from './import-ledger.ts'
import { balanceOf, importText, instalmentsOf, NOTHING_DONE, openByNumber } from './import-world.ts'

// What a person has done by hand between two exports of the same books.

const database = await createTestDatabase()

async function companyId(code: string): Promise<number> {
  const { rows } = await database.owner.query<{ id: number }>('select id from companies where code = $1', [
    code,
  ])
  return rows[0]?.id ?? 0
}

async function contradictions(code: string) {
  const context = {
    actor: { kind: 'local', name: 'comptable' },
    companyIds: [await companyId(code)],
  } as const
  return await withScope(database, context, findContradictions)
}

describe('a cheque noted as returned before the books know', () => {
  const company = 'CHEQUE'
  const paid = (letter = 'AA') =>
    ledger()
      .sale('2024-01-10', 'DUPONT', 'F1', 100_000, letter ? { letter } : {})
      .payment('2024-02-15', 'DUPONT', 100_000, letter ? { letter } : {})

  test('the invoice is open again at its level, and the same export does not settle it', async () => {
    await importText(database, paid('').text(), { company })
    await setLevel(database, company, 'F1', 3)
    await importText(database, paid().text(), { company })
    expect(await balanceOf(database, company)).toBe(0)
    await returnByHand(database, company, '2024-02-20')
    const { counts } = await importText(database, paid().text(), { company })
    expect(counts).toMatchObject(NOTHING_DONE)
    expect(await instalmentsOf(database, company)).toMatchObject([{ number: 'F1', open: 100_000, level: 3 }])
    expect(await balanceOf(database, company)).toBe(100_000)
    expect(await contradictions(company)).toEqual([])
  })

  test('the entry of the return, once in the books, is not owed a second time', async () => {
    // The accountant has not un-lettered the invoice yet.
    await importText(database, paid().bounced('2024-02-21', 'DUPONT', 100_000).text(), { company })
    expect(await openByNumber(database, company)).toEqual({ F1: 100_000 })
    expect(await balanceOf(database, company)).toBe(100_000)
    // Then the payment is lettered with its return.
    const settled = ledger()
      .sale('2024-01-10', 'DUPONT', 'F1', 100_000)
      .payment('2024-02-15', 'DUPONT', 100_000, { letter: 'BB' })
      .bounced('2024-02-21', 'DUPONT', 100_000, { letter: 'BB' })
    await importText(database, settled.text(), { company })
    expect(await openByNumber(database, company)).toEqual({ F1: 100_000 })
    expect(await instalmentsOf(database, company)).toMatchObject([{ number: 'F1', level: 3 }, { open: 0 }])
    expect((await importText(database, settled.text(), { company })).counts).toMatchObject(NOTHING_DONE)
    expect(await contradictions(company)).toEqual([])
  })
})

test('what we proposed and a user has refused is not proposed again', async () => {
  const company = 'REFUSED'
  const books = ledger()
    .sale('2024-01-10', 'DUPONT', 'F1', 100_000)
    .payment('2024-02-15', 'DUPONT', 100_000)
    .text()
  await importText(database, books, { company, netting: true })
  expect(await balanceOf(database, company)).toBe(0)
  const { rows } = await database.owner.query<{ id: number; company_id: number }>(
    `select a.id, a.company_id from allocations a where a.company_id = $1 and a.origin = 'proposed'`,
    [await companyId(company)],
  )
  const context = {
    actor: { kind: 'local', name: 'comptable' },
    companyIds: [rows[0]?.company_id ?? 0],
  } as const
  await withScope(database, context, (tx) =>
    cancelAllocation(tx, { allocationId: rows[0]?.id ?? 0, reason: 'acompte', actor: 'comptable' }),
  )
  const { counts } = await importText(database, books, { company, netting: true })
  expect(counts).toMatchObject(NOTHING_DONE)
  expect(await openByNumber(database, company)).toEqual({ F1: 100_000 })
})

describe('a payment written by hand before the books have it', () => {
  const company = 'BYHAND'
  const sales = () =>
    ledger().sale('2024-01-10', 'DUPONT', 'F1', 100_000).sale('2024-01-12', 'DUPONT', 'F2', 40_000)

  test('is the same one when they have it, within a week, and its allocation stays', async () => {
    await importText(database, sales().text(), { company })
    const id = await companyId(company)
    await database.owner.query(
      `insert into credits (company_id, customer_id, kind, received_on, currency, amount_cents, source, source_key, created_by)
       select company_id, id, 'payment', '2024-02-10', 'EUR', 40000, 'manual', 'manual:1', 'comptable'
       from customers where company_id = $1`,
      [id],
    )
    await allocateByHand(database, company, 'F2', 40_000)
    const later = sales().payment('2024-02-13', 'DUPONT', 40_000).sale('2024-03-01', 'DUPONT', 'F3', 500)
    const { counts } = await importText(database, later.text(), { company })
    expect(counts.created.credits).toBe(0)
    expect(await openByNumber(database, company)).toEqual({ F1: 100_000, F3: 500 })
    expect(await balanceOf(database, company)).toBe(100_500)
    expect((await importText(database, later.text(), { company })).counts).toMatchObject(NOTHING_DONE)
    expect(await contradictions(company)).toEqual([])
  })

  test('another of the same amount a month later is another payment', async () => {
    const twice = sales()
      .payment('2024-02-13', 'DUPONT', 40_000)
      .sale('2024-03-01', 'DUPONT', 'F3', 500)
      .payment('2024-03-13', 'DUPONT', 40_000)
    expect((await importText(database, twice.text(), { company })).counts.created.credits).toBe(1)
    expect(await balanceOf(database, company)).toBe(60_500)
  })
})

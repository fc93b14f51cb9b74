import { describe, expect, test } from 'vitest'
import { type AllocationOrder, allocateCredit, cancelAllocation } from '#ledger/allocate.ts'
import { cancelReturn, returnPayment } from '#ledger/return-payment.ts'
import { findContradictions } from '#ledger/verify.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { companyOpener, instalment, invoice } from '../stories/company-desk.ts'
import { found } from '../stories/desk.ts'
import type { WorldCustomer } from '../world.ts'

const database = await createTestDatabase()
const openCompany = companyOpener(database)

const DUPONT: WorldCustomer = {
  code: 'DUPONT',
  name: 'Dupont SA',
  invoices: [
    { ...invoice('F1', '2026-02-01', 60_000), level: 3, lastRemindedOn: '2026-03-10' },
    invoice('F2', '2026-02-15', 40_000),
    { ...invoice('USD1', '2026-02-15', 40_000), currency: 'USD' },
    { ...invoice('B1', '2026-02-15', 40_000), status: 'draft' },
  ],
  credits: [
    { number: 'AV1', cents: 50_000 },
    { number: 'CHQ1', cents: 100_000, kind: 'payment' },
  ],
}
const LEROY: WorldCustomer = {
  code: 'LEROY',
  name: 'Leroy SARL',
  invoices: [invoice('L1', '2026-02-01', 5_000)],
}

async function openOffice() {
  const { company, context, desk } = await openCompany([DUPONT, LEROY])
  const run = <T>(work: Parameters<typeof withScope<T>>[2]) => withScope(database, context, work)
  const creditId = async (number: string) =>
    (
      await run((tx) =>
        tx
          .selectFrom('credits')
          .select('id')
          .where('company_id', '=', company.id)
          .where('number', '=', number)
          .executeTakeFirstOrThrow(),
      )
    ).id
  return {
    run,
    /** What is left of a credit. */
    left: async (number: string) =>
      (
        await run((tx) =>
          tx
            .selectFrom('credits')
            .select('open_cents')
            .where('company_id', '=', company.id)
            .where('number', '=', number)
            .executeTakeFirstOrThrow(),
        )
      ).open_cents,
    open: async (number: string) => (await desk.state(instalment(company, number))).open_cents,
    state: (number: string) => desk.state(instalment(company, number)),
    allocate: async (
      credit: string,
      shares: Readonly<Record<string, number>>,
      more: Partial<AllocationOrder> = {},
    ) => {
      const order: AllocationOrder = {
        creditId: await creditId(credit),
        shares: Object.entries(shares).map(([number, amountCents]) => ({
          instalmentId: instalment(company, number),
          amountCents,
        })),
        origin: 'manual',
        actor: 'Camille',
        ...more,
      }
      return await run((tx) => allocateCredit(tx, order))
    },
    cancel: (allocationId: number) =>
      run((tx) => cancelAllocation(tx, { allocationId, reason: 'mauvaise facture', actor: 'Camille' })),
    giveBack: async (credit: string) => {
      const order = { creditId: await creditId(credit), returnedOn: '2026-03-20', reason: 'sans provision' }
      await run((tx) => returnPayment(tx, { ...order, actor: 'Camille' }))
    },
    takeBack: async (credit: string) => {
      const order = { creditId: await creditId(credit), reason: 'erreur', actor: 'Camille' }
      await run((tx) => cancelReturn(tx, order))
    },
    contradictions: () => run(findContradictions),
  }
}

describe('a credit note is spread by hand', () => {
  test('over two instalments, in part, and both sides agree to the cent', async () => {
    const office = await openOffice()
    await office.allocate('AV1', { F1: 12_345, F2: 10_000 })
    expect(await office.open('F1')).toBe(47_655)
    expect(await office.open('F2')).toBe(30_000)
    expect(await office.left('AV1')).toBe(27_655)
    expect(await office.contradictions()).toEqual([])
  })

  test('a cancelled allocation gives both sides their amount back, once, and stays with who and why', async () => {
    const office = await openOffice()
    const id = found((await office.allocate('AV1', { F1: 50_000 }))[0])
    await office.cancel(id)
    expect(await office.state('F1')).toEqual({ level: 3, last_reminded_on: '2026-03-10', open_cents: 60_000 })
    expect(await office.left('AV1')).toBe(50_000)
    await expect(office.cancel(id)).rejects.toMatchObject({
      code: 'conflict',
      key: 'receivables.already-cancelled',
    })
    const row = await office.run((tx) =>
      tx.selectFrom('allocations').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    )
    expect(row).toMatchObject({
      cancelled_by: 'Camille',
      cancel_reason: 'mauvaise facture',
      amount_cents: 50_000,
    })
  })

  test.each([
    ['more than the credit has', { F1: 40_000, F2: 20_000 }, 'conflict', 'receivables.not-enough-credit'],
    ['more than the instalment owes', { F2: 40_001 }, 'conflict', 'receivables.not-enough-open'],
    ['nothing', { F1: 0 }, 'invalid', 'receivables.no-amount'],
    ['less than nothing', { F1: 100, F2: -100 }, 'invalid', 'receivables.no-amount'],
    ['half a cent', { F1: 0.5 }, 'invalid', 'receivables.no-amount'],
    ['another currency', { USD1: 100 }, 'invalid', 'receivables.other-currency'],
    ['another client', { L1: 100 }, 'invalid', 'receivables.other-customer'],
    ['a draft', { B1: 100 }, 'invalid', 'receivables.draft-instalment'],
  ])('%s is refused, and nothing is written', async (_, shares, code, key) => {
    const office = await openOffice()
    await expect(office.allocate('AV1', shares)).rejects.toMatchObject({ code, key })
    expect(await office.left('AV1')).toBe(50_000)
    expect(await office.open('F1')).toBe(60_000)
  })

  test('another client of the same company only when it is asked for', async () => {
    const office = await openOffice()
    await office.allocate('AV1', { L1: 5_000 }, { allowsOtherCustomer: true })
    expect(await office.open('L1')).toBe(0)
  })

  test('twenty people at once never allocate more than it has', async () => {
    const office = await openOffice()
    const tries = Array.from({ length: 20 }, (_, rank) =>
      office.allocate('AV1', rank % 2 === 0 ? { F1: 4_000, F2: 3_000 } : { F2: 3_000, F1: 4_000 }),
    )
    const results = await Promise.allSettled(tries)
    // 500 € by 70 €: seven go through, and the others are told what is left.
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(7)
    for (const result of results)
      if (result.status === 'rejected')
        expect(result.reason).toMatchObject({ key: 'receivables.not-enough-credit' })
    expect(await office.left('AV1')).toBe(1_000)
    expect([await office.open('F1'), await office.open('F2')]).toEqual([32_000, 19_000])
    expect(await office.contradictions()).toEqual([])
  })

  test('twenty people at once never settle an instalment twice, whatever they settle it with', async () => {
    const office = await openOffice()
    const tries = Array.from({ length: 20 }, (_, rank) =>
      office.allocate(rank % 2 === 0 ? 'AV1' : 'CHQ1', { F2: 15_000 }),
    )
    const results = await Promise.allSettled(tries)
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(2)
    expect(await office.open('F2')).toBe(10_000)
    expect(await office.contradictions()).toEqual([])
  })
})

describe('a payment that comes back unpaid', () => {
  test('opens what it had settled at the level and on the date of before, and is worth nothing', async () => {
    const office = await openOffice()
    const before = await office.state('F1')
    await office.allocate('CHQ1', { F1: 60_000, F2: 30_000 })
    await office.giveBack('CHQ1')
    expect(await office.state('F1')).toEqual(before)
    expect(await office.open('F2')).toBe(40_000)
    expect(await office.left('CHQ1')).toBe(0)
    await expect(office.allocate('CHQ1', { F2: 100 })).rejects.toMatchObject({
      key: 'receivables.credit-returned',
    })
    await expect(office.giveBack('CHQ1')).rejects.toMatchObject({ key: 'receivables.already-returned' })
    expect(await office.contradictions()).toEqual([])
  })

  test('noted by mistake, it is taken back and can be allocated again', async () => {
    const office = await openOffice()
    await office.allocate('CHQ1', { F1: 60_000 })
    await office.giveBack('CHQ1')
    await office.takeBack('CHQ1')
    expect(await office.left('CHQ1')).toBe(100_000)
    await expect(office.takeBack('CHQ1')).rejects.toMatchObject({ key: 'receivables.not-returned' })
    await office.allocate('CHQ1', { F1: 60_000 })
    expect(await office.open('F1')).toBe(0)
    await office.giveBack('CHQ1')
    expect(await office.contradictions()).toEqual([])
  })

  test('a credit note cannot come back', async () => {
    const office = await openOffice()
    await expect(office.giveBack('AV1')).rejects.toMatchObject({ key: 'receivables.not-a-payment' })
  })

  test('the database itself refuses an allocation of what is returned', async () => {
    const office = await openOffice()
    await office.giveBack('CHQ1')
    await expect(
      database.owner.query('update credits set allocated_cents = 1 where is_returned'),
    ).rejects.toThrow('returned_is_unallocated')
  })
})

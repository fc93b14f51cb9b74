import { describe, expect, test } from 'vitest'
import { allocateProbable, takeAllocationsBack } from '#ledger/allocate-probable.ts'
import { cancelImport } from '#ledger/cancel-import.ts'
import { cancelNotedPayment, notePayment } from '#ledger/note-payment.ts'
import { readProbablePayments } from '#ledger/probable-payments.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { contextFor } from '../world.ts'
import { type Ledger, ledger } from './import-ledger.ts'
import { importText } from './import-world.ts'

// « Règlement reçu le … »: noted on an invoice, then brought by the books, in every order.

const database = await createTestDatabase()
let companies = 0

/** A company of its own, with what an accountant does in it. */
function openBooks() {
  companies += 1
  const company = `NOTE${companies}`
  const one = async <T>(query: string): Promise<T[]> =>
    (
      await database.owner.query(
        query.replaceAll('$company', `(select id from companies where code = '${company}')`),
      )
    ).rows as T[]
  const companyId = async () => Number((await one<{ id: number }>('select $company as id'))[0]?.id)
  const inScope = async <T>(work: (tx: ScopedTransaction) => Promise<T>) =>
    await withScope(database, contextFor([await companyId()], '2024-11-24'), work)
  return {
    import: async (books: Ledger, name = 'fichier.txt') =>
      expect(
        (await importText(database, books.text(), { company, companyName: company, name, term: '30 jours' }))
          .errors,
      ).toEqual([]),
    note: async (invoice: string, receivedOn: string, amountCents?: number) => {
      const [found] = await one<{ id: string }>(
        `select id from invoices where company_id = $company and number = '${invoice}'`,
      )
      const order = {
        invoiceId: Number(found?.id),
        receivedOn,
        amountCents,
        today: '2024-11-24',
        actor: 'Camille',
      }
      return await inScope((tx) => notePayment(tx, order))
    },
    unnote: async (creditId: number) =>
      await inScope((tx) => cancelNotedPayment(tx, { creditId, reason: 'Erreur', actor: 'Camille' })),
    probable: async () => {
      const companyIds = [await companyId()]
      return await inScope((tx) => readProbablePayments(tx, { companyIds }))
    },
    allocate: async (creditIds?: number[]) => {
      const companyIds = [await companyId()]
      return await inScope((tx) =>
        allocateProbable(tx, { companyIds, creditIds, today: '2024-11-24', actor: 'Camille' }),
      )
    },
    takeBack: async (allocationIds: readonly number[]) =>
      await inScope((tx) => takeAllocationsBack(tx, { allocationIds, reason: 'Erreur', actor: 'Camille' })),
    cancelLastImport: async () => {
      const [last] = await one<{ id: string }>(
        'select max(id) as id from imports where company_id = $company',
      )
      return await inScope((tx) =>
        cancelImport(tx, Number(last?.id), { actor: 'Camille', today: '2026-11-30' }),
      )
    },
    /** Euros each invoice still asks, and what is unallocated in all. */
    owed: async () => {
      const invoices = await one<{ number: string; cents: string }>(
        `select i.number, sum(j.open_cents) as cents from invoices i join instalments j on j.company_id = i.company_id
         and j.invoice_id = i.id where i.company_id = $company and j.is_final group by i.number order by 1`,
      )
      const [credits] = await one<{ cents: string; noted: string }>(
        `select coalesce(sum(open_cents), 0) as cents,
           count(*) filter (where noted_cents is not null and source = 'manual' and cancelled_at is null
             and withdrawn_by_import is null) as noted
         from credits where company_id = $company`,
      )
      return {
        ...Object.fromEntries(invoices.map((row) => [row.number, Number(row.cents)])),
        unallocated: Number(credits?.cents),
        noted: Number(credits?.noted),
      }
    },
  }
}

const sales = () => ledger().sale('2024-09-01', 'C1', 'FA-1', 50_000).sale('2024-09-05', 'C1', 'FA-2', 30_000)

describe('a payment noted on an invoice', () => {
  test('settles it at once, stays while no import brings it, and can be taken back', async () => {
    const books = openBooks()
    await books.import(sales())
    const creditId = await books.note('FA-1', '2024-11-20')
    expect(await books.owed()).toEqual({ 'FA-1': 0, 'FA-2': 30_000, unallocated: 0, noted: 1 })
    // The same books again say nothing of it.
    await books.import(sales().sale('2024-11-22', 'C1', 'FA-3', 1_000))
    expect(await books.owed()).toEqual({ 'FA-1': 0, 'FA-2': 30_000, 'FA-3': 1_000, unallocated: 0, noted: 1 })
    await books.unnote(creditId)
    expect(await books.owed()).toEqual({
      'FA-1': 50_000,
      'FA-2': 30_000,
      'FA-3': 1_000,
      unallocated: 0,
      noted: 0,
    })
    await expect(books.unnote(creditId)).rejects.toThrow()
  })

  test('is that of the books when they bring it, days later, lettered or not', async () => {
    for (const letter of ['', 'A']) {
      const books = openBooks()
      await books.import(sales())
      await books.note('FA-1', '2024-11-10')
      const lettered = ledger()
        .sale('2024-09-01', 'C1', 'FA-1', 50_000, { letter })
        .sale('2024-09-05', 'C1', 'FA-2', 30_000)
        .payment('2024-11-20', 'C1', 50_000, { letter })
      await books.import(lettered)
      expect(await books.owed()).toEqual({ 'FA-1': 0, 'FA-2': 30_000, unallocated: 0, noted: 0 })
      // And again: nothing moves.
      await books.import(lettered)
      expect(await books.owed()).toEqual({ 'FA-1': 0, 'FA-2': 30_000, unallocated: 0, noted: 0 })
    }
  })

  test('gives way when the books settle another invoice by it', async () => {
    const books = openBooks()
    await books.import(
      ledger().sale('2024-09-01', 'C1', 'FA-1', 50_000).sale('2024-09-05', 'C1', 'FA-2', 50_000),
    )
    await books.note('FA-1', '2024-11-19')
    await books.import(
      ledger()
        .sale('2024-09-01', 'C1', 'FA-1', 50_000)
        .sale('2024-09-05', 'C1', 'FA-2', 50_000, { letter: 'A' })
        .payment('2024-11-20', 'C1', 50_000, { letter: 'A' }),
    )
    expect(await books.owed()).toEqual({ 'FA-1': 50_000, 'FA-2': 0, unallocated: 0, noted: 0 })
  })

  test('gives way when the books settle its invoice by another payment', async () => {
    const books = openBooks()
    await books.import(sales())
    await books.note('FA-1', '2024-10-05')
    // One transfer of another day for both.
    await books.import(
      ledger()
        .sale('2024-09-01', 'C1', 'FA-1', 50_000, { letter: 'A' })
        .sale('2024-09-05', 'C1', 'FA-2', 30_000, { letter: 'A' })
        .payment('2024-11-20', 'C1', 80_000, { letter: 'A' }),
    )
    expect(await books.owed()).toEqual({ 'FA-1': 0, 'FA-2': 0, unallocated: 0, noted: 0 })
    // Taken back, the import leaves what was noted.
    expect(await books.cancelLastImport()).toMatchObject({ isCancelled: true })
    expect(await books.owed()).toEqual({ 'FA-1': 0, 'FA-2': 30_000, unallocated: 0, noted: 1 })
  })

  test('keeps what the books do not have: a part paid in two cheques', async () => {
    const books = openBooks()
    await books.import(sales())
    await books.note('FA-1', '2024-10-05')
    const first = ledger()
      .sale('2024-09-01', 'C1', 'FA-1', 50_000, { letter: 'a' })
      .sale('2024-09-05', 'C1', 'FA-2', 30_000)
      .payment('2024-10-08', 'C1', 20_000, { letter: 'a' })
    await books.import(first)
    expect(await books.owed()).toEqual({ 'FA-1': 0, 'FA-2': 30_000, unallocated: 0, noted: 1 })
    await books.import(first.payment('2024-10-12', 'C1', 30_000, { letter: 'a' }))
    expect(await books.owed()).toEqual({ 'FA-1': 0, 'FA-2': 30_000, unallocated: 0, noted: 0 })
  })

  test('is refused when the books have it, for a day to come, and beyond what is open', async () => {
    const books = openBooks()
    await books.import(sales().payment('2024-11-02', 'C1', 50_000))
    await expect(books.note('FA-1', '2024-11-20')).rejects.toThrow('receivables.received-already')
    await expect(books.note('FA-2', '2024-11-25')).rejects.toThrow('receivables.day-to-come')
    await expect(books.note('FA-2', '2024-11-20', 30_001)).rejects.toThrow('receivables.not-enough-open')
    await books.note('FA-2', '2024-11-20', 10_000)
    expect(await books.owed()).toMatchObject({ 'FA-2': 20_000 })
  })
})

describe('allocating probable payments', () => {
  test('all but those of which several are possible, each undone alone', async () => {
    const books = openBooks()
    await books.import(
      sales()
        .sale('2024-09-10', 'C2', 'FA-3', 7_000)
        .sale('2024-09-11', 'C2', 'FA-4', 7_000)
        .payment('2024-11-02', 'C1', 50_000)
        .payment('2024-11-03', 'C1', 30_000)
        .payment('2024-11-04', 'C2', 7_000),
    )
    expect((await books.probable()).map((one) => [one.openCents, one.isOneOfSeveral])).toEqual([
      [50_000, false],
      [30_000, false],
      [7_000, true],
    ])
    const allocated = await books.allocate()
    expect(allocated.map((one) => one.amountCents)).toEqual([50_000, 30_000])
    expect(await books.owed()).toMatchObject({
      'FA-1': 0,
      'FA-2': 0,
      'FA-3': 7_000,
      'FA-4': 7_000,
      unallocated: 7_000,
    })
    await books.takeBack(allocated[1]?.allocationIds ?? [])
    expect(await books.owed()).toMatchObject({ 'FA-1': 0, 'FA-2': 30_000, unallocated: 37_000 })
    // The doubtful one by itself, and once only.
    const doubtful = (await books.probable()).find((one) => one.isOneOfSeveral)
    await books.allocate([doubtful?.creditId ?? 0])
    expect(await books.owed()).toMatchObject({ 'FA-3': 0, 'FA-4': 7_000 })
    await expect(books.allocate([doubtful?.creditId ?? 0])).rejects.toThrow('receivables.no-longer-probable')
    // A newer export of the same books leaves the allocations alone.
    await books.import(
      sales()
        .sale('2024-09-10', 'C2', 'FA-3', 7_000)
        .sale('2024-09-11', 'C2', 'FA-4', 7_000)
        .payment('2024-11-02', 'C1', 50_000)
        .payment('2024-11-03', 'C1', 30_000)
        .payment('2024-11-04', 'C2', 7_000),
    )
    expect(await books.owed()).toMatchObject({ 'FA-1': 0, 'FA-2': 30_000, 'FA-3': 0, 'FA-4': 7_000 })
  })
})

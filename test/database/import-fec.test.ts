import { describe, expect, test } from 'vitest'
import { createTestDatabase } from '../database.ts'
import { ledger } from './import-ledger.ts'
import { balanceOf, importText, NOTHING_DONE, openByNumber, previewText } from './import-world.ts'

const database = await createTestDatabase()

describe('a FEC imported into a new company', () => {
  const march = ledger({ DUPONT: 'Dupont et fils', LEROY: 'Leroy SARL' })
    .sale('2024-01-10', 'DUPONT', 'F1', 120_000, { letter: 'A' })
    .sale('2024-01-20', 'DUPONT', 'F2', 50_000)
    .sale('2024-02-01', 'LEROY', 'F3', 80_000, { letter: 'A' })
    .payment('2024-02-15', 'DUPONT', 120_000, { letter: 'A' })
    .payment('2024-02-20', 'LEROY', 30_000, { letter: 'A' })
    .creditNote('2024-03-01', 'DUPONT', 'AV1', 10_000)

  test('the preview writes nothing and tells what the import then does', async () => {
    const preview = await previewText(database, march.text())
    expect(await balanceOf(database)).toBeNaN()
    const result = await importText(database, march.text())
    // Only a preview looks ahead, at what « Relances » will show.
    const { ahead, ...told } = preview
    expect(ahead).toBeDefined()
    expect(result).toEqual(told)
    expect(result.errors).toEqual([])
    expect(result.counts).toMatchObject({
      customers: 2,
      invoices: 3,
      creditNotes: 1,
      payments: 2,
      openCents: 100_000,
      unallocatedCents: 10_000,
      created: { customers: 2, invoices: 3, instalments: 3, credits: 3, allocations: 2 },
    })
  })

  test('the balances are those of the ledger', async () => {
    expect(await openByNumber(database)).toEqual({ F2: 50_000, F3: 50_000 })
    expect(await balanceOf(database)).toBe(90_000)
  })

  test('the same file twice changes nothing', async () => {
    const again = await importText(database, march.text())
    expect(again.counts).toMatchObject(NOTHING_DONE)
  })
})

test('a bill that falls due later is expected, not received: payments are known up to the last one that came', async () => {
  const books = ledger()
    .sale('2024-09-10', 'DUPONT', 'F1', 120_000)
    .payment('2024-11-20', 'DUPONT', 5_000)
    .payment('2024-12-10', 'DUPONT', 30_000)
  await importText(database, books.text(), { company: 'EFFETS' })
  const { rows } = await database.owner.query(
    `select payments_known_on::text from companies where code = 'EFFETS'`,
  )
  expect(rows).toEqual([{ payments_known_on: '2024-11-20' }])
})

describe('newer exports of the same books', () => {
  const company = 'BOOKS'
  const start = () =>
    ledger()
      .sale('2024-01-10', 'DUPONT', 'F1', 120_000)
      .sale('2024-01-20', 'DUPONT', 'F2', 50_000)
      .sale('2024-02-01', 'LEROY', 'F3', 80_000)

  test('an invoice lettered since is closed, and nothing else moves', async () => {
    await importText(database, start().text(), { company })
    const paid = ledger()
      .sale('2024-01-10', 'DUPONT', 'F1', 120_000, { letter: 'AA' })
      .sale('2024-01-20', 'DUPONT', 'F2', 50_000)
      .sale('2024-02-01', 'LEROY', 'F3', 80_000)
      .payment('2024-03-05', 'DUPONT', 120_000, { letter: 'AA' })
    const { counts } = await importText(database, paid.text(), { company })
    expect(counts.closed).toEqual({ instalments: 1, cents: 120_000 })
    expect(counts.created).toEqual({ customers: 0, invoices: 0, instalments: 0, credits: 1, allocations: 1 })
    expect(await openByNumber(database, company)).toEqual({ F2: 50_000, F3: 80_000 })
    expect(await balanceOf(database, company)).toBe(130_000)
  })
})

import { expect, test } from 'vitest'
import { createTestDatabase } from '../database.ts'
import { setLevel } from './import-hand.ts'
import { ledger } from './import-ledger.ts'
import { balanceOf, importText, instalmentsOf, NOTHING_DONE, openByNumber } from './import-world.ts'

const database = await createTestDatabase()

const sentences = (result: { warnings: readonly { message: string }[] }) =>
  result.warnings.map((warning) => warning.message).join('\n')

// Dupont owes 700,00 at the end of 2023 (F1, level 3, and F2), Leroy has 50,00 to his credit.
const year2023 = () =>
  ledger()
    .sale('2023-10-10', 'DUPONT', 'F1', 50_000)
    .sale('2023-11-10', 'DUPONT', 'F2', 20_000)
    .sale('2023-09-01', 'LEROY', 'F3', 30_000, { letter: 'A' })
    .payment('2023-12-15', 'LEROY', 30_000, { letter: 'A' })
    .payment('2023-12-20', 'LEROY', 5_000)

async function closeOf2023(company: string): Promise<void> {
  await importText(database, year2023().text(), { company })
  await setLevel(database, company, 'F1', 3)
}

test('one total per customer that agrees: the invoices of the year before stay, the lump line is dropped', async () => {
  const company = 'LUMP'
  await closeOf2023(company)
  const year2024 = ledger()
    .opening('2024-01-01', 'DUPONT', 'RAN', 70_000)
    .opening('2024-01-01', 'LEROY', 'RAN', -5_000)
    .sale('2024-01-15', 'DUPONT', 'F4', 10_000)
  const result = await importText(database, year2024.text(), { company })
  expect(sentences(result)).toContain('gardées avec leur numéro, leur date et leur niveau : 2')
  expect(await openByNumber(database, company)).toEqual({ F1: 50_000, F2: 20_000, F4: 10_000 })
  expect((await instalmentsOf(database, company))[0]).toMatchObject({ number: 'F1', level: 3 })
  expect(await balanceOf(database, company)).toBe(75_000)
  expect((await importText(database, year2024.text(), { company })).counts).toMatchObject(NOTHING_DONE)
})

test('what the new year letters against the lump line settles the oldest invoices', async () => {
  const company = 'LUMP'
  const march = () =>
    ledger()
      .opening('2024-01-01', 'DUPONT', 'RAN', 70_000, { letter: 'B' })
      .opening('2024-01-01', 'LEROY', 'RAN', -5_000)
      .sale('2024-01-15', 'DUPONT', 'F4', 10_000)
  const paid = march().payment('2024-03-10', 'DUPONT', 60_000, { letter: 'B' })
  const { counts } = await importText(database, paid.text(), { company })
  expect(counts.closed).toEqual({ instalments: 1, cents: 50_000 })
  expect(await openByNumber(database, company)).toEqual({ F2: 10_000, F4: 10_000 })
  expect(await balanceOf(database, company)).toBe(15_000)
  expect((await importText(database, paid.text(), { company })).counts).toMatchObject(NOTHING_DONE)
  // The payment bounces: F1 is open again, at level 3.
  await importText(database, march().sale('2024-04-01', 'LEROY', 'F5', 100).text(), { company })
  expect((await instalmentsOf(database, company))[0]).toMatchObject({ number: 'F1', open: 50_000, level: 3 })
})

test('the year before, exported again, keeps what the new year has settled', async () => {
  const company = 'LUMP'
  const paid = ledger()
    .opening('2024-01-01', 'DUPONT', 'RAN', 70_000, { letter: 'B' })
    .opening('2024-01-01', 'LEROY', 'RAN', -5_000)
    .sale('2024-01-15', 'DUPONT', 'F4', 10_000)
    .payment('2024-03-10', 'DUPONT', 60_000, { letter: 'B' })
  await importText(database, paid.text(), { company })
  const { counts } = await importText(database, year2023().text(), { company })
  expect(counts).toMatchObject(NOTHING_DONE)
  expect(await openByNumber(database, company)).toMatchObject({ F2: 10_000, F4: 10_000 })
})

test('one line per invoice: each finds its own, what was paid at the turn of the year is settled', async () => {
  const company = 'DETAIL'
  await closeOf2023(company)
  const year2024 = ledger()
    .opening('2024-01-01', 'DUPONT', 'F1', 50_000, { pieceOn: '2023-10-10' })
    .opening('2024-01-01', 'DUPONT', 'F9', 7_000, { pieceOn: '2023-12-28' })
  const result = await importText(database, year2024.text(), { company })
  expect(sentences(result)).toContain('gardés comme soldes d’ouverture : 1')
  expect(sentences(result)).toContain('absents des à-nouveaux, donc soldés : 2')
  expect(await openByNumber(database, company)).toEqual({ F1: 50_000, F9: 7_000 })
  expect(await balanceOf(database, company)).toBe(57_000)
  expect((await instalmentsOf(database, company))[0]).toMatchObject({ number: 'F1', level: 3 })
  expect((await importText(database, year2024.text(), { company })).counts).toMatchObject(NOTHING_DONE)
})

test('a line for part of an invoice keeps it for that part', async () => {
  const company = 'PART'
  await closeOf2023(company)
  const year2024 = ledger()
    .opening('2024-01-01', 'DUPONT', 'F1', 15_000, { pieceOn: '2023-10-10' })
    .opening('2024-01-01', 'LEROY', 'RAN', -5_000)
  await importText(database, year2024.text(), { company })
  expect(await openByNumber(database, company)).toEqual({ F1: 15_000 })
  expect(await balanceOf(database, company)).toBe(10_000)
})

test('a lower total means the oldest were paid; a higher one adds an opening balance', async () => {
  await closeOf2023('LOWER')
  const lower = ledger()
    .opening('2024-01-01', 'DUPONT', 'RAN', 40_000)
    .opening('2024-01-01', 'LEROY', 'RAN', -5_000)
  await importText(database, lower.text(), { company: 'LOWER' })
  expect(await openByNumber(database, 'LOWER')).toEqual({ F1: 20_000, F2: 20_000 })
  expect(await balanceOf(database, 'LOWER')).toBe(35_000)
  await closeOf2023('HIGHER')
  const higher = ledger()
    .opening('2024-01-01', 'DUPONT', 'RAN', 90_000)
    .opening('2024-01-01', 'LEROY', 'RAN', -5_000)
  await importText(database, higher.text(), { company: 'HIGHER' })
  expect(await openByNumber(database, 'HIGHER')).toEqual({ F1: 50_000, F2: 20_000, '?': 20_000 })
  expect(await balanceOf(database, 'HIGHER')).toBe(85_000)
  expect((await importText(database, higher.text(), { company: 'HIGHER' })).counts).toMatchObject(
    NOTHING_DONE,
  )
})

test('without opening lines yet, the year before stays as it is', async () => {
  const company = 'EARLY'
  await closeOf2023(company)
  await importText(database, ledger().sale('2024-01-15', 'DUPONT', 'F4', 10_000).text(), { company })
  expect(await openByNumber(database, company)).toEqual({ F1: 50_000, F2: 20_000, F4: 10_000 })
  const opened = ledger()
    .sale('2024-01-15', 'DUPONT', 'F4', 10_000, { entry: '1' })
    .opening('2024-01-01', 'DUPONT', 'RAN', 70_000, { entry: '2' })
    .opening('2024-01-01', 'LEROY', 'RAN', -5_000, { entry: '3' })
  await importText(database, opened.text(), { company })
  expect(await openByNumber(database, company)).toEqual({ F1: 50_000, F2: 20_000, F4: 10_000 })
  expect(await balanceOf(database, company)).toBe(75_000)
})

test('a year that comes after its successor is refused: its invoices are already in the opening lines', async () => {
  const company = 'BEHIND'
  const year2024 = ledger().opening('2024-01-01', 'DUPONT', 'RAN', 70_000)
  await importText(database, year2024.text(), { company })
  await expect(importText(database, year2023().text(), { company })).rejects.toMatchObject({
    code: 'conflict',
    key: 'imports.year-behind',
  })
  expect(await balanceOf(database, company)).toBe(70_000)
})

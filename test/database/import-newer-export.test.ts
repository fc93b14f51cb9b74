import { describe, expect, test } from 'vitest'
import { createTestDatabase } from '../database.ts'
import { allocateByHand, setLevel } from './import-hand.ts'
import { ledger } from './import-ledger.ts'
import { balanceOf, importText, instalmentsOf, NOTHING_DONE, openByNumber } from './import-world.ts'

const database = await createTestDatabase()

describe('newer exports of the same books', () => {
  const company = 'BOOKS'
  const unpaid = () =>
    ledger()
      .sale('2024-01-10', 'DUPONT', 'F1', 120_000)
      .sale('2024-01-20', 'DUPONT', 'F2', 50_000)
      .sale('2024-02-01', 'LEROY', 'F3', 80_000)
  const paid = () =>
    ledger()
      .sale('2024-01-10', 'DUPONT', 'F1', 120_000, { letter: 'AA' })
      .sale('2024-01-20', 'DUPONT', 'F2', 50_000)
      .sale('2024-02-01', 'LEROY', 'F3', 80_000)
      .payment('2024-03-05', 'DUPONT', 120_000, { letter: 'AA' })

  test('an invoice lettered since is closed, and nothing else moves', async () => {
    await importText(database, unpaid().text(), { company })
    await setLevel(database, company, 'F1', 3)
    const { counts } = await importText(database, paid().text(), { company })
    expect(counts.closed).toEqual({ instalments: 1, cents: 120_000 })
    expect(counts.created).toEqual({ customers: 0, invoices: 0, instalments: 0, credits: 1, allocations: 1 })
    expect(counts.changed).toEqual({ customers: 0, instalments: 0, allocations: 0 })
    expect(await openByNumber(database, company)).toEqual({ F2: 50_000, F3: 80_000 })
    expect(await balanceOf(database, company)).toBe(130_000)
  })

  test('un-lettered, it is open again at the level it had', async () => {
    const bounced = ledger()
      .sale('2024-01-10', 'DUPONT', 'F1', 120_000)
      .sale('2024-01-20', 'DUPONT', 'F2', 50_000)
      .sale('2024-02-01', 'LEROY', 'F3', 80_000)
      .payment('2024-03-05', 'DUPONT', 120_000)
    const { counts } = await importText(database, bounced.text(), { company })
    expect(counts.changed.allocations).toBe(1)
    const [first] = await instalmentsOf(database, company)
    expect(first).toMatchObject({ number: 'F1', open: 120_000, level: 3 })
    expect(await balanceOf(database, company)).toBe(130_000)
  })

  test('a payment deleted from the books counts for nothing, and comes back when they have it again', async () => {
    await importText(database, paid().text(), { company })
    const { counts } = await importText(database, unpaid().sale('2024-03-31', 'LEROY', 'F4', 1_000).text(), {
      company,
    })
    expect(counts.changed.allocations).toBe(1)
    expect(await openByNumber(database, company)).toEqual({ F1: 120_000, F2: 50_000, F3: 80_000, F4: 1_000 })
    expect(await balanceOf(database, company)).toBe(251_000)
    await importText(database, paid().sale('2024-03-31', 'LEROY', 'F4', 1_000).text(), { company })
    expect(await balanceOf(database, company)).toBe(131_000)
  })

  test('an invoice deleted from the books is settled, and finds its level again if it comes back', async () => {
    await setLevel(database, company, 'F2', 4)
    const without = () =>
      ledger()
        .sale('2024-01-10', 'DUPONT', 'F1', 120_000, { letter: 'AA', entry: '1' })
        .sale('2024-02-01', 'LEROY', 'F3', 80_000, { entry: '3' })
        .payment('2024-03-05', 'DUPONT', 120_000, { letter: 'AA', entry: '4' })
        .sale('2024-03-31', 'LEROY', 'F4', 1_000, { entry: '5' })
    const { counts, warnings } = await importText(database, without().text(), { company })
    expect(counts.closed).toEqual({ instalments: 1, cents: 50_000 })
    expect(warnings.map((warning) => warning.message).join()).toContain('donc soldées : 1')
    expect(await balanceOf(database, company)).toBe(81_000)
    const back = without().sale('2024-01-20', 'DUPONT', 'F2', 50_000, { entry: '2' })
    await importText(database, back.text(), { company })
    const found = (await instalmentsOf(database, company)).find(({ number }) => number === 'F2')
    expect(found).toMatchObject({ open: 50_000, level: 4 })
    expect((await importText(database, back.text(), { company })).counts).toMatchObject(NOTHING_DONE)
  })

  test('an export that stops earlier says nothing of later entries, and is told to be older', async () => {
    const january = ledger()
      .sale('2024-01-10', 'DUPONT', 'F1', 120_000)
      .sale('2024-01-20', 'DUPONT', 'F2', 50_000)
    const { warnings } = await importText(database, january.text(), { company })
    expect(warnings[0]?.message).toContain('plus ancien')
    expect(await openByNumber(database, company)).toMatchObject({ F3: 80_000, F4: 1_000 })
  })
})

describe('entries of a draft numbered anew when they are validated', () => {
  const company = 'DRAFT'

  test('the invoice keeps its level and is no longer provisional', async () => {
    const draft = ledger()
      .sale('2024-01-10', 'DUPONT', 'F1', 120_000, { entry: 'B1', isDraft: true })
      .sale('2024-01-10', 'DUPONT', 'F1', 120_000, { entry: 'B2', isDraft: true })
      .payment('2024-01-20', 'DUPONT', 40_000, { entry: 'B3', isDraft: true })
    await importText(database, draft.text(), { company })
    await setLevel(database, company, 'F1', 2)
    const validated = ledger()
      .sale('2024-01-10', 'DUPONT', 'F1', 120_000, { entry: '901' })
      .sale('2024-01-10', 'DUPONT', 'F1', 120_000, { entry: '902' })
      .payment('2024-01-20', 'DUPONT', 40_000, { entry: '903' })
    const { counts } = await importText(database, validated.text(), { company })
    expect(counts.created).toEqual({ customers: 0, invoices: 0, instalments: 0, credits: 0, allocations: 0 })
    expect(counts.changed.instalments).toBe(2)
    expect(counts.closed.instalments).toBe(0)
    expect((await instalmentsOf(database, company)).map(({ level, open }) => [level, open])).toEqual([
      [2, 120_000],
      [2, 120_000],
    ])
    expect((await importText(database, validated.text(), { company })).counts).toMatchObject(NOTHING_DONE)
    expect(await balanceOf(database, company)).toBe(200_000)
  })
})

describe('what a user has allocated by hand', () => {
  const company = 'HAND'
  const books = (letter?: string) =>
    ledger()
      .sale('2024-01-10', 'DUPONT', 'F1', 100_000, letter ? { letter } : {})
      .sale('2024-01-20', 'DUPONT', 'F2', 60_000)
      .payment('2024-02-01', 'DUPONT', 100_000, letter ? { letter } : {})

  test('stays, and the lettering of the books takes only what is left', async () => {
    await importText(database, books().text(), { company })
    await allocateByHand(database, company, 'F2', 60_000)
    await importText(database, books().text(), { company })
    expect(await openByNumber(database, company)).toEqual({ F1: 100_000 })
    await importText(database, books('A').text(), { company })
    expect(await openByNumber(database, company)).toEqual({ F1: 60_000 })
    expect(await balanceOf(database, company)).toBe(60_000)
  })

  test('goes with the payment when the books no longer have it', async () => {
    const without = ledger()
      .sale('2024-01-10', 'DUPONT', 'F1', 100_000)
      .sale('2024-01-20', 'DUPONT', 'F2', 60_000)
      .sale('2024-02-02', 'DUPONT', 'F3', 500)
    await importText(database, without.text(), { company })
    expect(await openByNumber(database, company)).toEqual({ F1: 100_000, F2: 60_000, F3: 500 })
    expect(await balanceOf(database, company)).toBe(160_500)
  })
})

describe('payment terms, which a FEC has not', () => {
  const company = 'TERMS'
  const books = ledger().sale('2024-01-10', 'DUPONT', 'F1', 120_000)
  const dueOn = async () => (await instalmentsOf(database, company))[0]?.dueOn

  test('another term on re-import shifts estimated due dates', async () => {
    const { estimatedDueDates } = await importText(database, books.text(), { company })
    expect(estimatedDueDates).toBe(1)
    expect(await dueOn()).toBe('2024-02-09')
    const { counts } = await importText(database, books.text(), { company, term: '45 jours fin de mois' })
    expect(counts.changed.instalments).toBe(1)
    expect(await dueOn()).toBe('2024-02-29')
  })

  test('the term of the customer comes first', async () => {
    await database.owner.query(`update customers set payment_term = '60 jours' where code = 'DUPONT'`)
    await importText(database, books.text(), { company, term: '45 jours fin de mois' })
    expect(await dueOn()).toBe('2024-03-10')
  })

  test('a term that is none is refused', async () => {
    await expect(importText(database, books.text(), { company, term: 'plus tard' })).rejects.toMatchObject({
      code: 'invalid',
      key: 'imports.bad-term',
    })
  })
})

test('two companies with the same customer code keep apart', async () => {
  const one = ledger({ X: 'Xavier' }).sale('2024-01-10', 'X', 'F1', 1_000)
  const other = ledger({ X: 'Xylo SA' }).sale('2024-01-10', 'X', 'F1', 2_000)
  await importText(database, one.text(), { company: 'ONE' })
  await importText(database, other.text(), { company: 'OTHER' })
  expect(await balanceOf(database, 'ONE')).toBe(1_000)
  expect(await balanceOf(database, 'OTHER')).toBe(2_000)
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sumCents } from '#domain/days-and-money/money.ts'
import { readFec } from './fec.ts'
import { type FecRow, fecText, payment, sale, textSource } from './fec-fixture.ts'
import { type FecReceivables, fecReceivables } from './fec-receivables.ts'

async function receivables(rows: readonly FecRow[], netting = false): Promise<FecReceivables> {
  return fecReceivables(await readFec(textSource(fecText(rows))), { netting })
}

describe('the next export of the same books', () => {
  test.each([
    ['numbered entries', {}],
    ['every entry numbered 0', { EcritureNum: '0' }],
  ])('keeps every key when lines are added: %s', async (_name, more) => {
    const january = [
      ...sale('F1', 'DUPONT', '20260115', '100,00', more),
      ...sale('F1', 'DUPONT', '20260115', '100,00', more),
      ...payment('R1', 'DUPONT', '20260210', '20,00', more),
    ]
    const february = [...january, ...sale('F1', 'DUPONT', '20260115', '100,00', more)]
    const keys = (books: FecReceivables) => [
      ...books.invoices.flatMap((invoice) => invoice.instalments.map(({ key }) => key)),
      ...books.credits.map(({ key }) => key),
    ]
    const before = keys(await receivables(january))
    const after = keys(await receivables(february))
    expect(new Set(before).size).toBe(3)
    expect(after).toEqual(expect.arrayContaining(before))
  })
})

describe('whatever the books', () => {
  const row = fc.record({
    customer: fc.constantFrom('A', 'B', 'C'),
    day: fc.constantFrom('20260101', '20260202', '20260303'),
    cents: fc.integer({ min: -500, max: 500 }),
    letter: fc.constantFrom('', 'A', 'B'),
    isPayment: fc.boolean(),
    reference: fc.constantFrom('F1', 'F2', '-', '0'),
  })

  test('open debits less credits left are the balance of each account, netted or not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 40 }), fc.boolean(), async (rows, netting) => {
        const lines = rows.flatMap(({ customer, day, cents, letter, isPayment, reference }) => {
          const make = isPayment ? payment : sale
          return make(reference, customer, day, (cents / 100).toFixed(2), { EcritureLet: letter })
        })
        const books = await receivables(lines, netting)
        for (const party of books.parties) {
          let open = 0
          const own = books.invoices.filter(({ customerCode }) => customerCode === party.code)
          const keys = new Set(own.flatMap(({ instalments }) => instalments.map(({ key }) => key)))
          for (const { instalments } of own) for (const { amountCents } of instalments) open += amountCents
          const credits = books.credits.filter(({ customerCode }) => customerCode === party.code)
          let left = credits.reduce((sum, credit) => sum + credit.amountCents, 0)
          for (const allocation of books.allocations) {
            expect(allocation.amountCents).toBeGreaterThan(0)
            if (!keys.has(allocation.instalmentKey)) continue
            open -= allocation.amountCents
            left -= allocation.amountCents
          }
          expect([open, left]).toEqual([party.openCents, party.unallocatedCents])
          expect(open - left).toBe(party.balanceCents)
          expect(netting && party.openCents > 0 && party.unallocatedCents > 0).toBe(false)
        }
        for (const { key, amountCents } of books.invoices.flatMap(({ instalments }) => instalments)) {
          const own = books.allocations.filter(({ instalmentKey }) => instalmentKey === key)
          expect(sumCents(own.map((allocation) => allocation.amountCents))).toBeLessThanOrEqual(amountCents)
        }
      }),
      { numRuns: 100 },
    )
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#domain/days-and-money/day.ts'
import {
  type DueInstalment,
  imputeCredits,
  imputedCents,
  type OpenCredit,
  settledByExpected,
} from './imputation.ts'

const ON = '2026-11-30'

function due(id: number, number: string | null, dueOn: string, euros: number, isBlocked = false) {
  return { id, invoiceId: 100 + id, number, dueOn, openCents: euros * 100, isBlocked }
}

function credit(id: number, euros: number, rest: Partial<OpenCredit> = {}): OpenCredit {
  return {
    id,
    kind: 'payment',
    correctsInvoiceId: null,
    texts: [],
    receivedOn: '2026-11-01',
    openCents: euros * 100,
    ...rest,
  }
}

/** "credit → instalment: euros", in the order they were set. */
function told(instalments: readonly DueInstalment[], credits: readonly OpenCredit[], on = ON) {
  const { parts } = imputeCredits(instalments, credits, on)
  return parts.map((part) => `${part.creditId} → ${part.instalmentId}: ${part.cents / 100}`)
}

describe('Menuiserie Morel owes M-1 (100 €, March) and M-2 (200 €, April), and has a credit of 150 €', () => {
  const morel = [due(2, 'M-2', '2026-04-30', 200), due(1, 'M-1', '2026-03-31', 100)]

  test('the oldest takes 100, the next one what is left', () => {
    expect(told(morel, [credit(1, 150)])).toEqual(['1 → 1: 100', '1 → 2: 50'])
  })

  test('a payment whose text names M-2 goes to it', () => {
    expect(told(morel, [credit(1, 150, { texts: ['VIR MOREL m 2'] })])).toEqual(['1 → 2: 150'])
  })

  test('a credit note goes to the invoice it corrects, and what it has over to the oldest', () => {
    const correcting = credit(1, 250, { kind: 'credit-note', correctsInvoiceId: 102, texts: ['AV-1'] })
    expect(told(morel, [correcting])).toEqual(['1 → 2: 200', '1 → 1: 50'])
  })

  test('a blocked invoice comes last, unless it is named', () => {
    const disputed = [due(1, 'M-1', '2026-03-31', 100, true), due(2, 'M-2', '2026-04-30', 200)]
    expect(told(disputed, [credit(1, 250)])).toEqual(['1 → 2: 200', '1 → 1: 50'])
    expect(told(disputed, [credit(1, 150, { texts: ['M-1'] })])).toEqual(['1 → 1: 100', '1 → 2: 50'])
  })

  test('what names its invoice passes before an earlier payment that names none', () => {
    const credits = [credit(1, 100, { receivedOn: '2026-05-01' }), credit(2, 100, { texts: ['M-1'] })]
    expect(told(morel, credits)).toEqual(['2 → 1: 100', '1 → 2: 100'])
  })

  test('a payment counts from its day, and one without a day from the beginning', () => {
    const expected = credit(1, 150, { receivedOn: '2026-12-01' })
    expect(told(morel, [expected])).toEqual([])
    expect(told(morel, [expected], '2026-12-01')).toHaveLength(2)
    expect(told(morel, [credit(1, 30, { receivedOn: null })], '2026-01-01')).toEqual(['1 → 1: 30'])
  })

  test('what is over stays with the credit', () => {
    const { leftCents } = imputeCredits(morel, [credit(1, 500)], ON)
    expect([...leftCents]).toEqual([[1, 200_00]])
  })
})

test.each([
  ['FA-100 is not FA-1000', 'VIR FA-1000', false],
  ['a number is read as a whole', 'VIR FA 100 SOLDE', true],
  ['zeros and dashes say nothing', 'fa00100', true],
  ['a count is no number', '100 EUR', false],
])('%s', (_, text, isNamed) => {
  const debts = [due(1, 'FA-1', '2026-01-31', 50), due(2, 'FA-100', '2026-02-28', 50)]
  expect(told(debts, [credit(1, 50, { texts: [text] })])).toEqual([isNamed ? '1 → 2: 50' : '1 → 1: 50'])
})

test('a number of digits alone is named after a word for invoice, and never by a year', () => {
  const debts = [
    due(1, '9', '2026-01-31', 50),
    due(2, '12', '2026-02-28', 50),
    due(3, '2026', '2026-03-31', 50),
  ]
  expect(told(debts, [credit(1, 50, { texts: ['facture 12'] })])).toEqual(['1 → 2: 50'])
  expect(told(debts, [credit(1, 50, { texts: ['acompte mars 2026'] })])).toEqual(['1 → 1: 50'])
})

describe('a payment under way', () => {
  const morel = [due(1, 'M-1', '2026-03-31', 100), due(2, 'M-2', '2026-04-30', 200)]
  const expected = (id: number, euros: number, receivedOn: string, rest: Partial<OpenCredit> = {}) =>
    credit(id, euros, { receivedOn, ...rest })

  test('settles, on its day, what it will pay wholly', () => {
    const cheque = expected(1, 150, '2026-12-10')
    expect([...settledByExpected(morel, [cheque], ON)]).toEqual([[1, '2026-12-10']])
    expect([...settledByExpected(morel, [cheque], '2026-12-10')]).toEqual([])
  })

  test('with what was received before, and on the last of several days', () => {
    const paid = [credit(1, 60), expected(2, 40, '2026-12-10'), expected(3, 200, '2026-12-20')]
    expect([...settledByExpected(morel, paid, ON)]).toEqual([
      [1, '2026-12-10'],
      [2, '2026-12-20'],
    ])
  })

  test('what it names first; and a credit note dated later is no payment under way', () => {
    expect([...settledByExpected(morel, [expected(1, 200, '2026-12-10', { texts: ['M-2'] })], ON)]).toEqual([
      [2, '2026-12-10'],
    ])
    const note = expected(1, 300, '2026-12-10', { kind: 'credit-note' })
    expect([...settledByExpected(morel, [note], ON)]).toEqual([])
  })
})

const instalments = fc
  .array(
    fc.record({
      invoice: fc.integer({ min: 1, max: 6 }),
      days: fc.integer({ min: 0, max: 40 }),
      openCents: fc.integer({ min: 1, max: 500 }),
      isBlocked: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((all) =>
    all.map(
      (one, index): DueInstalment => ({
        id: index + 1,
        invoiceId: one.invoice,
        number: `F-${one.invoice}`,
        dueOn: addDays('2026-01-01', one.days),
        openCents: one.openCents,
        isBlocked: one.isBlocked,
      }),
    ),
  )
const credits = fc
  .array(
    fc.record({
      receivedOn: fc.option(fc.integer({ min: -20, max: 5 }).map((days) => addDays(ON, days))),
      openCents: fc.integer({ min: 1, max: 900 }),
      named: fc.option(fc.integer({ min: 1, max: 8 })),
    }),
    { maxLength: 6 },
  )
  .map((all) =>
    all.map(({ named, ...one }, index) =>
      credit(index + 1, 0, { ...one, texts: named === null ? [] : [`VIR F-${named}`] }),
    ),
  )

test('whatever the books: no euro is used twice, none of what counts is kept while something is owed', () => {
  fc.assert(
    fc.property(instalments, credits, (owed, paid) => {
      const { parts, leftCents } = imputeCredits(owed, paid, ON)
      const counted = paid.filter((one) => one.receivedOn === null || one.receivedOn <= ON)
      const total = imputedCents(parts, new Set(owed.map(({ id }) => id)))
      const [owedCents, paidCents] = [owed, counted].map((all) =>
        all.reduce((sum, one) => sum + one.openCents, 0),
      )
      expect(total).toBe(Math.min(owedCents ?? 0, paidCents ?? 0))
      for (const one of counted) {
        const used = parts
          .filter((part) => part.creditId === one.id)
          .reduce((sum, part) => sum + part.cents, 0)
        expect(used + (leftCents.get(one.id) ?? 0)).toBe(one.openCents)
      }
      for (const one of owed)
        expect(imputedCents(parts, new Set([one.id]))).toBeLessThanOrEqual(one.openCents)
      expect(parts.every((part) => part.cents > 0)).toBe(true)
    }),
  )
})

test('whatever the order they are read in, the parts are the same', () => {
  fc.assert(
    fc.property(instalments, credits, (owed, paid) => {
      expect(imputeCredits(owed.toReversed(), paid.toReversed(), ON)).toEqual(imputeCredits(owed, paid, ON))
    }),
  )
})

test('a blocked instalment that nothing names receives only what the others could not', () => {
  fc.assert(
    fc.property(instalments, credits, (owed, paid) => {
      const unnamed = paid.map((one) => ({ ...one, texts: [] }))
      const { parts } = imputeCredits(owed, unnamed, ON)
      const free = owed.filter((one) => !one.isBlocked)
      const isOwedStill = free.some((one) => imputedCents(parts, new Set([one.id])) < one.openCents)
      const blocked = new Set(owed.filter((one) => one.isBlocked).map(({ id }) => id))
      if (isOwedStill) expect(imputedCents(parts, blocked)).toBe(0)
    }),
  )
})

test('two letters that share out what is due share out the credits, without a euro more', () => {
  fc.assert(
    fc.property(instalments, credits, fc.integer({ min: 0, max: 12 }), (owed, paid, cut) => {
      const { parts } = imputeCredits(owed, paid, ON)
      const ids = owed.map(({ id }) => id)
      const [one, other] = [ids.slice(0, cut), ids.slice(cut)].map((half) =>
        imputedCents(parts, new Set(half)),
      )
      expect((one ?? 0) + (other ?? 0)).toBe(imputedCents(parts, new Set(ids)))
    }),
  )
})

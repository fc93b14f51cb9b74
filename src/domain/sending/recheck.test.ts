import { expect, test } from 'vitest'
import type { LetterRow } from '#domain/letters/letter.ts'
import type { ItemNow, LetterFacts } from '#domain/letters/letter-review.ts'
import { reviewBeforeLeaving } from './recheck.ts'

// Confirmed on 27/11 at level 2, to leave on Monday 30/11: invoice 2300000010, 493,20 €.

const ROW: LetterRow = {
  number: '2300000010',
  issuedOn: '2026-09-24',
  amountCents: 49_320,
  dueOn: '2026-10-24',
  dueIsEstimated: false,
  openCents: 49_320,
}

function facts(change: Partial<ItemNow> = {}): LetterFacts {
  const item: ItemNow = {
    row: ROW,
    // Confirmation has moved it from level 2, last reminded on 08/11.
    frozen: { level: 2, lastRemindedOn: '2026-11-08' },
    level: 3,
    lastRemindedOn: '2026-11-27',
    block: null,
    ...change,
  }
  return {
    letterOn: '2026-11-27',
    table: { rows: [ROW], informationRows: [], creditRows: [], netCents: 49_320 },
    items: [item],
    informationRows: null,
    creditRows: [],
    paidPenalties: null,
    addressee: { before: 'business', after: 'business', namesMediator: false },
  }
}

test('nothing has happened since: it leaves, although its own letter has moved the level', () => {
  expect(reviewBeforeLeaving(facts())).toBeNull()
})

test.each([
  ['paid on Saturday', { row: { ...ROW, openCents: 0 } }, 'amount'],
  ['paid in part', { row: { ...ROW, openCents: 20_000 } }, 'amount'],
  ['disputed', { block: { kind: 'dispute', until: null } }, 'blocked'],
  ['promised for 15/12', { block: { kind: 'promise', until: '2026-12-15' } }, 'blocked'],
  ['due later after all', { row: { ...ROW, dueOn: '2026-12-24' } }, 'due'],
] as const)('%s: it does not leave, and one reads why', (_what, change, kind) => {
  expect(reviewBeforeLeaving(facts(change))?.changes).toMatchObject([{ kind }])
})

test('a payment that nobody has allocated yet holds it back too', () => {
  const credit = { number: 'VIR-1', receivedOn: '2026-11-28', kind: 'payment', openCents: -49_320 } as const
  const held = reviewBeforeLeaving({ ...facts(), creditRows: [{ ...credit, imputedCents: -49_320 }] })
  expect(held).toMatchObject({ netAfterCents: 0, changes: [{ kind: 'credit', document: 'VIR-1' }] })
})

test('a customer who turns out to be a consumer is not sent the letter of a business', () => {
  const addressee = { before: 'business', after: 'consumer', namesMediator: false } as const
  expect(reviewBeforeLeaving({ ...facts(), addressee })?.changes).toMatchObject([{ kind: 'addressee' }])
})

test('a new number of the document holds nothing back: the debt is the same', () => {
  expect(reviewBeforeLeaving(facts({ row: { ...ROW, number: 'FA-2300000010' } }))).toBeNull()
})

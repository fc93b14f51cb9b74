import { expect, test } from 'vitest'
import { type Claim, mergedSettlement } from './merged-settlement.ts'

// F1 of 250 € is there twice: instalment 1 is kept, 11 was its double. Payment 5 is one payment; 6 and 16 are one there
// twice.

const claim = (id: number, instalmentId: number, creditId: number | null, amountCents: number): Claim => ({
  ...{ id, instalmentId, creditId, amountCents },
})
const merge = (
  claims: readonly Claim[],
  others: { readonly credit?: number; readonly second?: number } = {},
) =>
  mergedSettlement({
    kept: [
      { id: 1, invoiceId: 100, amountCents: 25_000 },
      ...(others.second ? [{ id: 2, invoiceId: 100, amountCents: others.second }] : []),
    ],
    instalments: new Map([[11, 1]]),
    credits: new Map(others.credit ? [[16, { id: 6, amountCents: others.credit }]] : []),
    claims,
  })

test('a payment of the double pays the kept document', () => {
  expect(merge([claim(1, 11, 5, 6_000)])).toEqual({
    cancelled: [1],
    made: [{ instalmentId: 1, creditId: 5, amountCents: 6_000, like: 1 }],
  })
})

test('one payment split over both pays the sum, never more than is owed', () => {
  expect(merge([claim(1, 1, 5, 20_000), claim(2, 11, 5, 6_000)])).toEqual({
    cancelled: [2],
    made: [{ instalmentId: 1, creditId: 5, amountCents: 5_000, like: 2 }],
  })
})

test('a payment that is there twice pays once', () => {
  expect(merge([claim(1, 1, 6, 10_000), claim(2, 11, 16, 10_000)], { credit: 10_000 })).toEqual({
    cancelled: [2],
    made: [],
  })
  expect(merge([claim(1, 1, 6, 6_000), claim(2, 11, 16, 9_000)], { credit: 10_000 }).made).toEqual([
    { instalmentId: 1, creditId: 6, amountCents: 3_000, like: 2 },
  ])
  // What the kept one has paid elsewhere it cannot pay again.
  expect(merge([claim(1, 40, 6, 8_000), claim(2, 11, 16, 9_000)], { credit: 10_000 }).made).toEqual([
    { instalmentId: 1, creditId: 6, amountCents: 2_000, like: 2 },
  ])
})

test('what does not fit on its instalment goes to the others of the invoice', () => {
  expect(merge([claim(1, 11, 5, 30_000)], { second: 10_000 }).made).toEqual([
    { instalmentId: 1, creditId: 5, amountCents: 25_000, like: 1 },
    { instalmentId: 2, creditId: 5, amountCents: 5_000, like: 1 },
  ])
})

test('what a file says is paid counts once, as the kept document has it', () => {
  expect(merge([claim(1, 11, null, 6_000)])).toEqual({ cancelled: [1], made: [] })
  expect(merge([claim(1, 1, null, 6_000), claim(2, 11, 5, 4_000)])).toEqual({
    cancelled: [2, 1],
    made: [
      { instalmentId: 1, creditId: 5, amountCents: 4_000, like: 2 },
      { instalmentId: 1, creditId: null, amountCents: 2_000, like: 1 },
    ],
  })
  expect(merge([claim(1, 1, null, 3_000), claim(2, 11, 5, 4_000)]).made).toEqual([
    { instalmentId: 1, creditId: 5, amountCents: 4_000, like: 2 },
  ])
  expect(merge([claim(1, 1, null, 3_000)])).toEqual({ cancelled: [], made: [] })
})

test('what was paid of the penalties of the double is paid of the kept one’s', () => {
  const change = mergedSettlement({
    kept: [{ id: 1, invoiceId: 100, amountCents: 25_000 }],
    instalments: new Map([
      [11, 1],
      [-110, -100],
    ]),
    credits: new Map(),
    claims: [claim(1, -110, 5, 4_000), claim(2, 11, 5, 25_000)],
  })
  expect(change.made).toEqual([
    { instalmentId: -100, creditId: 5, amountCents: 4_000, like: 1 },
    { instalmentId: 1, creditId: 5, amountCents: 25_000, like: 2 },
  ])
})

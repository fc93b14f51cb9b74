import { expect, test } from 'vitest'
import { isDueOnPayment, leftToTell } from './collected-vat.ts'

// FA-1 of Atelier du Lin: 1 200,00 at 20 % and 110,00 at 10 %, tax included.
const FA1 = [
  { percent: '20.00', cents: 120_000 },
  { percent: '10.00', cents: 11_000 },
]

test('a payment of the whole is the whole of each rate', () => {
  expect(leftToTell(FA1, 131_000, [])).toEqual(FA1)
})

test('a part is spread in proportion, and its cents add up', () => {
  // 100,00 × 1 200 / 1 310 = 91,603…
  expect(leftToTell(FA1, 10_000, [])).toEqual([
    { percent: '20.00', cents: 9_160 },
    { percent: '10.00', cents: 840 },
  ])
})

test('three payments of a third tell the invoice, no cent more', () => {
  const told: { percent: string; cents: number }[] = []
  for (const collected of [43_667, 87_334, 131_000]) told.push(...leftToTell(FA1, collected, told))
  expect(Object.groupBy(told, ({ percent }) => percent)).toEqual({
    '20.00': [40_000, 40_001, 39_999].map((cents) => ({ percent: '20.00', cents })),
    '10.00': [3_667, 3_666, 3_667].map((cents) => ({ percent: '10.00', cents })),
  })
  expect(leftToTell(FA1, 131_000, told)).toEqual([])
})

test('a payment undone takes back what was told of it', () => {
  const told = leftToTell(FA1, 10_000, [])
  expect(leftToTell(FA1, 0, told)).toEqual([
    { percent: '20.00', cents: -9_160 },
    { percent: '10.00', cents: -840 },
  ])
})

test('what was told at a wrong rate is taken back there', () => {
  expect(
    leftToTell([{ percent: '20.00', cents: 75_000 }], 50_000, [{ percent: '5.50', cents: 50_000 }]),
  ).toEqual([
    { percent: '20.00', cents: 50_000 },
    { percent: '5.50', cents: -50_000 },
  ])
})

test('amounts too great for a product of numbers stay exact', () => {
  const great = [
    { percent: '20.00', cents: 900_000_000_001 },
    { percent: '10.00', cents: 99_999_999_999 },
  ]
  expect(leftToTell(great, 1_000_000_000_000, [])).toEqual(great)
})

test.each([
  ['72', 'B1', true],
  ['432', null, true],
  ['5', 'S1', false],
  [null, 'S1', true],
  [null, 'B1', false],
  [null, 'M1', null],
  [null, null, null],
])('the date of VAT %s and the process %s: due on payment is %s', (vatDate, process, expected) => {
  expect(isDueOnPayment({ vatDate, process })).toBe(expected)
})

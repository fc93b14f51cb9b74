import { expect, test } from 'vitest'
import { readSpread, suggestedAmounts, withAll } from './spread-amounts.ts'

const row = (instalmentId: number, openCents: number, suggestedCents = 0) => ({
  instalmentId,
  invoiceId: instalmentId,
  number: `F${instalmentId}`,
  issuedOn: null,
  dueOn: null,
  daysLate: 0,
  amountCents: openCents,
  openCents,
  level: 1 as const,
  suggestedCents,
})
const ROWS = [row(1, 10_000, 10_000), row(2, 25_050, 5_000), row(3, 40_000)]

test('the suggestion is filled in, and what is left of the credit is told', () => {
  const amounts = suggestedAmounts(ROWS)
  expect(amounts).toEqual({ 1: '100,00', 2: '50,00' })
  expect(readSpread(amounts, ROWS, 18_000)).toEqual({
    shares: [
      { instalmentId: 1, amountCents: 10_000 },
      { instalmentId: 2, amountCents: 5_000 },
    ],
    givenCents: 15_000,
    leftCents: 3_000,
    wrong: new Set(),
  })
})

test('more than an instalment owes, more than the credit has, or no amount at all: not to be sent', () => {
  expect(readSpread({ 1: '100,01' }, ROWS, 18_000)).toMatchObject({ shares: null, wrong: new Set([1]) })
  expect(readSpread({ 3: 'tout' }, ROWS, 18_000)).toMatchObject({ shares: null, wrong: new Set([3]) })
  expect(readSpread({ 3: '300' }, ROWS, 18_000)).toMatchObject({ shares: null, leftCents: -12_000 })
  expect(readSpread({ 1: '0', 2: ' ' }, ROWS, 18_000)).toMatchObject({ shares: null, givenCents: 0 })
})

test('« Tout » gives what the instalment owes, or what the credit still has', () => {
  expect(withAll({ 1: '100' }, ROWS[1] ?? row(2, 1), ROWS, 18_000)).toEqual({ 1: '100', 2: '80,00' })
  expect(withAll({}, ROWS[0] ?? row(1, 1), ROWS, 18_000)).toEqual({ 1: '100,00' })
  expect(withAll({ 3: '180' }, ROWS[0] ?? row(1, 1), ROWS, 18_000)).toEqual({ 1: '', 3: '180' })
})

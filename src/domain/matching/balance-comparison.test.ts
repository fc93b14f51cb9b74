import { expect, test } from 'vitest'
import { compareBalances } from './balance-comparison.ts'

const owed = (code: string, name: string, cents: number, currency = 'EUR') => ({
  code,
  name,
  cents,
  currency,
})
const shown = (...sides: Parameters<typeof compareBalances>) =>
  compareBalances(...sides).map(({ code, fileCents, booksCents, differenceCents }) => [
    code,
    fileCents,
    booksCents,
    differenceCents,
  ])

test('a balance of the accountant is set beside the books, client by client, the largest difference first', () => {
  const file = [owed('c1', 'Dupont', 132_000), owed('C2', 'Martin', 30_000), owed('C9', 'Durand', 5_000)]
  const books = [
    owed('C1', 'Dupont SARL', 120_000),
    owed('C2', 'Martin', 30_000),
    owed('C3', 'Petit', 70_000),
  ]
  expect(shown(file, books)).toEqual([
    ['C3', null, 70_000, -70_000],
    ['C1', 132_000, 120_000, 12_000],
    ['C9', 5_000, null, 5_000],
    ['C2', 30_000, 30_000, 0],
  ])
})

test('without a code a client is known by its name, unless two have it; a currency is a balance of its own', () => {
  const books = [
    owed('C1', 'Dupont SARL', 100),
    owed('C2', 'Martin', 200),
    owed('C3', 'Martin', 300),
    owed('C1', 'Dupont SARL', 7, 'USD'),
  ]
  expect(shown([owed('', 'DUPONT', 100), owed('', 'Martin', 200)], books)).toEqual([
    ['C3', null, 300, -300],
    ['', 200, null, 200],
    ['C2', null, 200, -200],
    ['C1', null, 7, -7],
    ['C1', 100, 100, 0],
  ])
})

test('who owes nothing on the only side that knows it is no difference', () => {
  expect(shown([owed('C1', 'Dupont', 0)], [owed('C2', 'Martin', 0)])).toEqual([])
})

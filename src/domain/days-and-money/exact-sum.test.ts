import { expect, test } from 'vitest'
import { exactSum } from './exact-sum.ts'

// Martin owes several invoices and pays one sum: which of them?

function owed(...cents: number[]) {
  return cents.map((openCents, rank) => ({ name: `F${rank + 1}`, openCents }))
}

function namesOf(found: ReturnType<typeof exactSum<{ name: string; openCents: number }>>) {
  return found && { names: found.items.map(({ name }) => name).join(' '), isOnly: found.isOnly }
}

test('the invoices that make the sum to the cent, all of them if it takes all', () => {
  expect(namesOf(exactSum(owed(12_000, 5_000, 3_000), 15_000))).toEqual({ names: 'F1 F3', isOnly: true })
  expect(namesOf(exactSum(owed(12_000, 5_000, 3_000), 20_000))).toEqual({ names: 'F1 F2 F3', isOnly: true })
  expect(namesOf(exactSum(owed(12_000, 5_000, 3_000), 3_000))).toEqual({ names: 'F3', isOnly: true })
})

test('none where no invoices make it', () => {
  expect(exactSum(owed(12_000, 5_000), 6_000)).toBeNull()
  expect(exactSum(owed(12_000, 5_000), 17_001)).toBeNull()
  expect(exactSum([], 100)).toBeNull()
})

test('where several ways lead to it: the fewest invoices, then the earliest, and it is said', () => {
  expect(namesOf(exactSum(owed(4_000, 6_000, 10_000), 10_000))).toEqual({ names: 'F3', isOnly: false })
  expect(namesOf(exactSum(owed(5_000, 2_000, 5_000), 5_000))).toEqual({ names: 'F1', isOnly: false })
  expect(namesOf(exactSum(owed(5_000, 5_000, 5_000), 10_000))).toEqual({ names: 'F1 F2', isOnly: false })
})

test('beyond twelve invoices nothing is looked for', () => {
  const twelve = owed(...Array.from({ length: 12 }, () => 1_000))
  expect(exactSum([...twelve, { name: 'F13', openCents: 700 }], 700)).toBeNull()
  expect(namesOf(exactSum([...twelve.slice(1), { name: 'F13', openCents: 700 }], 700))).toEqual({
    names: 'F13',
    isOnly: true,
  })
})

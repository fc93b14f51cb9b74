import type { NaiveAllocation, NaiveBooks, NaiveCredit, NaivePart } from './naive-books.ts'

// What is open of instalments and credits: what the books leave, less what was allocated in the program and they do
// not know yet (rules.md §1, §8). No euro is counted twice.

/** What a list leaves of an instalment: what it settles more than before, payments noted by hand had said already. */
export function hear(books: NaiveBooks, part: NaivePart, left: number): void {
  let more = part.left - left
  part.left = left
  const noted = books.allocations.filter((one) => one.part === part && one.credit.number === null)
  noted.sort((one, other) => (one.credit.receivedOn < other.credit.receivedOn ? -1 : 1))
  for (const allocation of noted.toReversed()) {
    const cents = Math.max(0, Math.min(more, allocation.cents))
    allocation.cents -= cents
    allocation.credit.cents -= cents
    allocation.credit.left -= cents
    more -= cents
  }
}

/**
 * Counts what is open again, after a list or an allocation. What is allocated of a credit that the list has comes off
 * both of its sides, as far as the list leaves something there: else the books have used it themselves, and the latest
 * allocations give way.
 */
export function settle(books: NaiveBooks): void {
  const kept: NaiveAllocation[] = []
  for (const allocation of books.allocations) {
    const { credit, part } = allocation
    if (credit.number !== null) {
      const ofCredit = credit.left - sum(kept.filter((one) => one.credit === credit))
      const ofPart = part.left - sum(kept.filter((one) => one.part === part && one.credit.number !== null))
      allocation.cents = Math.max(0, Math.min(allocation.cents, ofCredit, ofPart))
    }
    if (allocation.cents > 0) kept.push(allocation)
  }
  books.allocations = kept
  for (const credit of books.credits)
    credit.open = credit.left - sum(kept.filter((one) => one.credit === credit))
  for (const { parts } of books.invoices) {
    for (const part of parts) {
      part.open = part.left - sum(kept.filter((one) => one.part === part))
    }
  }
}

function sum(allocations: readonly NaiveAllocation[]): number {
  let cents = 0
  for (const allocation of allocations) cents += allocation.cents
  return cents
}

/** Allocates by hand. */
export function allocate(books: NaiveBooks, credit: NaiveCredit, part: NaivePart, cents: number): void {
  books.allocations.push({ credit, part, cents })
  settle(books)
}

/** Takes an allocation back. */
export function takeBack(books: NaiveBooks, allocation: NaiveAllocation): void {
  books.allocations.splice(books.allocations.indexOf(allocation), 1)
  settle(books)
}

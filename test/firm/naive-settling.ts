import type { NaiveAllocation, NaiveBooks, NaiveCredit, NaivePart } from './naive-books.ts'

// What is open of instalments and credits: what the books leave, less what was allocated in the program and they do
// not know yet (rules.md §1, §8). No euro is counted twice.

/**
 * What a list leaves of an instalment: what it settles more than before, the bank had told already, or else a payment
 * noted by hand, which gives way.
 */
export function hear(books: NaiveBooks, part: NaivePart, left: number): void {
  let more = part.left - left
  part.left = left
  for (const source of ['bank', 'noted']) {
    const own = books.allocations.filter((one) => one.part === part && one.credit.source === source)
    own.sort((one, other) => (one.credit.receivedOn < other.credit.receivedOn ? -1 : 1))
    for (const allocation of own.toReversed()) {
      const cents = Math.max(0, Math.min(more, allocation.cents))
      allocation.cents -= cents
      more -= cents
      if (source === 'bank') allocation.told += cents
      else {
        allocation.credit.cents -= cents
        allocation.credit.left -= cents
      }
    }
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
    if (credit.source === 'list') {
      const ofCredit = credit.left - sum(kept.filter((one) => one.credit === credit))
      const ofPart = part.left - sum(kept.filter((one) => one.part === part && one.credit.source === 'list'))
      allocation.cents = Math.max(0, Math.min(allocation.cents, ofCredit, ofPart))
    }
    if (allocation.cents + allocation.told > 0) kept.push(allocation)
  }
  books.allocations = kept
  for (const credit of books.credits)
    credit.open = credit.left - used(kept.filter((one) => one.credit === credit))
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

function used(allocations: readonly NaiveAllocation[]): number {
  let cents = sum(allocations)
  for (const { told } of allocations) cents += told
  return cents
}

/** Allocates by hand. */
export function allocate(books: NaiveBooks, credit: NaiveCredit, part: NaivePart, cents: number): void {
  books.allocations.push({ credit, part, cents, told: 0 })
  settle(books)
}

/** Takes an allocation back. */
export function takeBack(books: NaiveBooks, allocation: NaiveAllocation): void {
  books.allocations.splice(books.allocations.indexOf(allocation), 1)
  settle(books)
}

import type { AllocationRecord } from './records.ts'

/** A debit or a credit with what is left of it; `leftCents` goes down as allocations are made. */
export interface OpenItem {
  readonly key: string
  readonly on: string
  /** Real document number, or null. */
  readonly number: string | null
  leftCents: number
}

/** An item of a lettered group, and the year its code was given in. */
export interface LetteredItem {
  readonly item: OpenItem
  readonly isDebit: boolean
  readonly year: number
}

/**
 * Settles what bears one code: credits go to the debit of the same document first, then to the
 * oldest. Programs begin their codes again each year: a year whose items balance stands alone, the
 * others belong together, lettered across the years.
 */
export function settleLettered(group: readonly LetteredItem[]): AllocationRecord[] {
  const years = Map.groupBy(group, ({ year }) => year)
  const across: LetteredItem[] = []
  const allocations: AllocationRecord[] = []
  for (const items of years.values()) {
    if (years.size > 1 && netOf(items) !== 0) across.push(...items)
    else allocations.push(...settleGroup(items))
  }
  return across.length === 0 ? allocations : [...allocations, ...settleGroup(across)]
}

function settleGroup(group: readonly LetteredItem[]): AllocationRecord[] {
  const debits = group.filter(({ isDebit }) => isDebit).map(({ item }) => item)
  const credits = group.filter(({ isDebit }) => !isDebit).map(({ item }) => item)
  const byNumber = settleAlike(debits, credits, 'lettering', (item) => item.number)
  return [...byNumber, ...settleOldestFirst(debits, credits, 'lettering')]
}

function netOf(group: readonly LetteredItem[]): number {
  let cents = 0
  for (const { item, isDebit } of group) cents += isDebit ? item.leftCents : -item.leftCents
  return cents
}

/** Applies credits to debits, each side oldest first, until one side is used up. */
export function settleOldestFirst(
  debits: readonly OpenItem[],
  credits: readonly OpenItem[],
  origin: AllocationRecord['origin'],
): AllocationRecord[] {
  const allocations: AllocationRecord[] = []
  const queue = inDateOrder(debits)
  let next = 0
  for (const credit of inDateOrder(credits)) {
    while (credit.leftCents > 0 && next < queue.length) {
      const debit = queue[next]
      if (debit) apply(debit, credit, origin, allocations)
      if (!debit || debit.leftCents === 0) next++
    }
  }
  return allocations
}

/**
 * Proposes which invoices the payments of a party have settled, for books that letter nothing: same
 * document number, then the exact amount, then the oldest first.
 */
export function proposeNetting(
  debits: readonly OpenItem[],
  credits: readonly OpenItem[],
): AllocationRecord[] {
  const byNumber = settleAlike(debits, credits, 'proposed', (item) => item.number)
  const byAmount = settleAlike(debits, credits, 'proposed', (item) => item.leftCents)
  return [...byNumber, ...byAmount, ...settleOldestFirst(debits, credits, 'proposed')]
}

// Each credit settles the oldest debits that are alike, as long as they still are.
function settleAlike(
  debits: readonly OpenItem[],
  credits: readonly OpenItem[],
  origin: AllocationRecord['origin'],
  likeness: (item: OpenItem) => string | number | null,
): AllocationRecord[] {
  const allocations: AllocationRecord[] = []
  const queues = new Map<string | number, OpenItem[]>()
  for (const debit of inDateOrder(debits)) {
    const like = likeness(debit)
    if (debit.leftCents === 0 || like === null) continue
    const queue = queues.get(like)
    if (queue) queue.push(debit)
    else queues.set(like, [debit])
  }
  for (const queue of queues.values()) queue.reverse()
  for (const credit of inDateOrder(credits)) {
    const like = likeness(credit)
    const queue = like === null ? undefined : queues.get(like)
    while (queue && credit.leftCents > 0) {
      const debit = queue.at(-1)
      if (!debit) break
      apply(debit, credit, origin, allocations)
      if (debit.leftCents === 0) queue.pop()
    }
  }
  return allocations
}

function apply(
  debit: OpenItem,
  credit: OpenItem,
  origin: AllocationRecord['origin'],
  allocations: AllocationRecord[],
): void {
  const amountCents = Math.min(debit.leftCents, credit.leftCents)
  if (amountCents === 0) return
  debit.leftCents -= amountCents
  credit.leftCents -= amountCents
  allocations.push({ creditKey: credit.key, instalmentKey: debit.key, amountCents, origin })
}

function inDateOrder(items: readonly OpenItem[]): OpenItem[] {
  return [...items].sort((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0))
}

import type { Day } from '#domain/days-and-money/day.ts'
import { sumCents } from '#domain/days-and-money/money.ts'
import type { AllocationRecord, CreditRecord, InvoiceRecord, ReceivablesFile } from '#readers/records.ts'
import type { SettledRecord } from './import-staging.ts'

/** An item of earlier years' ledgers, with what was left of it when the new year opened. */
export interface CarriedItem {
  readonly key: string
  readonly customerCode: string
  readonly currency: string
  readonly number: string | null
  readonly on: Day | null
  /** Positive. */
  readonly leftCents: number
}

/** What is left at the opening of the year, as earlier ledgers have it. */
export interface CarriedItems {
  readonly debits: readonly CarriedItem[]
  readonly credits: readonly CarriedItem[]
}

/** The new year's file with its opening lines replaced by the items they stand for. */
export interface CarryOver {
  readonly invoices: readonly InvoiceRecord[]
  readonly credits: readonly CreditRecord[]
  readonly allocations: readonly AllocationRecord[]
  /** Carried instalments, or parts of them, that the new year does not have any more. */
  readonly settled: readonly SettledRecord[]
  /** Keys of the carried credits that the new year does not have any more. */
  readonly withdrawn: readonly string[]
  /** Opening lines dropped because earlier years' items stand for them. */
  readonly replacedLines: number
  /** Opening lines kept, whole or in part, because no earlier item explains them. */
  readonly keptLines: number
}

type FilePart = Pick<ReceivablesFile, 'invoices' | 'credits' | 'allocations'>

/**
 * Joins a new year's ledger to the years before. The opening lines ("à nouveaux") repeat what was
 * left open, often as one total per customer: the earlier items, which have their number, date and
 * level, are kept in their place, and what the new year letters against an opening line settles
 * them, oldest first. What the opening does not carry over is settled; what it has more is kept as
 * opening balance. In every case the customer's balance is the new ledger's.
 */
export function carryOver(file: FilePart, carried: CarriedItems): CarryOver {
  const plan = newPlan()
  const parties = Map.groupBy([...openingSides(file), ...carriedSides(carried)], (side) => side.party)
  for (const sides of parties.values()) joinParty(plan, sides)
  const replaced = plan.replacements
  const remainders = plan.remainders
  return {
    invoices: file.invoices
      .filter((invoice) => !replaced.has(invoice.key) || remainders.has(invoice.key))
      .map((invoice) => withAmount(invoice, remainders.get(invoice.key))),
    credits: file.credits.filter((credit) => !replaced.has(credit.key)),
    allocations: redirect(file.allocations, replaced),
    settled: plan.settled,
    withdrawn: plan.withdrawn,
    replacedLines: replaced.size - remainders.size,
    keptLines: plan.keptLines + remainders.size,
  }
}

/** True when the file opens its year: only then does silence about an earlier item mean anything. */
export function hasOpening(file: FilePart): boolean {
  return (
    file.invoices.some((invoice) => invoice.kind === 'opening-balance') ||
    file.credits.some((credit) => credit.isOpening)
  )
}

interface Side {
  readonly party: string
  readonly from: 'opening' | 'carried'
  readonly isDebit: boolean
  readonly key: string
  readonly number: string | null
  readonly on: string
  readonly cents: number
}

interface Plan {
  /** Key of an opening line → the items that take its allocations, in order, with their room. */
  readonly replacements: Map<string, Room[]>
  /** Key of an opening line kept for part of its amount. */
  readonly remainders: Map<string, number>
  readonly settled: SettledRecord[]
  readonly withdrawn: string[]
  keptLines: number
}

interface Room {
  readonly key: string
  leftCents: number
}

function newPlan(): Plan {
  return { replacements: new Map(), remainders: new Map(), settled: [], withdrawn: [], keptLines: 0 }
}

function openingSides(file: FilePart): Side[] {
  const debits = file.invoices
    .filter((invoice) => invoice.kind === 'opening-balance')
    .map((invoice) => ({
      ...sideOf(invoice, 'opening', true),
      on: invoice.issuedOn ?? '',
      cents: sumCents(invoice.instalments.map((instalment) => instalment.amountCents)),
    }))
  const credits = file.credits
    .filter((credit) => credit.isOpening)
    .map((credit) => ({
      ...sideOf(credit, 'opening', false),
      on: credit.receivedOn ?? '',
      cents: credit.amountCents,
    }))
  return [...debits, ...credits]
}

function carriedSides(carried: CarriedItems): Side[] {
  const sides = (items: readonly CarriedItem[], isDebit: boolean) =>
    items.map((item) => ({
      ...sideOf(item, 'carried', isDebit),
      on: item.on ?? '',
      cents: item.leftCents,
    }))
  return [...sides(carried.debits, true), ...sides(carried.credits, false)]
}

function sideOf(
  item: Pick<CarriedItem, 'key' | 'customerCode' | 'currency' | 'number'>,
  from: Side['from'],
  isDebit: boolean,
): Omit<Side, 'on' | 'cents'> {
  const { key, number, customerCode, currency } = item
  return { party: `${customerCode}|${currency}`, from, isDebit, key, number }
}

// In turn: line for line; equal totals; the rest line for line as well as can be; a lump sum. Each
// step takes what it has joined out of the two sets.
function joinParty(plan: Plan, sides: readonly Side[]): void {
  const opening = new Set(sides.filter((side) => side.from === 'opening'))
  const carried = new Set(sides.filter((side) => side.from === 'carried').sort(oldestFirst))
  const isSameNumber = (line: Side, item: Side) => line.number !== null && line.number === item.number
  let paired = pair(
    plan,
    opening,
    carried,
    (line, item) => isSameNumber(line, item) && line.cents === item.cents,
  )
  joinEqualTotals(plan, opening, carried)
  paired += pair(plan, opening, carried, isSameNumber)
  paired += pair(plan, opening, carried, (line, item) => line.cents === item.cents)
  joinEqualTotals(plan, opening, carried)
  if (paired === 0) joinLump(plan, opening, carried)
  drop(plan, carried)
  plan.keptLines += opening.size
}

// An opening line and the item it repeats; what the item has more was settled at the turn of the year.
function pair(
  plan: Plan,
  opening: Set<Side>,
  carried: Set<Side>,
  isPair: (line: Side, item: Side) => boolean,
): number {
  let paired = 0
  for (const line of opening) {
    for (const item of carried) {
      if (line.isDebit !== item.isDebit || line.cents > item.cents || !isPair(line, item)) continue
      // A credit cannot be withdrawn in part.
      if (!item.isDebit && line.cents !== item.cents) continue
      plan.replacements.set(line.key, [{ key: item.key, leftCents: line.cents }])
      settle(plan, item, item.cents - line.cents)
      opening.delete(line)
      carried.delete(item)
      paired++
      break
    }
  }
  return paired
}

function joinEqualTotals(plan: Plan, opening: Set<Side>, carried: Set<Side>): void {
  if (opening.size === 0 || carried.size === 0 || net(opening) !== net(carried)) return
  replace(plan, opening, carried)
}

// One total per customer that differs from what was left: the oldest items were paid meanwhile, or
// something was added that the earlier file had not.
function joinLump(plan: Plan, opening: Set<Side>, carried: Set<Side>): void {
  if (opening.size === 0 || carried.size === 0) return
  const excess = net(opening) - net(carried)
  if (excess > 0) {
    const line = [...opening].find((side) => side.isDebit && side.cents >= excess)
    if (!line) return
    replace(plan, opening, carried)
    plan.remainders.set(line.key, excess)
    plan.replacements.get(line.key)?.push({ key: line.key, leftCents: excess })
  } else {
    const owed = sumCents([...carried].map((side) => (side.isDebit ? side.cents : 0)))
    if (owed >= -excess) replace(plan, opening, closeOldest(plan, carried, -excess))
  }
}

function closeOldest(plan: Plan, carried: Set<Side>, cents: number): Set<Side> {
  const kept = new Set<Side>()
  let toClose = cents
  for (const item of carried) {
    const closed = item.isDebit ? Math.min(item.cents, toClose) : 0
    toClose -= closed
    settle(plan, item, closed)
    if (closed < item.cents) kept.add({ ...item, cents: item.cents - closed })
  }
  carried.clear()
  return kept
}

// The lines share one queue of items, so that two of them never settle the same cent twice.
function replace(plan: Plan, opening: Set<Side>, carried: Set<Side>): void {
  for (const isDebit of [true, false]) {
    const rooms = [...carried]
      .filter((side) => side.isDebit === isDebit)
      .map((side) => ({ key: side.key, leftCents: side.cents }))
    for (const line of opening) if (line.isDebit === isDebit) plan.replacements.set(line.key, [...rooms])
  }
  opening.clear()
  carried.clear()
}

function drop(plan: Plan, carried: ReadonlySet<Side>): void {
  for (const item of carried) {
    if (item.isDebit) settle(plan, item, item.cents)
    else plan.withdrawn.push(item.key)
  }
}

function settle(plan: Plan, item: Side, amountCents: number): void {
  if (amountCents > 0) plan.settled.push({ instalmentKey: item.key, amountCents })
}

function net(sides: ReadonlySet<Side>): number {
  let cents = 0
  for (const side of sides) cents += side.isDebit ? side.cents : -side.cents
  return cents
}

function oldestFirst(one: Side, other: Side): number {
  return one.on < other.on ? -1 : one.on > other.on ? 1 : 0
}

function withAmount(invoice: InvoiceRecord, amountCents: number | undefined): InvoiceRecord {
  if (amountCents === undefined) return invoice
  return {
    ...invoice,
    instalments: invoice.instalments.map((instalment) => ({ ...instalment, amountCents })),
  }
}

function redirect(
  allocations: readonly AllocationRecord[],
  replacements: ReadonlyMap<string, readonly Room[]>,
): AllocationRecord[] {
  return allocations.flatMap((allocation) => {
    const debits = replacements.get(allocation.instalmentKey)
    const credits = replacements.get(allocation.creditKey)
    return debits || credits ? spread(allocation, debits, credits) : [allocation]
  })
}

function spread(
  allocation: AllocationRecord,
  debits: readonly Room[] | undefined,
  credits: readonly Room[] | undefined,
): AllocationRecord[] {
  const made: AllocationRecord[] = []
  let left = allocation.amountCents
  for (const debit of debits ?? [{ key: allocation.instalmentKey, leftCents: left }]) {
    for (const credit of credits ?? [{ key: allocation.creditKey, leftCents: left }]) {
      const amountCents = Math.min(left, debit.leftCents, credit.leftCents)
      if (amountCents <= 0) continue
      debit.leftCents -= amountCents
      credit.leftCents -= amountCents
      left -= amountCents
      const { origin } = allocation
      made.push({ creditKey: credit.key, instalmentKey: debit.key, amountCents, origin })
    }
  }
  return made
}

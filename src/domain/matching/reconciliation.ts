import { exactSum } from '#domain/days-and-money/exact-sum.ts'
import type { Share } from '#domain/receivables/allocation.ts'
import { type BankMovement, type Evidence, gatherEvidence } from './match-evidence.ts'
import type { OpenBook, OpenItem } from './open-book.ts'

/** Why a customer or an invoice is thought to be paid by a movement. */
export const MATCH_REASONS = [
  /** A creditor reference (ISO 11649), or an end-to-end reference that is the invoice's number. */
  'structured-reference',
  /** The reference of our letters: the customer's code, then the numbers. */
  'letter-reference',
  'number',
  /** The digits of a number without its letters, or a few digits that may be anything. */
  'part-of-number',
  'amount',
  /** Everything the customer owes, to the cent. */
  'whole-balance',
  /** What one of our letters asked for, to the cent. */
  'letter-amount',
  /** Several items of the customer that add up to the amount. */
  'several-items',
  /** A user has already confirmed this payer for this customer. */
  'known-payer',
  'name',
  'customer-code',
  /** Less than what is owed: the oldest first. */
  'partial',
  /** More than what is owed: the rest stays unallocated. */
  'overpaid',
] as const
export type MatchReason = (typeof MATCH_REASONS)[number]

/** A customer who may have made a payment, and what it would settle. */
export interface MatchCandidate {
  readonly customerId: number
  readonly shares: readonly Share[]
  /** What would stay unallocated. */
  readonly restCents: number
  readonly reasons: readonly MatchReason[]
  readonly score: number
}

export interface Match {
  /** True when the first candidate may be taken without asking: number and amount agree, or the reference is structured. */
  readonly isCertain: boolean
  /** True when the first candidate stands out: it may be offered to one keystroke. */
  readonly hasClearFirst: boolean
  /** The most likely first; at most five. */
  readonly candidates: readonly MatchCandidate[]
}

const MOST_CANDIDATES = 5
/** By how much the first must outdo the second (formats.md §8). */
const CLEAR_BY = 0.1

/**
 * What a payment received may settle, by number, amount and name (formats.md §8). Certain only when
 * number and amount agree or the reference is structured and unambiguous; two customers who are as
 * likely are both proposed, neither is chosen.
 * @param only when given, no other customer is considered
 */
export function matchPayment(movement: BankMovement, book: OpenBook, only?: readonly number[]): Match {
  const evidence = gatherEvidence(movement, book, only)
  const [first, ...others] = [...evidence.values()]
    .map((found) => candidateOf(movement, book, found))
    .sort((one, other) => other.score - one.score || one.customerId - other.customerId)
  if (!first) return { isCertain: false, hasClearFirst: false, candidates: [] }
  const candidates = [first, ...others].slice(0, MOST_CANDIDATES)
  const hasClearFirst = (others[0]?.score ?? 0) + CLEAR_BY <= first.score
  const isCertain = isCertainMatch(movement, first, evidence)
  return { isCertain, hasClearFirst, candidates: isCertain ? [first] : candidates }
}

function candidateOf(movement: BankMovement, book: OpenBook, evidence: Evidence): MatchCandidate {
  const { amountCents, currency } = movement
  const own = book.ofCustomer(evidence.customerId, currency)
  const named = namedItems(evidence)
  const [asked] = book.ofLettersAsking(evidence.customerId, currency, amountCents)
  const chosen = chooseItems(amountCents, own, named, asked)
  const { shares, restCents } = spread(amountCents, chosen.items)
  const reasons = [...reasonsOf(evidence), ...chosen.reasons]
  if (chosen.reasons.length === 0) reasons.push(restCents > 0 ? 'overpaid' : 'partial')
  const score = reasons.reduce(
    (score, reason) => score + WEIGHTS[reason],
    LIKENESS_WEIGHT * evidence.likeness,
  )
  return { customerId: evidence.customerId, shares, restCents, reasons, score }
}

function namedItems({ structured, numbered, partly }: Evidence): ReadonlySet<OpenItem> {
  const whole = structured.union(numbered)
  return whole.size > 0 ? whole : partly
}

interface Choice {
  readonly items: readonly OpenItem[]
  readonly reasons: readonly MatchReason[]
}

// All that is owed, or all that a letter asked for, to the cent, says more than numbers that name a part of it:
// who types thirty of them leaves some out, and a bank cuts them.
function chooseItems(
  cents: number,
  own: readonly OpenItem[],
  namedSet: ReadonlySet<OpenItem>,
  asked: readonly OpenItem[] | undefined,
): Choice {
  const named = own.filter((item) => namedSet.has(item))
  const others = own.filter((item) => !namedSet.has(item))
  if (named.length > 0) {
    if (sum(named) === cents) return { items: named, reasons: ['amount'] }
    if (asked && named.every((item) => asked.includes(item)))
      return { items: asked, reasons: ['letter-amount'] }
    if (sum(own) === cents) return { items: own, reasons: ['whole-balance'] }
    const exact = exactSum(named, cents)
    if (exact) return { items: exact.items, reasons: ['amount'] }
    const rest = cents - sum(named)
    const added = rest > 0 ? exactSum(others, rest) : null
    if (added) return { items: [...named, ...added.items], reasons: ['several-items'] }
    return { items: named, reasons: [] }
  }
  const same = own.find(({ openCents }) => openCents === cents)
  if (same) return { items: [same], reasons: ['amount'] }
  if (sum(own) === cents) return { items: own, reasons: ['whole-balance'] }
  if (asked) return { items: asked, reasons: ['letter-amount'] }
  const several = exactSum(own, cents)
  return several ? { items: several.items, reasons: ['several-items'] } : { items: own, reasons: [] }
}

function spread(cents: number, items: readonly OpenItem[]) {
  const shares: Share[] = []
  let restCents = cents
  for (const { instalmentId, openCents } of items) {
    if (restCents === 0) break
    const amountCents = Math.min(restCents, openCents)
    shares.push({ instalmentId, amountCents })
    restCents -= amountCents
  }
  return { shares, restCents }
}

const WEIGHTS: Readonly<Record<MatchReason, number>> = {
  'structured-reference': 12,
  'letter-reference': 3,
  number: 10,
  'part-of-number': 4,
  amount: 5,
  'whole-balance': 4,
  'letter-amount': 4,
  'several-items': 3,
  'known-payer': 5,
  name: 2,
  'customer-code': 4,
  partial: 0,
  overpaid: 0,
}

/** A name wholly alike outdoes an amount that another owes by chance. */
const LIKENESS_WEIGHT = 5
const ALIKE = 0.6

function reasonsOf(evidence: Evidence): MatchReason[] {
  const { structured, numbered, partly, isKnownPayer, isCoded, isLetterReference, likeness } = evidence
  const reasons: MatchReason[] = []
  if (structured.size > 0) reasons.push('structured-reference')
  if (isLetterReference) reasons.push('letter-reference')
  if (structured.size === 0 && numbered.size > 0) reasons.push('number')
  else if (structured.size === 0 && partly.size > 0) reasons.push('part-of-number')
  if (isKnownPayer) reasons.push('known-payer')
  else if (likeness >= ALIKE) reasons.push('name')
  if (isCoded && !isLetterReference) reasons.push('customer-code')
  return reasons
}

/**
 * Number and amount agree when what the numbers name is exactly what was paid; an instalment among
 * several of one invoice will do; or when they name a part of what was paid, which is all that the customer
 * owes or all that a letter asked for. A structured reference or that of our letters may also pay a part of one
 * invoice, or more than all it names.
 */
function isCertainMatch(
  { amountCents }: BankMovement,
  { customerId, reasons, shares, restCents }: MatchCandidate,
  evidence: ReadonlyMap<number, Evidence>,
): boolean {
  const own = evidence.get(customerId)
  if (!own || own.isAmbiguous) return false
  const names = (found: Evidence) => found.structured.size + found.numbered.size > 0
  if (!names(own) || [...evidence.values()].some((other) => other !== own && names(other))) return false
  const named = [...namedItems(own)]
  const isOneInvoice = new Set(named.map(({ invoiceId }) => invoiceId)).size === 1
  if (reasons.includes('whole-balance') || reasons.includes('letter-amount')) return true
  if (reasons.includes('amount')) return isOneInvoice || sum(named) === amountCents
  if (own.structured.size === 0 && !own.isLetterReference) return false
  return (
    !reasons.includes('several-items') && (isOneInvoice || restCents > 0 || shares.length === named.length)
  )
}

function sum(items: readonly OpenItem[]): number {
  return items.reduce((total, { openCents }) => total + openCents, 0)
}

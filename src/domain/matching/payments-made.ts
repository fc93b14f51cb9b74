import { type Day, daysBetween } from '#domain/days-and-money/day.ts'
import type { Currency } from '#domain/days-and-money/money.ts'
import { bareNumber, cutsOf, isWrittenSo, numbersIn, startsOf } from '#domain/receivables/document-number.ts'
import type { BankMovement } from './match-evidence.ts'
import { nameLikeness, nameWords } from './party-name.ts'

/** A payment the program knows of: one that may come back unpaid, or that the books had before the bank. */
export interface PaymentMade {
  readonly creditId: number
  readonly customerId: number
  readonly customerName: string
  readonly currency: Currency
  readonly amountCents: number
  readonly receivedOn: Day | null
  /** Reference and payer of the movement that brought it, when one did. */
  readonly reference: string | null
  readonly payer: string | null
  /** Numbers of the invoices it has settled. */
  readonly numbers: readonly string[]
}

/** Why a payment is thought to be the one returned. */
export type ReturnReason = 'same-reference' | 'number' | 'name' | 'amount'

export interface ReturnCandidate {
  readonly creditId: number
  readonly customerId: number
  readonly reasons: readonly ReturnReason[]
}

export interface ReturnMatch {
  /** True when the first candidate may be taken without asking: the amount and a reference or a number agree with it alone. */
  readonly isCertain: boolean
  readonly candidates: readonly ReturnCandidate[]
}

/** A debit not authorised may be contested for 13 months (art. L133-24 CMF). */
const LONGEST_DAYS = 400
const MOST_CANDIDATES = 5
const ALIKE = 0.75

/** The payments a returned movement (negative) may take back: of its amount, received before it. */
export function matchReturn(
  movement: BankMovement & { readonly bookedOn: Day },
  payments: readonly PaymentMade[],
): ReturnMatch {
  const found = payments
    .filter(
      (payment) =>
        payment.amountCents === -movement.amountCents &&
        isOfCurrency(payment, movement) &&
        isBefore(payment, movement.bookedOn),
    )
    .map((payment) => ({ payment, reasons: reasonsOf(movement, payment) }))
    .sort(
      (one, other) =>
        weightOf(other.reasons) - weightOf(one.reasons) ||
        (other.payment.receivedOn ?? '').localeCompare(one.payment.receivedOn ?? ''),
    )
  const named = found.filter(({ reasons }) => isNamed(reasons))
  return {
    isCertain: named.length === 1,
    candidates: found.slice(0, MOST_CANDIDATES).map(({ payment, reasons }) => ({
      creditId: payment.creditId,
      customerId: payment.customerId,
      reasons,
    })),
  }
}

/**
 * The payment that the books have already for a movement: of its amount, within a week, and named by a
 * reference, a number or its payer; the nearest in time, null when there is none. Of two that are quite
 * alike either will do: the other is for the movement to come.
 */
export function findBooked<Payment extends PaymentMade>(
  movement: BankMovement & { readonly bookedOn: Day },
  payments: readonly Payment[],
): Payment | null {
  const found = payments
    .filter((payment) => payment.amountCents === movement.amountCents && isOfCurrency(payment, movement))
    .map((payment) => ({ payment, days: daysApart(payment, movement.bookedOn) }))
    .filter(({ payment, days }) => days <= BOOKED_WITHIN_DAYS && reasonsOf(movement, payment).length > 1)
    .sort((one, other) => one.days - other.days || one.payment.creditId - other.payment.creditId)
  return found[0]?.payment ?? null
}

/** A payment may be entered in the books some days before or after the bank tells it. */
export const BOOKED_WITHIN_DAYS = 7

function daysApart({ receivedOn }: PaymentMade, bookedOn: Day): number {
  return receivedOn === null ? Number.POSITIVE_INFINITY : Math.abs(daysBetween(receivedOn, bookedOn))
}

function isOfCurrency(payment: PaymentMade, movement: BankMovement): boolean {
  return payment.currency === movement.currency
}

function isBefore({ receivedOn }: PaymentMade, bookedOn: Day): boolean {
  if (receivedOn === null) return true
  const days = daysBetween(receivedOn, bookedOn)
  return days >= 0 && days <= LONGEST_DAYS
}

function reasonsOf(movement: BankMovement, payment: PaymentMade): ReturnReason[] {
  const reasons: ReturnReason[] = []
  if (hasSameReference(movement, payment)) reasons.push('same-reference')
  if (namesInvoice(movement, payment.numbers)) reasons.push('number')
  const words = nameWords(movement.payer ?? movement.text)
  const names = [payment.customerName, payment.payer ?? '']
  if (names.some((name) => nameLikeness(words, nameWords(name)) >= ALIKE)) reasons.push('name')
  reasons.push('amount')
  return reasons
}

const SHORTEST_REFERENCE = 4

function hasSameReference({ reference }: BankMovement, payment: PaymentMade): boolean {
  const own = bareNumber(reference ?? '')
  return own.length >= SHORTEST_REFERENCE && own === bareNumber(payment.reference ?? '')
}

function namesInvoice({ text, reference }: BankMovement, numbers: readonly string[]): boolean {
  const starts = new Set(numbers.flatMap(startsOf))
  const found = numbersIn([text, reference ?? ''].join(' \n '), {
    startsWith: (run) => starts.has(run),
    has: (bare, cuts) =>
      numbers.some((number) => bareNumber(number) === bare && isWrittenSo(cutsOf(number), cuts)),
  })
  return found.some(({ isPlain }) => isPlain)
}

function isNamed(reasons: readonly ReturnReason[]): boolean {
  return reasons.includes('same-reference') || reasons.includes('number')
}

function weightOf(reasons: readonly ReturnReason[]): number {
  const weights = { 'same-reference': 8, number: 8, name: 2, amount: 1 }
  return reasons.reduce((sum, reason) => sum + weights[reason], 0)
}

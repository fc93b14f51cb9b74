import { type Day, dayOf } from '#domain/days-and-money/day.ts'
import { dueDay, parsePaymentTerm } from '#domain/receivables/payment-terms.ts'
import { parseCents } from './amounts.ts'
import type { TermFacts } from './e-invoice-facts.ts'
import type { DueDate } from './e-invoice-record.ts'
import { issue } from './issues.ts'
import type { ReadIssue } from './records.ts'

/** The dates and what they lack. */
export interface DueDates {
  readonly dueDates: readonly DueDate[]
  readonly suggestedDueOn: Day | null
  readonly warnings: readonly ReadIssue[]
}

/** A day as CII (AAAAMMJJ) or UBL (ISO, perhaps with a time zone) writes it, or null. */
export function parseInvoiceDay(text: string): Day | null {
  const parts = /^(\d{4})-?(\d{2})-?(\d{2})(?:\d{4}|\d{6}|T.*|Z|[+-]\d{2}:?\d{2})?$/.exec(text)
  return parts ? dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3])) : null
}

/**
 * What is due when (BT-9, BT-115). One date takes all that is payable. Several are instalments when
 * they have amounts (EXTENDED profiles), the last taking the rest; otherwise one of them is the due
 * date and the others are those of a discount. No date is invented: the words of the terms (BT-20)
 * only give a suggestion.
 */
export function readDueDates(
  terms: readonly TermFacts[],
  { issuedOn, payableCents }: { issuedOn: Day; payableCents: number },
): DueDates {
  const warnings: ReadIssue[] = []
  const dated = terms.flatMap((term) => {
    if (term.dueOn === null) return []
    const dueOn = parseInvoiceDay(term.dueOn)
    if (dueOn !== null) return { ...term, dueOn }
    warnings.push(issue('einvoice-bad-due-date', {}, { value: term.dueOn }))
    return []
  })
  // All of them may have a discount: then the latest date is still when the whole is due.
  const withoutDiscount = dated.filter(({ isDiscount }) => !isDiscount)
  const due = withoutDiscount.length > 0 ? withoutDiscount : dated
  const latest = due
    .map(({ dueOn }) => dueOn)
    .sort()
    .at(-1)
  if (latest === undefined) {
    const suggestedDueOn = suggestionOf(terms, issuedOn)
    warnings.push(issue('einvoice-no-due-date'))
    return { dueDates: [], suggestedDueOn, warnings }
  }
  const whole = [{ dueOn: latest, amountCents: payableCents }]
  const isPartial = terms.some(({ amount, isDiscount }) => amount !== null && !isDiscount)
  const instalments = isPartial ? instalmentsOf(due, payableCents) : whole
  const hasUndatedPart = isPartial && terms.some(({ amount, dueOn }) => amount !== null && dueOn === null)
  const isUnclear = instalments === null || hasUndatedPart || (!isPartial && hasSeveralDates(due))
  if (isUnclear) warnings.push(issue('einvoice-due-dates-unclear', {}, { day: latest }))
  return { dueDates: instalments && !hasUndatedPart ? instalments : whole, suggestedDueOn: null, warnings }
}

type DatedTerm = TermFacts & { readonly dueOn: Day }

// Null when the parts do not make the whole: a date of which nobody knows the amount cannot be
// reminded of, and the latest date for all of it does nobody wrong.
function instalmentsOf(terms: readonly DatedTerm[], payableCents: number): readonly DueDate[] | null {
  const parts = terms
    .map(({ dueOn, amount }) => ({ dueOn, amountCents: amount === null ? null : parseCents(amount, '.') }))
    .sort((one, other) => (one.dueOn < other.dueOn ? -1 : 1))
  const last = parts.at(-1)
  if (!last) return null
  const instalments: DueDate[] = []
  let restCents = payableCents
  for (const { dueOn, amountCents } of parts.slice(0, -1)) {
    if (amountCents === null || amountCents <= 0) return null
    instalments.push({ dueOn, amountCents })
    restCents -= amountCents
  }
  if (restCents <= 0 || (last.amountCents !== null && last.amountCents !== restCents)) return null
  return [...instalments, { dueOn: last.dueOn, amountCents: restCents }]
}

function hasSeveralDates(terms: readonly DatedTerm[]): boolean {
  return new Set(terms.map(({ dueOn }) => dueOn)).size > 1
}

function suggestionOf(terms: readonly TermFacts[], issuedOn: Day): Day | null {
  for (const { description, isDiscount } of terms) {
    const term = description === null || isDiscount ? null : parsePaymentTerm(description)
    if (term) return dueDay(issuedOn, term)
  }
  return null
}

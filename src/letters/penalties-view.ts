import { letterSpaces } from '#domain/letters/french-typography.ts'
import type { LetterContent, LetterPenaltyLine, OwedPenalties } from '#domain/letters/letter.ts'
import { countedTo } from '#domain/letters/letter-debt-words.ts'
import { letterDay, letterMoney, letterRate } from '#domain/letters/letter-figures.ts'
import type { InterestSegment, RateRule } from '#domain/penalties/late-interest.ts'
import { RECOVERY_FEE_CENTS, totalWithPenalties } from '#domain/penalties/penalties.ts'
import { translate } from '#messages/translate.ts'
import { wordBreaker } from './printed-forms.ts'

/** The statement of what the law adds to the debt: interest by segment, fees, total, and the rules. */
export interface PenaltiesView {
  readonly heading: string
  readonly columns: readonly string[]
  /** By document, a row a segment: document, period, days, unpaid amount, rate, interest; a note stands alone. */
  readonly documents: readonly (readonly (readonly string[])[])[]
  /** Interest, fees, principal. */
  readonly parts: readonly { readonly label: string; readonly amount: string }[]
  readonly total: { readonly label: string; readonly amount: string }
  readonly notes: readonly string[]
}

const breakNumber = wordBreaker(18)

/** The statement of a letter, or null when it prints none. */
export function penaltiesView(
  content: LetterContent,
  printable: (text: string) => string,
): PenaltiesView | null {
  const { language, penalties } = content
  if (penalties?.kind !== 'owed') return null
  const say = sayIn(content)
  const date = letterDay(countedTo(penalties, content.letterOn), language)
  const money = (cents: number) => letterMoney(cents, content.currency, language)
  return {
    heading: say('heading', { date }),
    columns: ['number', 'period', 'days', 'base', 'rate', 'interest'].map((name) => say(`column-${name}`)),
    documents: penalties.lines.map((line) => lineRows(line, content, printable)),
    parts: [
      { label: say(`interest-${penalties.regime}`), amount: money(penalties.interestCents) },
      ...feeParts(penalties, content),
      ...(penalties.paidCents ? [{ label: say('paid'), amount: money(-penalties.paidCents) }] : []),
      { label: say('principal'), amount: money(content.netCents) },
    ],
    total: {
      label: say('total', { date }),
      amount: money(totalWithPenalties(content.netCents, penalties)),
    },
    notes: notesOf(penalties, content),
  }
}

function lineRows(
  line: LetterPenaltyLine,
  content: LetterContent,
  printable: (text: string) => string,
): string[][] {
  const { language, currency } = content
  const say = sayIn(content)
  const rows = line.segments.map((segment, index) => [
    index === 0 ? printable(breakNumber(line.number)) : '',
    say('period', { from: letterDay(segment.from, language), to: letterDay(segment.to, language) }),
    String(segment.days),
    letterMoney(segment.baseCents, currency, language),
    letterRate(segment.rateBasisPoints, language),
    letterMoney(segment.interestCents, currency, language),
  ])
  const imputed = imputedNote(line, content)
  return imputed === null ? rows : [...rows, [printable(imputed)]]
}

// What was set against the document without being allocated, and by which rule: part of its base is gone.
function imputedNote({ imputed = [] }: LetterPenaltyLine, content: LetterContent): string | null {
  if (imputed.length === 0) return null
  const { language, currency } = content
  const say = sayIn(content)
  const parts = imputed.map(({ kind, number, receivedOn, cents }) =>
    say('imputed-part', {
      amount: letterMoney(cents, currency, language),
      credit:
        kind === 'payment' && receivedOn !== null
          ? say('payment-of', { date: letterDay(receivedOn, language) })
          : say(kind, { number: breakNumber(number) }),
    }),
  )
  return say('imputed', { credits: parts.join(', ') })
}

function feeParts({ feesCents, invoiceCount }: OwedPenalties, content: LetterContent) {
  if (!feesCents) return []
  const { language, currency } = content
  const say = sayIn(content)
  const each = letterMoney(RECOVERY_FEE_CENTS, currency, language)
  const label = invoiceCount === 1 ? say('fees-one') : say('fees-many', { invoices: invoiceCount, each })
  return [{ label, amount: letterMoney(feesCents, currency, language) }]
}

const RULES: readonly RateRule[] = ['ecb-plus-ten', 'ecb-plus-eight', 'agreed', 'agreed-floor']

// Only the rules that were used, each once.
function notesOf(penalties: OwedPenalties, content: LetterContent): string[] {
  const { language } = content
  const say = sayIn(content)
  const segments = penalties.lines.flatMap((line) => line.segments)
  const used = new Set(segments.map((segment) => segment.rateRule))
  const each = letterMoney(RECOVERY_FEE_CENTS, 'EUR', language)
  return [
    ...RULES.filter((rule) => used.has(rule)).map((rule) => say(`rule-${rule}`)),
    ...(segments.length === 0 ? [] : [daysRule(penalties, segments, content)]),
    ...(penalties.paymentsReduce === undefined ? [] : [say(`payments-reduce-${penalties.paymentsReduce}`)]),
    ...missingNotes(penalties, content),
    ...(!penalties.feesCents ? [] : [say(`fees-rule-${penalties.regime}`, { each })]),
    say(penalties.feesCents ? 'outside-vat' : 'interest-outside-vat'),
  ]
}

function daysRule(penalties: OwedPenalties, segments: readonly InterestSegment[], content: LetterContent) {
  const date = letterDay(countedTo(penalties, content.letterOn), content.language)
  return sayIn(content)('rule-days', { date, yearDays: yearDaysOf(segments, content) })
}

// Interest stopped for want of a rate is not given up: it is said.
function missingNotes({ missing = [] }: OwedPenalties, content: LetterContent): string[] {
  const days = [...new Set(missing.map((one) => letterDay(one.startsOn, content.language)))]
  return days.length === 0 ? [] : [sayIn(content)('missing', { days: days.join(', ') })]
}

function yearDaysOf(segments: readonly InterestSegment[], content: LetterContent): string {
  const lengths = [...new Set(segments.map((segment) => segment.yearDays))]
  return lengths.length === 1 ? String(lengths[0]) : sayIn(content)('year-civil')
}

function sayIn({ language }: LetterContent) {
  return (name: string, values: Record<string, string | number> = {}) =>
    letterSpaces(translate(language, `penalties.${name}`, values), language)
}

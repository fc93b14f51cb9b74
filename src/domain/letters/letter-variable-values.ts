import { addDays, type Day, daysBetween } from '#domain/days-and-money/day.ts'
import type { Currency } from '#domain/days-and-money/money.ts'
import type { Level } from '#domain/dunning/levels.ts'
import { demandedCents, totalWithPenalties } from '#domain/penalties/penalties.ts'
import { frenchSpaces } from './french-typography.ts'
import type { OwedPenalties } from './letter.ts'
import { amountParts, dueWords, rateWords } from './letter-debt-words.ts'
import { groupedByFour, type LetterLanguage, letterDay, letterMoney } from './letter-figures.ts'
import type { LetterVariableValues } from './letter-variables.ts'

/** What is known of a letter when it is frozen, before any of it is put into words. */
export interface LetterFacts {
  readonly language: LetterLanguage
  readonly level: Level
  readonly letterOn: Day
  readonly deadlineDays: number
  readonly customerName: string
  readonly customerCode: string
  readonly contactName: string | null
  readonly currency: Currency
  readonly instalmentsCents: number
  readonly netCents: number
  readonly invoiceCount: number
  /** Null when no due date is known: then nothing can be said to be late. */
  readonly oldestDueOn: Day | null
  readonly latestDueOn: Day | null
  /** The latest, where every item of the letter had one: else nothing is said of any. */
  readonly previousReminder: { readonly level: Level; readonly sentOn: Day } | null
  /** Late penalties and fees, where the level asks for them. */
  readonly penalties: OwedPenalties | null
  /** What the law sets for each invoice paid late; null where it may not be asked, or in another currency. */
  readonly feeEachCents: number | null
  readonly companyName: string
  readonly signatoryName: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly iban: string | null
  readonly consumerMediator: string | null
}

const UNITS = {
  fr: { day: ['jour', 'jours'], invoice: ['facture', 'factures'] },
  en: { day: ['day', 'days'], invoice: ['invoice', 'invoices'] },
} as const

/** The words of each variable for one letter, in its language. */
export function letterVariableValues(facts: LetterFacts): LetterVariableValues {
  const { language, letterOn, oldestDueOn, previousReminder, penalties } = facts
  const money = (cents: number) => letterMoney(cents, facts.currency, language)
  const name = (text: string) => (language === 'fr' ? frenchSpaces(text) : text)
  const day = (on: Day) => letterDay(on, language)
  const count = (amount: number, unit: 'day' | 'invoice') => counted(amount, unit, language)
  return {
    customerName: name(facts.customerName),
    customerCode: facts.customerCode,
    contactName: facts.contactName && name(facts.contactName),
    netAmount: money(facts.netCents),
    demandedAmount: money(demandedCents(facts.level, facts.netCents, penalties)),
    totalAmount: money(facts.instalmentsCents),
    invoiceCount: count(facts.invoiceCount, 'invoice'),
    dueSince: oldestDueOn && dueWords(oldestDueOn, facts.latestDueOn ?? oldestDueOn, language),
    oldestDueDate: oldestDueOn && day(oldestDueOn),
    daysLate: oldestDueOn && count(Math.max(0, daysBetween(oldestDueOn, letterOn)), 'day'),
    letterDate: day(letterOn),
    deadlineDays: count(facts.deadlineDays, 'day'),
    deadlineDate: day(addDays(letterOn, facts.deadlineDays)),
    previousReminderDate: previousReminder && day(previousReminder.sentOn),
    previousReminderNumber: previousReminder && String(previousReminder.level),
    amountParts: penalties && amountParts(facts.netCents, penalties, facts),
    penaltyRate: penalties && rateWords(penalties, language),
    latePenalties: penalties && money(penalties.interestCents),
    recoveryFees: penalties && penalties.feesCents !== null ? money(penalties.feesCents) : null,
    recoveryFeeEach: facts.feeEachCents === null ? null : money(facts.feeEachCents),
    totalWithPenalties: penalties && money(totalWithPenalties(facts.netCents, penalties)),
    companyName: name(facts.companyName),
    signatoryName: facts.signatoryName && name(facts.signatoryName),
    phone: facts.phone,
    email: facts.email,
    iban: facts.iban && groupedByFour(facts.iban),
    consumerMediator: facts.consumerMediator && name(facts.consumerMediator),
  }
}

// French says "0 jour" and "2 jours", English "0 days" and "1 day"; the number never parts from its unit.
function counted(amount: number, unit: 'day' | 'invoice', language: LetterLanguage): string {
  const [one, many] = UNITS[language][unit]
  const isPlural = language === 'fr' ? amount >= 2 : amount !== 1
  return `${amount}\u00a0${isPlural ? many : one}`
}

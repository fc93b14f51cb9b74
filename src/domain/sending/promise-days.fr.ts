import { addDays, type Day, dayOf, endOfMonth, partsOf, weekdayOf } from '#domain/days-and-money/day.ts'

/** A day that a text names, and where: [start, end[ in the plain text. */
export interface NamedDay {
  readonly on: Day
  readonly start: number
  readonly end: number
}

const WEEKDAYS: Readonly<Record<string, number>> = {
  lundi: 1,
  mardi: 2,
  mercredi: 3,
  jeudi: 4,
  vendredi: 5,
  samedi: 6,
  dimanche: 7,
  monday: 1,
  tuesday: 2,
  wednesday: 3,
  thursday: 4,
  friday: 5,
  saturday: 6,
  sunday: 7,
}
const MONTHS =
  'janvier|janv|january|jan/fevrier|fevr|february|feb/mars|march/avril|avr|april|apr/mai|may/juin|june/juillet|juil|july/aout|august|aug/septembre|sept|september/octobre|oct|october/novembre|nov|november/decembre|dec|december'
    .split('/')
    .map((names) => names.split('|'))
const COUNTS: Readonly<Record<string, number>> = {
  un: 1,
  une: 1,
  a: 1,
  one: 1,
  deux: 2,
  two: 2,
  trois: 3,
  three: 3,
  quatre: 4,
  four: 4,
  cinq: 5,
  five: 5,
  six: 6,
  sept: 7,
  seven: 7,
  huit: 8,
  eight: 8,
  dix: 10,
  ten: 10,
  quinze: 15,
  fifteen: 15,
  vingt: 20,
  twenty: 20,
  trente: 30,
  thirty: 30,
}
const WEEKDAY = Object.keys(WEEKDAYS).join('|')
const MONTH = MONTHS.flat().join('|')
const COUNT = `\\d{1,2}|${Object.keys(COUNTS).join('|')}`

type Rule = readonly [pattern: string, day: (found: readonly string[], from: Day) => Day | null]

/**
 * What a payer writes, the longest first: a part of the text that one rule has read is not read by the next. A rule that
 * gives null has read something too vague to be a day (« début janvier »).
 */
const RULES: readonly Rule[] = [
  [`(?:debut|mi|courant|milieu|early|mid)(?:[ -](?:du |de |of )?)(?:${MONTH}|mois|month)`, () => null],
  [`(${WEEKDAY}) (?:dernier|derniere|passe)|last (${WEEKDAY})`, () => null],
  ['(?:fin du|fin|end of(?: the)?) (?:mois prochain|next month)', (_, from) => endOfMonth(nextMonth(from))],
  ['(?:fin (?:du|de|de ce) mois|fin mois|end of (?:the |this )?month)', (_, from) => endOfMonth(from)],
  [`(?:fin(?: du mois)?(?: de)?|fin d'|end of) ?(${MONTH})`, ([month], from) => endOfNamed(month, from)],
  [
    '(?:fin (?:de )?(?:la )?semaine prochaine|(?:la )?semaine prochaine|(?:end of )?next week)',
    (_, from) => fridayOf(from, 1),
  ],
  ['(?:fin (?:de )?(?:la |cette )?semaine|end of (?:the |this )?week)', (_, from) => nextWeekday(from, 5)],
  [`(${WEEKDAY}) (?:de la )?semaine prochaine`, ([name], from) => inNextWeek(from, WEEKDAYS[name ?? ''])],
  [
    '(?:le |the )?(\\d{1,2})(?:er|st|nd|rd|th)? (?:du mois prochain|of next month)',
    ([day], from) => dayNumbered(nextMonth(from), Number(day)),
  ],
  [`(${WEEKDAY}) en (huit|quinze)`, ([name, count], from) => weeksLater(name, count, from)],
  [
    `(?:(${WEEKDAY}),? (?:le |the )?)?(\\d{1,2})(?:er|st|nd|rd|th)? (?:of )?(${MONTH})\\b\\.?(?: (20\\d\\d))?`,
    ([weekday, day, month, year], from) =>
      onWeekday(weekday, inYear(from, monthNumber(month), Number(day), year)),
  ],
  [
    `(?:(${WEEKDAY}),? )?(${MONTH}) (\\d{1,2})(?:st|nd|rd|th)?(?!\\d)(?:,? (20\\d\\d))?`,
    ([weekday, month, day, year], from) =>
      onWeekday(weekday, inYear(from, monthNumber(month), Number(day), year)),
  ],
  [
    `(?:(${WEEKDAY}),? (?:le )?)?(\\d{1,2})[/.-](\\d{1,2})(?:[/.-]((?:20)?\\d\\d))?(?![\\d/.,-]*\\d)`,
    ([weekday, day, month, year], from) =>
      onWeekday(weekday, inYear(from, Number(month), Number(day), year && `20${year.slice(-2)}`)),
  ],
  [
    `(${WEEKDAY}),? (?:le )?(\\d{1,2})(?:er)?(?! ?(?:h|:|\\d|€|eur|%))`,
    ([weekday, day], from) => onWeekday(weekday, nextDayOfMonth(from, Number(day))),
  ],
  [
    `(?:le|the) (\\d{1,2})(?:er|st|nd|rd|th)?(?! ?(?:h\\b|:|\\d|[.,]\\d|€|eur|%|/|factures|invoices))`,
    ([day], from) => nextDayOfMonth(from, Number(day)),
  ],
  [
    `(?:ce |next |this )?(${WEEKDAY})(?: prochain)?`,
    ([name], from) => nextWeekday(from, WEEKDAYS[name ?? '']),
  ],
  ['(?:apres[- ]demain|day after tomorrow)', (_, from) => addDays(from, 2)],
  ['(?:demain|tomorrow)', (_, from) => addDays(from, 1)],
  ["(?:aujourd'hui|ce jour|ce soir|dans la journee|today)", (_, from) => from],
  ["(?:sous|dans la|d'ici) ?(?:la |une )?huitaine", (_, from) => addDays(from, 8)],
  ["(?:sous|dans la|d'ici) ?(?:la |une )?quinzaine", (_, from) => addDays(from, 15)],
  [
    `(?:sous|dans(?: les)?|d'ici|within|in)(?: un delai de)? (?:the next )?(${COUNT}) ?(jours?|j|days?|semaines?|weeks?)(?: ouvres| ouvrables)?`,
    ([count, unit], from) => addDays(from, countOf(count) * (/^(s|w)/.test(unit ?? '') ? 7 : 1)),
  ],
  [
    "(?:sous|dans(?: les)?|d'ici|within|in) (24|48|72) ?(?:h|heures|hours)",
    ([hours], from) => addDays(from, Number(hours) / 24),
  ],
]
const PATTERNS = RULES.map(
  ([pattern, day]) => [new RegExp(`(?<![a-z0-9/.-])(?:${pattern})(?![a-z0-9])`, 'g'), day] as const,
)

/**
 * The days that a text names, in its order. `plain` is in small letters without accents; `from` is the day it was
 * written. A day without a year is the next one of that name. A day that its week-day contradicts (« vendredi 5 », a
 * Saturday) is left out, as is what is too vague.
 */
export function namedDays(plain: string, from: Day): NamedDay[] {
  const days: NamedDay[] = []
  const isRead: boolean[] = []
  for (const [pattern, day] of PATTERNS) {
    for (const found of plain.matchAll(pattern)) {
      const [start, end] = [found.index, found.index + found[0].length]
      if (isRead.slice(start, end).some(Boolean)) continue
      isRead.length = Math.max(isRead.length, end)
      isRead.fill(true, start, end)
      const on = day(found.slice(1), from)
      if (on) days.push({ on, start, end })
    }
  }
  return days.sort((one, other) => one.start - other.start)
}

function monthNumber(name = ''): number {
  return MONTHS.findIndex((names) => names.includes(name)) + 1
}

function countOf(word = ''): number {
  return COUNTS[word] ?? Number(word)
}

function nextWeekday(from: Day, weekday = 1): Day {
  return addDays(from, ((weekday - weekdayOf(from) + 6) % 7) + 1)
}

/** The Friday of a week, `weeks` after the one `from` is in. */
function fridayOf(from: Day, weeks: number): Day {
  return addDays(from, 5 - weekdayOf(from) + 7 * weeks)
}

function inNextWeek(from: Day, weekday = 1): Day {
  return addDays(from, weekday - weekdayOf(from) + 7)
}

function weeksLater(name = '', count = '', from: Day): Day {
  return addDays(nextWeekday(from, WEEKDAYS[name]), count === 'huit' ? 7 : 14)
}

function nextMonth(from: Day): Day {
  return addDays(endOfMonth(from), 1)
}

/** The next day with this number, `from` itself among them; null for one that this month and the next have not. */
function nextDayOfMonth(from: Day, day: number): Day | null {
  const here = dayNumbered(from, day)
  if (here && here >= from) return here
  return dayNumbered(nextMonth(from), day)
}

/** The day with this number in the month `from` is in, or null. */
function dayNumbered(from: Day, day: number): Day | null {
  const { year, month } = partsOf(from)
  return dayOf(year, month, day)
}

function inYear(from: Day, month: number, day: number, year: string | undefined): Day | null {
  if (year) return dayOf(Number(year), month, day)
  const here = dayOf(partsOf(from).year, month, day)
  return here && here >= from ? here : dayOf(partsOf(from).year + 1, month, day)
}

function endOfNamed(month: string | undefined, from: Day): Day | null {
  const first = inYear(from.slice(0, 8).concat('01'), monthNumber(month), 1, undefined)
  return first && endOfMonth(first)
}

function onWeekday(weekday: string | undefined, day: Day | null): Day | null {
  return weekday && day && WEEKDAYS[weekday] !== weekdayOf(day) ? null : day
}

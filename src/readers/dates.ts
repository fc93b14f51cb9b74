import { addDays, type Day, dayOf } from '#domain/days-and-money/day.ts'

/** Order of the parts of "03/04/2026" in a column. */
export type DateOrder = 'dmy' | 'mdy'

/**
 * A day of a FEC: AAAAMMJJ by art. A47 A-1 LPF; separators and the day-month-year order, which some
 * software writes all the same, are accepted, and what a spreadsheet has made of them: an hour, a
 * decimal, a two-digit year, its own day number. "" for a blank or all-zero date, null for no date.
 */
export function parseFecDay(text: string): Day | '' | null {
  const trimmed = text.trim().replace(/[ T]+\d{1,2}:\d{2}(?::\d{2}[\d:.+Z-]*)?$|[.,]0+$/, '')
  if (/^[0/.-]*$/.test(trimmed)) return ''
  const compact = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})$/.exec(trimmed)
  if (compact) {
    const day = dayOf(Number(compact[1]), Number(compact[2]), Number(compact[3]))
    if (day) return day
  }
  const french = /^(\d{2})[-/.]?(\d{2})[-/.]?(\d{4})$/.exec(trimmed) ?? SHORT_FRENCH_DAY.exec(trimmed)
  if (french) {
    const year = Number(french[3])
    return dayOf(year < 100 ? 2000 + year : year, Number(french[2]), Number(french[1]))
  }
  return isSerialDay(trimmed) ? serialDay(Number(trimmed)) : null
}

const SHORT_FRENCH_DAY = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/

/** True for a day a spreadsheet shows as its own number, between 1982 and 2064: 45382 is 31/03/2024. */
export function isSerialDay(text: string): boolean {
  return /^[3-5]\d{4}$/.test(text)
}

/**
 * A day of a spreadsheet: ISO, AAAAMMJJ, or three numbers in the column's order, with a two-digit
 * year read as 20yy and any hour dropped. Null when it is no such day, or an absurd one ("0098").
 */
export function parseListDay(text: string, order: DateOrder): Day | null {
  const trimmed = text
    .trim()
    .replace(/[T ]+\d{1,2}[:h]\d{2}.*$/, '')
    .replace(WEEKDAY, '')
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(trimmed) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(trimmed)
  if (iso) return plausible(dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3])))
  const parts = numericParts(trimmed)
  if (parts) {
    const [first, second, year] = parts
    const [day, month] = order === 'dmy' ? [first, second] : [second, first]
    return plausible(dayOf(year, month, day))
  }
  return plausible(namedMonthDay(trimmed))
}

// « mer. 14 févr. 2024 »
const WEEKDAY =
  /^(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*(?:di|day)|che|s|r)?\.?,? +(?=\d)/i

/** What the dates of a column say of their order; "ambiguous" when no part of any is above 12. */
export function dateOrderOf(cells: Iterable<string>): DateOrder | 'ambiguous' | 'none' {
  let dayFirst = 0
  let monthFirst = 0
  let either = 0
  for (const cell of cells) {
    const parts = numericParts(cell.trim().replace(/[T ]+\d{1,2}[:h]\d{2}.*$/, ''))
    if (!parts) continue
    if (parts[0] > 12) dayFirst++
    else if (parts[1] > 12) monthFirst++
    else either++
  }
  if (dayFirst > 0 || monthFirst > 0) return dayFirst >= monthFirst ? 'dmy' : 'mdy'
  return either > 0 ? 'ambiguous' : 'none'
}

/**
 * Day of a spreadsheet's serial number: days since 30 December 1899, the epoch that makes up for
 * the 29 February 1900 that Lotus invented and Excel kept.
 */
export function serialDay(serial: number): Day | null {
  const days = Math.floor(serial)
  if (!(days >= 61 && days <= 109_574)) return null
  return addDays('1900-03-01', days - 61)
}

function numericParts(text: string): readonly [number, number, number] | null {
  const match = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$/.exec(text)
  if (!match) return null
  const year = Number(match[3])
  return [Number(match[1]), Number(match[2]), match[3]?.length === 2 ? 2000 + year : year]
}

const MONTHS: readonly RegExp[] = [
  /^jan/,
  /^(fev|feb)/,
  /^mar/,
  /^(avr|apr)/,
  /^(mai|may)/,
  /^(juin|jun)/,
  /^(juil|jul)/,
  /^(aou|aug)/,
  /^sep/,
  /^oct/,
  /^nov/,
  /^dec/,
]

function namedMonthDay(text: string): Day | null {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const match = /^(\d{1,2})(?:er|st|nd|rd|th)?[ -]+([a-z]{3,9})\.?[ ,-]+(\d{4}|\d{2})$/.exec(plain)
  if (!match) return null
  const month = MONTHS.findIndex((name) => name.test(match[2] ?? '')) + 1
  const year = Number(match[3])
  return dayOf(match[3]?.length === 2 ? 2000 + year : year, month, Number(match[1]))
}

// A receivable issued or due outside these years is a typing error, never a real one.
function plausible(day: Day | null): Day | null {
  return day !== null && day >= '1970-01-01' && day <= '2099-12-31' ? day : null
}

import { type Day, dayOf, isDay } from '#domain/days-and-money/day.ts'

/** The day typed by hand, day first: "25/01/2024", "25.1.24", "25012024", or "2024-01-25". */
export function parseDayText(text: string): Day | null {
  const bare = text.trim()
  if (isDay(bare)) return bare
  const match =
    /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4}|\d{2})$/.exec(bare) ?? /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(bare)
  if (!match) return parseEnglishDay(bare)
  const [, day = '', month = '', year = ''] = match
  return dayOf(Number(year.length === 2 ? `20${year}` : year), Number(month), Number(day))
}

/** A day to which no figure can be added any more: "25/01/2024", where "5/01/20" may go on to be another. */
export function isWholeDay(text: string): boolean {
  return /^\d{2}[/. -]?\d{2}[/. -]?\d{4}$/.test(text.trim()) && parseDayText(text) !== null
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

// "25 Jan 2024", as the English screens write it.
function parseEnglishDay(text: string): Day | null {
  const match = /^(\d{1,2}) ([a-z]{3})[a-z]* (\d{4})$/i.exec(text)
  if (!match) return null
  const month = MONTHS.indexOf((match[2] ?? '').toLowerCase()) + 1
  return dayOf(Number(match[3]), month, Number(match[1]))
}

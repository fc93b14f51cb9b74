import { addDays, type Day, dayOf, daysBetween, isDay } from '#domain/days-and-money/day.ts'

/**
 * The day typed by hand, day first: "25/01/2024", "25.1.24", "25012024", or "2024-01-25". Beside `today`, also as
 * accountants type it: "15/11", "1511" and "15 nov" are the one nearest to today, "-7" is seven days before.
 */
export function parseDayText(text: string, today: Day | null = null): Day | null {
  const bare = text.trim()
  if (isDay(bare)) return bare
  const match =
    /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4}|\d{2})$/.exec(bare) ?? /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(bare)
  if (match) {
    const [, day = '', month = '', year = ''] = match
    return dayOf(Number(year.length === 2 ? `20${year}` : year), Number(month), Number(day))
  }
  return parseNamedMonth(bare, today) ?? (today === null ? null : parseShortDay(bare, today))
}

/** A day to which no figure can be added any more: "25/01/2024", where "5/01/20" may go on to be another. */
export function isWholeDay(text: string): boolean {
  return /^\d{2}[/. -]?\d{2}[/. -]?\d{4}$/.test(text.trim()) && parseDayText(text) !== null
}

// The least that tells a month from the others, without accents: "juin" and "juil" need four letters.
const MONTHS = [
  ['jan'],
  ['feb', 'fev'],
  ['mar'],
  ['apr', 'avr'],
  ['may', 'mai'],
  ['jun', 'juin'],
  ['jul', 'juil'],
  ['aug', 'aou'],
  ['sep'],
  ['oct'],
  ['nov'],
  ['dec'],
]

// "25 Jan 2024", as the English screens write it; "15 nov" without its year.
function parseNamedMonth(text: string, today: Day | null): Day | null {
  const match = /^(\d{1,2}|1er) ?(\p{L}{3,9})\.?(?: (\d{4}))?$/iu.exec(text.normalize('NFC'))
  if (!match) return null
  const word = (match[2] ?? '').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const month = MONTHS.findIndex((names) => names.some((name) => word.startsWith(name))) + 1
  const day = match[1] === '1er' ? 1 : Number(match[1])
  if (match[3] !== undefined) return dayOf(Number(match[3]), month, day)
  return today === null ? null : nearest(month, day, today)
}

function parseShortDay(text: string, today: Day): Day | null {
  const ago = /^([+-])(\d{1,3})$/.exec(text)
  if (ago) return addDays(today, Number(ago[2]) * (ago[1] === '-' ? -1 : 1))
  const match = /^(\d{1,2})[/. -](\d{1,2})$/.exec(text) ?? /^(\d{2})(\d{2})$/.exec(text)
  return match ? nearest(Number(match[2]), Number(match[1]), today) : null
}

// In January, "15/11" is last November.
function nearest(month: number, day: number, today: Day): Day | null {
  const year = Number(today.slice(0, 4))
  const distance = (one: Day) => Math.abs(daysBetween(one, today))
  const days = [year - 1, year, year + 1].flatMap((one) => dayOf(one, month, day) ?? [])
  return days.toSorted((one, other) => distance(one) - distance(other))[0] ?? null
}

import { addDays, type Day, partsOf, weekdayOf } from './day.ts'

/** Which public holidays a company keeps. */
export const HOLIDAY_CALENDARS = ['none', 'france', 'alsace-moselle'] as const
export type HolidayCalendar = (typeof HOLIDAY_CALENDARS)[number]

export const HOLIDAYS = [
  'new-year',
  'good-friday',
  'easter-monday',
  'labour-day',
  'victory-day',
  'ascension',
  'whit-monday',
  'national-day',
  'assumption',
  'all-saints',
  'armistice',
  'christmas',
  'saint-stephen',
] as const
export type Holiday = (typeof HOLIDAYS)[number]

/** Closures a company may have at once: years of them, and still a page one can read. */
export const MAX_CLOSURES = 100

/** Days a company is closed, both included. */
export interface Closure {
  readonly firstOn: Day
  readonly lastOn: Day
  readonly label: string
}

/** The days on which a company sends no reminder. They only advise: a letter may bear any date. */
export interface OpenDays {
  readonly skipsWeekends: boolean
  readonly holidays: HolidayCalendar
  readonly closures: readonly Closure[]
}

/** Why no reminder is sent on a day. */
export type ClosedReason =
  | { readonly kind: 'saturday' | 'sunday' }
  | { readonly kind: 'holiday'; readonly holiday: Holiday }
  | { readonly kind: 'closure'; readonly label: string }

/** Beyond, a company closed for good has no next open day. */
const MAX_DAYS_AHEAD = 366

/** Why the company sends nothing on `on`, the most telling reason first; null when it does. */
export function closedReason(on: Day, openDays: OpenDays): ClosedReason | null {
  const closure = openDays.closures.find(({ firstOn, lastOn }) => firstOn <= on && on <= lastOn)
  if (closure) return { kind: 'closure', label: closure.label }
  const holiday = holidayOn(on, openDays.holidays)
  if (holiday) return { kind: 'holiday', holiday }
  const weekday = weekdayOf(on)
  if (!openDays.skipsWeekends || weekday < 6) return null
  return { kind: weekday === 6 ? 'saturday' : 'sunday' }
}

/** `from` when it is open, else the next open day; `from` too when the next year holds none. */
export function nextOpenDay(from: Day, openDays: OpenDays): Day {
  return nextDayOpenForAll(from, [openDays]) ?? from
}

/** The first day from `from` on which all of them are open; null when the next year holds none. */
export function nextDayOpenForAll(from: Day, companies: readonly OpenDays[]): Day | null {
  for (let days = 0; days <= MAX_DAYS_AHEAD; days += 1) {
    const on = addDays(from, days)
    if (companies.every((openDays) => closedReason(on, openDays) === null)) return on
  }
  return null
}

/**
 * The public holiday of that day, or null (C. trav. L3133-1; Alsace and Moselle add Good Friday and
 * Saint Stephen's Day, L3134-13).
 */
export function holidayOn(on: Day, calendar: HolidayCalendar): Holiday | null {
  return holidaysOf(partsOf(on).year, calendar).get(on) ?? null
}

/** Every public holiday of a year, by day. Two may fall together: 1 May 2008 was Ascension Day too. */
export function holidaysOf(year: number, calendar: HolidayCalendar): ReadonlyMap<Day, Holiday> {
  if (calendar === 'none') return new Map()
  const easter = easterOf(year)
  const local: [Day, Holiday][] = [
    [addDays(easter, -2), 'good-friday'],
    [`${year}-12-26`, 'saint-stephen'],
  ]
  return new Map<Day, Holiday>([
    [addDays(easter, 1), 'easter-monday'],
    [addDays(easter, 39), 'ascension'],
    [addDays(easter, 50), 'whit-monday'],
    [`${year}-01-01`, 'new-year'],
    [`${year}-05-01`, 'labour-day'],
    [`${year}-05-08`, 'victory-day'],
    [`${year}-07-14`, 'national-day'],
    [`${year}-08-15`, 'assumption'],
    [`${year}-11-01`, 'all-saints'],
    [`${year}-11-11`, 'armistice'],
    [`${year}-12-25`, 'christmas'],
    ...(calendar === 'alsace-moselle' ? local : []),
  ])
}

/** Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher). */
export function easterOf(year: number): Day {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const yearOfCentury = year % 100
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30
  const weekday =
    (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7
  const shift = Math.floor((golden + 11 * epact + 22 * weekday) / 451)
  return addDays(`${year}-03-22`, epact + weekday - 7 * shift)
}

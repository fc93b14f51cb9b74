import { describe, expect, test } from 'vitest'
import { weekdayOf } from './day.ts'
import {
  closedReason,
  easterOf,
  holidayOn,
  holidaysOf,
  nextDayOpenForAll,
  nextOpenDay,
  type OpenDays,
} from './open-days.ts'

const USUAL: OpenDays = { skipsWeekends: true, holidays: 'france', closures: [] }

test('the days of the week', () => {
  expect(weekdayOf('2026-11-24')).toBe(2)
  expect(weekdayOf('1970-01-01')).toBe(4)
  expect(weekdayOf('1969-12-28')).toBe(7)
  expect(weekdayOf('2024-02-29')).toBe(4)
})

describe('the public holidays of France, as the calendars print them', () => {
  // Easter Sunday, then Easter Monday, Ascension and Whit Monday.
  test.each([
    [2024, '2024-03-31', '2024-04-01', '2024-05-09', '2024-05-20'],
    [2025, '2025-04-20', '2025-04-21', '2025-05-29', '2025-06-09'],
    [2026, '2026-04-05', '2026-04-06', '2026-05-14', '2026-05-25'],
    [2027, '2027-03-28', '2027-03-29', '2027-05-06', '2027-05-17'],
    [2028, '2028-04-16', '2028-04-17', '2028-05-25', '2028-06-05'],
    [2029, '2029-04-01', '2029-04-02', '2029-05-10', '2029-05-21'],
    [2030, '2030-04-21', '2030-04-22', '2030-05-30', '2030-06-10'],
  ])('in %i', (year, easter, monday, ascension, whitMonday) => {
    expect(easterOf(year)).toBe(easter)
    expect([...holidaysOf(year, 'france').keys()].sort()).toEqual(
      [
        monday,
        ascension,
        whitMonday,
        ...['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'].map(
          (day) => `${year}-${day}`,
        ),
      ].sort(),
    )
  })

  test('the earliest and the latest Easter there can be', () => {
    expect(easterOf(1913)).toBe('1913-03-23')
    expect(easterOf(2008)).toBe('2008-03-23')
    expect(easterOf(1943)).toBe('1943-04-25')
    expect(easterOf(2038)).toBe('2038-04-25')
  })

  test('the Easters that the rule corrects, and those of the first year of a cycle', () => {
    expect([1954, 1981, 2049, 2076].map(easterOf)).toEqual([
      '1954-04-18',
      '1981-04-19',
      '2049-04-18',
      '2076-04-19',
    ])
    expect([1995, 2014].map(easterOf)).toEqual(['1995-04-16', '2014-04-20'])
  })

  test('each bears its name', () => {
    expect(Object.fromEntries(holidaysOf(2026, 'alsace-moselle'))).toEqual({
      '2026-01-01': 'new-year',
      '2026-04-03': 'good-friday',
      '2026-04-06': 'easter-monday',
      '2026-05-01': 'labour-day',
      '2026-05-08': 'victory-day',
      '2026-05-14': 'ascension',
      '2026-05-25': 'whit-monday',
      '2026-07-14': 'national-day',
      '2026-08-15': 'assumption',
      '2026-11-01': 'all-saints',
      '2026-11-11': 'armistice',
      '2026-12-25': 'christmas',
      '2026-12-26': 'saint-stephen',
    })
    expect(holidaysOf(2026, 'none').size).toBe(0)
  })

  test('Alsace and Moselle have two more, and « none » has none', () => {
    expect(holidayOn('2026-04-03', 'alsace-moselle')).toBe('good-friday')
    expect(holidayOn('2026-12-26', 'alsace-moselle')).toBe('saint-stephen')
    expect(holidayOn('2026-04-03', 'france')).toBeNull()
    expect(holidaysOf(2026, 'alsace-moselle').size).toBe(13)
    expect(holidayOn('2026-12-25', 'none')).toBeNull()
  })
})

describe('a day without reminders', () => {
  test('tells why: the closure before the holiday, the holiday before the week-end', () => {
    const closures = [{ firstOn: '2026-08-10', lastOn: '2026-08-21', label: 'Moisson' }]
    expect(closedReason('2026-08-15', { ...USUAL, closures })).toEqual({ kind: 'closure', label: 'Moisson' })
    expect(closedReason('2026-08-07', { ...USUAL, closures })).toBeNull()
    expect(closedReason('2026-08-24', { ...USUAL, closures })).toBeNull()
    expect(closedReason('2026-08-15', USUAL)).toEqual({ kind: 'holiday', holiday: 'assumption' })
    expect(closedReason('2026-08-22', USUAL)).toEqual({ kind: 'saturday' })
    expect(closedReason('2026-08-23', USUAL)).toEqual({ kind: 'sunday' })
    expect(closedReason('2026-08-24', USUAL)).toBeNull()
    expect(closedReason('2026-08-23', { ...USUAL, skipsWeekends: false })).toBeNull()
  })

  test('is followed by the next open one, over a long week-end and a closure', () => {
    // Good Friday 2026 is open in Paris; then Saturday, Sunday, Easter Monday.
    expect(nextOpenDay('2026-04-03', USUAL)).toBe('2026-04-03')
    expect(nextOpenDay('2026-04-04', USUAL)).toBe('2026-04-07')
    expect(nextOpenDay('2026-04-03', { ...USUAL, holidays: 'alsace-moselle' })).toBe('2026-04-07')
    const closures = [{ firstOn: '2026-12-24', lastOn: '2027-01-03', label: '' }]
    expect(nextOpenDay('2026-12-24', { ...USUAL, closures })).toBe('2027-01-04')
  })

  test('a company closed for years has none, and keeps the day asked for', () => {
    const closed = { ...USUAL, closures: [{ firstOn: '2026-01-01', lastOn: '2199-12-31', label: '' }] }
    expect(nextOpenDay('2026-03-03', closed)).toBe('2026-03-03')
    expect(nextDayOpenForAll('2026-03-03', [USUAL, closed])).toBeNull()
  })

  test('one closed for a year and a day opens again on the last day looked at', () => {
    const closedUntil = (lastOn: string): OpenDays => ({
      skipsWeekends: false,
      holidays: 'none',
      closures: [{ firstOn: '2026-01-01', lastOn, label: '' }],
    })
    expect(nextOpenDay('2026-01-01', closedUntil('2027-01-01'))).toBe('2027-01-02')
    expect(nextDayOpenForAll('2026-01-01', [closedUntil('2027-01-02')])).toBeNull()
  })

  test('of two companies whose closures follow each other is after both; when they cover the year there is none', () => {
    const closed = (firstOn: string, lastOn: string) => ({
      ...USUAL,
      closures: [{ firstOn, lastOn, label: '' }],
    })
    const august = closed('2026-08-03', '2026-08-14')
    expect(nextDayOpenForAll('2026-08-03', [august, closed('2026-08-15', '2026-08-31')])).toBe('2026-09-01')
    expect(nextDayOpenForAll('2026-08-03', [august, closed('2026-08-15', '2027-12-31')])).toBeNull()
  })
})

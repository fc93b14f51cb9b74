import { expect, test } from 'vitest'
import { daysBetween } from './day.ts'
import { commonTimeZone, dayIn, FRENCH_TIME_ZONES, isTimeZone, timeZones } from './time-zone.ts'

/** Milliseconds since 1970, of an hour told in UTC. */
const at = (day: string, hour: number) => (daysBetween('1970-01-01', day) * 24 + hour) * 3_600_000

test('the last evening of November in Paris is December already on Réunion, and noon is the day before in Tahiti', () => {
  expect(dayIn(at('2026-11-30', 22.5), 'Europe/Paris')).toBe('2026-11-30')
  expect(dayIn(at('2026-11-30', 22.5), 'Indian/Reunion')).toBe('2026-12-01')
  expect(dayIn(at('2026-12-01', 9), 'Pacific/Tahiti')).toBe('2026-11-30')
  expect(dayIn(at('2026-12-01', 14), 'Pacific/Noumea')).toBe('2026-12-02')
})

test('summer time moves midnight in Paris, and not in Martinique', () => {
  // The clocks go forward on 29 March 2026 and back on 25 October.
  expect(dayIn(at('2026-03-28', 22.5), 'Europe/Paris')).toBe('2026-03-28')
  expect(dayIn(at('2026-03-29', 22.5), 'Europe/Paris')).toBe('2026-03-30')
  expect(dayIn(at('2026-10-24', 22.5), 'Europe/Paris')).toBe('2026-10-25')
  expect(dayIn(at('2026-10-25', 22.5), 'Europe/Paris')).toBe('2026-10-25')
  expect(dayIn(at('2026-07-01', 3.5), 'America/Martinique')).toBe('2026-06-30')
  expect(dayIn(at('2026-12-01', 3.5), 'America/Martinique')).toBe('2026-11-30')
})

test('a zone is a name that is known; an offset, which knows no summer, is none', () => {
  expect(FRENCH_TIME_ZONES.filter((name) => !isTimeZone(name))).toEqual([])
  expect(['UTC', 'Asia/Tokyo', 'America/Argentina/Buenos_Aires'].every(isTimeZone)).toBe(true)
  for (const name of [
    '',
    '+02:00',
    'Paris',
    'Europe/Nowhere',
    "Europe/Paris'",
    'europe/paris',
    'etc/UTC',
    'CEST',
  ])
    expect(isTimeZone(name), name).toBe(false)
})

test('French soil comes first, each zone once', () => {
  const all = timeZones()
  expect(all.slice(0, FRENCH_TIME_ZONES.length)).toEqual(FRENCH_TIME_ZONES)
  expect(new Set(all).size).toBe(all.length)
  expect(all).toContain('Asia/Tokyo')
})

test('companies of one zone have its days, those of several the days of Paris', () => {
  expect(commonTimeZone(['Indian/Reunion', 'Indian/Reunion'])).toBe('Indian/Reunion')
  expect(commonTimeZone(['Indian/Reunion', 'Pacific/Noumea'])).toBe('Europe/Paris')
  expect(commonTimeZone([])).toBe('Europe/Paris')
})

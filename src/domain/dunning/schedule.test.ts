import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type Day, daysBetween } from '#domain/days-and-money/day.ts'
import { closedReason, type OpenDays } from '#domain/days-and-money/open-days.ts'
import {
  dueRun,
  firstDay,
  isBankTooOld,
  isNominal,
  isSummaryDue,
  type Moment,
  nextRun,
  type Rhythm,
  type Schedule,
  UNATTENDED_LEVELS,
} from './schedule.ts'

const FRANCE: OpenDays = { skipsWeekends: true, holidays: 'france', closures: [] }
const MONDAYS: Rhythm = { kind: 'week', days: [1], at: '08:30' }

function schedule(change: Partial<Schedule> = {}): Schedule {
  return { rhythm: MONDAYS, openDays: FRANCE, startsOn: '2026-03-01', taken: [], ...change }
}

function at(day: Day, time = '08:30'): Moment {
  return { day, time }
}

describe('every Monday at 08:30', () => {
  test('is due on Monday from 08:30 on, once', () => {
    expect(dueRun(schedule(), at('2026-03-02', '08:29'))).toBeNull()
    expect(dueRun(schedule(), at('2026-03-02'))).toEqual({ nominalOn: '2026-03-02', runOn: '2026-03-02' })
    expect(dueRun(schedule({ taken: ['2026-03-02'] }), at('2026-03-02', '11:00'))).toBeNull()
  })

  test('a Monday that is a holiday runs on Tuesday, once', () => {
    // Easter Monday.
    const taken: Day[] = ['2026-03-30']
    expect(dueRun(schedule({ taken }), at('2026-04-06', '12:00'))).toBeNull()
    expect(dueRun(schedule({ taken }), at('2026-04-07', '08:00'))).toBeNull()
    const due = { nominalOn: '2026-04-06', runOn: '2026-04-07' }
    expect(dueRun(schedule({ taken }), at('2026-04-07'))).toEqual(due)
    expect(dueRun(schedule({ taken: [...taken, due.nominalOn] }), at('2026-04-08'))).toBeNull()
  })

  test('where Tuesday is chosen too, both make one run', () => {
    const rhythm: Rhythm = { ...MONDAYS, days: [1, 2] }
    const due = dueRun(schedule({ rhythm, taken: ['2026-03-31'] }), at('2026-04-07'))
    expect(due).toEqual({ nominalOn: '2026-04-07', runOn: '2026-04-07' })
    expect(dueRun(schedule({ rhythm, taken: ['2026-04-07'] }), at('2026-04-08'))).toBeNull()
  })

  test('three weeks without the program are made up for once, not on a Sunday', () => {
    const missed = schedule({ taken: ['2026-03-02'] })
    expect(dueRun(missed, at('2026-03-22', '10:00'))).toBeNull()
    expect(dueRun(missed, at('2026-03-25', '10:00'))).toEqual({
      nominalOn: '2026-03-23',
      runOn: '2026-03-25',
    })
  })

  test('set on a Monday after the hour, it begins the week after', () => {
    expect(firstDay(at('2026-03-02', '08:00'), '08:30')).toBe('2026-03-02')
    const startsOn = firstDay(at('2026-03-02', '08:30'), '08:30')
    expect(startsOn).toBe('2026-03-03')
    expect(dueRun(schedule({ startsOn }), at('2026-03-02', '09:00'))).toBeNull()
    expect(nextRun(schedule({ startsOn }), at('2026-03-02', '09:00'))?.runOn).toBe('2026-03-09')
  })

  test('a day taken by a clock that was ahead still counts as taken when it comes', () => {
    const taken: Day[] = ['2026-03-16']
    expect(dueRun(schedule({ taken }), at('2026-03-09'))?.nominalOn).toBe('2026-03-09')
    expect(dueRun(schedule({ taken: [...taken, '2026-03-09'] }), at('2026-03-16'))).toBeNull()
  })
})

test('the 1st, the 15th and the 31st: the last day of a shorter month', () => {
  const rhythm: Rhythm = { kind: 'month', days: [1, 15, 31], at: '07:00' }
  const days = ['2026-02-01', '2026-02-15', '2026-02-28', '2026-04-30', '2026-05-31']
  for (const day of days) expect(isNominal(day, rhythm)).toBe(true)
  for (const day of ['2026-02-27', '2026-05-30', '2026-04-29']) expect(isNominal(day, rhythm)).toBe(false)
})

test('a company that never opens, or a rhythm without days, has no next run', () => {
  const closures = [{ firstOn: '2026-01-01', lastOn: '2028-12-31', label: 'cessation' }]
  expect(nextRun(schedule({ openDays: { ...FRANCE, closures } }), at('2026-03-02'))).toBeNull()
  expect(nextRun(schedule({ rhythm: { ...MONDAYS, days: [] } }), at('2026-03-02'))).toBeNull()
})

test('the summary goes the evening before, or in the morning when the program was off', () => {
  const tuesday = { nominalOn: '2026-04-06', runOn: '2026-04-07' }
  const due = (now: Moment, summaryAt = '18:00') => isSummaryDue(tuesday, { at: '08:30', summaryAt }, now)
  expect(due(at('2026-04-06', '17:59'))).toBe(false)
  expect(due(at('2026-04-06', '18:00'))).toBe(true)
  expect(due(at('2026-04-06', '14:15'), '14:15')).toBe(true)
  expect(due(at('2026-04-06', '18:00'), '19:30')).toBe(false)
  expect(due(at('2026-04-07', '08:29'))).toBe(true)
  expect(due(at('2026-04-07', '08:30'))).toBe(false)
  expect(due(at('2026-04-05', '20:00'))).toBe(false)
})

test('a bank known for eight days is known well enough for eight, not one never imported', () => {
  expect(isBankTooOld('2026-03-01', '2026-03-09', 8)).toBe(false)
  expect(isBankTooOld('2026-03-01', '2026-03-10', 8)).toBe(true)
  expect(isBankTooOld(null, '2026-03-10', 8)).toBe(true)
  expect(isBankTooOld(null, '2026-03-10', null)).toBe(false)
})

// Whatever the rhythm, the closed days and the clock.

const FIRST: Day = '2026-01-01'
const dayOfYear = fc.integer({ min: 0, max: 300 }).map((days) => addDays(FIRST, days))
const time = fc.constantFrom('00:00', '08:29', '08:30', '12:00', '23:59')
const rhythms: fc.Arbitrary<Rhythm> = fc.oneof(
  fc.record({
    kind: fc.constant('week' as const),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    at: time,
  }),
  fc.record({
    kind: fc.constant('month' as const),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 4 }),
    at: time,
  }),
)
const calendars: fc.Arbitrary<OpenDays> = fc.record({
  skipsWeekends: fc.boolean(),
  holidays: fc.constantFrom('none', 'france', 'alsace-moselle'),
  closures: fc.array(
    fc
      .tuple(dayOfYear, fc.integer({ min: 0, max: 20 }))
      .map(([firstOn, days]) => ({ firstOn, lastOn: addDays(firstOn, days), label: '' })),
    { maxLength: 3 },
  ),
})
const moments = fc.array(fc.record({ day: dayOfYear, time }), { minLength: 1, maxLength: 60 })

function runThrough(rhythm: Rhythm, openDays: OpenDays, looks: readonly Moment[]) {
  const taken: Day[] = []
  return looks.flatMap((now) => {
    const due = dueRun({ rhythm, openDays, startsOn: FIRST, taken }, now)
    if (due) taken.push(due.nominalOn)
    return due ? [{ ...due, now }] : []
  })
}

test('a clock that goes any way runs each day of the rhythm once at the most, on open days, never early', () => {
  fc.assert(
    fc.property(rhythms, calendars, moments, (rhythm, openDays, looks) => {
      const runs = runThrough(rhythm, openDays, looks)
      expect(new Set(runs.map((run) => run.nominalOn)).size).toBe(runs.length)
      for (const { nominalOn, runOn, now } of runs) {
        expect(isNominal(nominalOn, rhythm)).toBe(true)
        expect(nominalOn <= runOn && runOn === now.day && now.time >= rhythm.at).toBe(true)
        expect(closedReason(runOn, openDays)).toBeNull()
      }
    }),
  )
})

test('a clock that goes on runs for each day of the rhythm on the first open day looked at, one run a day', () => {
  fc.assert(
    fc.property(rhythms, calendars, moments, (rhythm, openDays, looks) => {
      const onward = looks.toSorted((a, b) => `${a.day}${a.time}`.localeCompare(`${b.day}${b.time}`))
      const runs = runThrough(rhythm, openDays, onward)
      expect(new Set(runs.map((run) => run.runOn)).size).toBe(runs.length)
      const canRun = onward.filter(
        ({ day, time }) => time >= rhythm.at && closedReason(day, openDays) === null,
      )
      for (let days = 0; days <= 300; days += 1) {
        const nominal = addDays(FIRST, days)
        const first = canRun.find(({ day }) => day >= nominal)
        if (!isNominal(nominal, rhythm) || !first) continue
        expect(runs.some(({ nominalOn, runOn }) => nominalOn >= nominal && runOn === first.day)).toBe(true)
      }
    }),
  )
})

test('what is announced as the next run is the one that is made, looked at any minute before', () => {
  fc.assert(
    fc.property(rhythms, calendars, dayOfYear, time, (rhythm, openDays, day, hour) => {
      const now = { day, time: hour }
      const all = { rhythm, openDays, startsOn: firstDay(now, rhythm.at), taken: [] }
      const next = nextRun(all, now)
      if (next === null) return
      expect(dueRun(all, { day: next.runOn, time: rhythm.at })).toEqual(next)
      for (let ahead = 0; ahead < daysBetween(day, next.runOn); ahead += 1)
        expect(dueRun(all, { day: addDays(day, ahead), time: '23:59' })).toBeNull()
    }),
  )
})

test('a formal notice is never among what leaves by itself', () => {
  expect(UNATTENDED_LEVELS).toEqual([1, 2, 3])
})

test('the 31st is the last day of a shorter month, and no other day of it', () => {
  const on = (day: Day, days: readonly number[]) => isNominal(day, { kind: 'month', days })
  expect([on('2026-04-30', [31]), on('2026-04-15', [31]), on('2026-04-30', [5])]).toEqual([
    true,
    false,
    false,
  ])
  expect([on('2026-02-28', [30]), on('2026-01-30', [31]), on('2026-01-31', [31])]).toEqual([
    true,
    false,
    true,
  ])
})

test('what is due now is the next run; a minute before, it is too; once done with, it is next Monday', () => {
  const now = { nominalOn: '2026-03-02', runOn: '2026-03-02' }
  expect(nextRun(schedule(), at('2026-03-02', '10:00'))).toEqual(now)
  expect(nextRun(schedule(), at('2026-03-02', '08:29'))).toEqual(now)
  expect(nextRun(schedule({ taken: ['2026-03-02'] }), at('2026-03-02'))).toEqual({
    nominalOn: '2026-03-09',
    runOn: '2026-03-09',
  })
})

test('the summary is of the eve and of the morning, and of no other day', () => {
  const due = (day: Day, time: string) =>
    isSummaryDue(
      { nominalOn: '2026-04-07', runOn: '2026-04-07' },
      { at: '08:30', summaryAt: '18:00' },
      { day, time },
    )
  expect([due('2026-04-05', '19:00'), due('2026-04-06', '17:59'), due('2026-04-06', '18:00')]).toEqual([
    false,
    false,
    true,
  ])
  expect([due('2026-04-07', '08:29'), due('2026-04-07', '08:30'), due('2026-04-08', '07:00')]).toEqual([
    true,
    false,
    false,
  ])
})

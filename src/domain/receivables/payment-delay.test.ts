import { expect, test } from 'vitest'
import { agendaDay, daysWaiting } from '#domain/dunning/agenda.ts'
import { averageDaysLate } from './payment-delay.ts'

const TODAY = '2026-03-31'

test('days late are weighted by what was late: 1 000 € at 30 days and 100 € in time make 27', () => {
  const parts = [
    { dueOn: '2026-01-10', paidOn: '2026-02-09', cents: 100_000 },
    { dueOn: '2026-01-10', paidOn: '2026-01-05', cents: 10_000 },
  ]
  expect(averageDaysLate(parts, TODAY)).toBe(27)
})

test('what is open counts to today, what is due today or later does not count', () => {
  expect(averageDaysLate([{ dueOn: '2026-03-21', paidOn: null, cents: 5_000 }], TODAY)).toBe(10)
  expect(averageDaysLate([{ dueOn: TODAY, paidOn: null, cents: 5_000 }], TODAY)).toBeNull()
  expect(averageDaysLate([], TODAY)).toBeNull()
})

test('half a day is rounded up', () => {
  const parts = [1, 2].map((days) => ({ dueOn: `2026-03-0${5 - days}`, paidOn: '2026-03-05', cents: 100 }))
  expect(averageDaysLate(parts, TODAY)).toBe(2)
})

test('what was dealt with comes back when it is asked to, and not before', () => {
  expect(agendaDay('2026-03-01', null, 30)).toBe('2026-03-01')
  expect(agendaDay('2026-03-01', '2026-03-10', 30)).toBe('2026-04-09')
  expect(agendaDay('2026-03-01', '2026-03-10', null)).toBeNull()
  expect(agendaDay('2026-03-20', '2026-03-10', null)).toBe('2026-03-20')
  expect(daysWaiting('2026-03-20', TODAY)).toBe(11)
  expect(daysWaiting('2026-04-20', TODAY)).toBe(0)
})

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Day, weekdayOf } from '#domain/days-and-money/day.ts'
import { useFormats } from '#ui/format.ts'
import { say, sayFailure } from '#ui/notices.tsx'
import { refreshAfterRun } from '#ui/refresh-runs.ts'
import type { Schedule } from '../schedule-contract.ts'

export const scheduleKey = (code: string) => ['schedule', code] as const

/** Does one thing to the schedule of a company, shows what it became, and says so. */
export function useScheduleAct(code: string, said: string) {
  const client = useQueryClient()
  return useMutation<Schedule, Error, () => Promise<Schedule>>({
    mutationFn: (act) => act(),
    onSuccess: async (schedule) => {
      client.setQueryData(scheduleKey(code), schedule)
      say(said)
      await refreshAfterRun(client)
    },
    onError: sayFailure,
  })
}

/** The days of the week, from 1 for Monday. */
export const WEEKDAY_NAMES = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const

/** "lundi 06/04/2026" */
export function useDayWords(): (day: Day) => string {
  const { t } = useTranslation()
  const format = useFormats()
  return (day) => {
    const name = WEEKDAY_NAMES[weekdayOf(day) - 1] ?? 'monday'
    return t('schedule.dayWords', { weekday: t(`schedule.weekdayNamed.${name}`), day: format.day(day) })
  }
}

import { DatePicker, DatesProvider } from '@mantine/dates'
import { useTranslation } from 'react-i18next'
import type { Day } from '#domain/days-and-money/day.ts'
import 'dayjs/locale/fr.js'
import '@mantine/dates/styles.layer.css'

export interface CalendarProps {
  readonly value: Day | null
  readonly onPick: (day: Day) => void
}

/** The month under a day field, opened on the day it holds. */
export function Calendar({ value, onPick }: CalendarProps) {
  const { i18n, t } = useTranslation()
  return (
    <DatesProvider settings={{ locale: i18n.language, firstDayOfWeek: 1 }}>
      <DatePicker
        value={value}
        {...(value ? { defaultDate: value } : {})}
        onChange={(day) => day && onPick(day)}
        ariaLabels={{
          nextMonth: t('day.nextMonth'),
          previousMonth: t('day.previousMonth'),
          nextYear: t('day.nextYear'),
          previousYear: t('day.previousYear'),
          monthLevelControl: t('day.chooseMonth'),
          yearLevelControl: t('day.chooseYear'),
        }}
      />
    </DatesProvider>
  )
}

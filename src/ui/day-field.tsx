import { DateInput } from '@mantine/dates'
import { IconCalendar } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Day } from '#domain/day.ts'
import { parseDayText } from './day-text.ts'

export interface DayFieldProps {
  readonly label: string
  readonly value: Day | null
  readonly onChange: (day: Day | null) => void
  readonly isRequired?: boolean
  readonly isClearable?: boolean
  readonly error?: ReactNode
  readonly description?: ReactNode
  readonly min?: Day
  readonly width?: number
}

/** A day typed ("25/01/24", "25012024") or picked; a wrong one stays visible with its error. */
export function DayField(props: DayFieldProps) {
  const { i18n, t } = useTranslation()
  return (
    <DateInput
      label={props.label}
      value={props.value}
      onChange={props.onChange}
      valueFormat={i18n.language === 'en' ? 'D MMM YYYY' : 'DD/MM/YYYY'}
      dateParser={parseDayText}
      placeholder={t('day.placeholder')}
      required={props.isRequired ?? false}
      clearable={props.isClearable ?? false}
      clearButtonProps={{ 'aria-label': t('day.clear') }}
      error={props.error}
      description={props.description}
      w={props.width}
      leftSection={<IconCalendar size={16} aria-hidden />}
      leftSectionPointerEvents="none"
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      {...(props.min ? { minDate: props.min } : {})}
    />
  )
}

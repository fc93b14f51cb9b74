import { ActionIcon, Popover, TextInput } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Day } from '#domain/days-and-money/day.ts'
import { isWholeDay, parseDayText } from './day-text.ts'
import { useFormats } from './format.ts'
import { lazyPart } from './lazy-part.tsx'
import { sessionQuery } from './session.ts'

export interface DayFieldProps {
  readonly label: string
  readonly value: Day | null
  /** Null when the field is emptied or holds something that is not a day. */
  readonly onChange: (day: Day | null) => void
  readonly isRequired?: boolean
  readonly error?: string | null
  readonly description?: ReactNode
}

const Calendar = lazyPart(async () => (await import('./calendar.tsx')).Calendar)

/** A day typed ("25/01/24", "25012024", "15/11", "-7") or picked; a wrong one stays visible with its error. */
export function DayField({ label, value, onChange, isRequired = false, error, description }: DayFieldProps) {
  const { t } = useTranslation()
  const typed = useTypedDay(value, onChange)
  return (
    <TextInput
      className="day-field"
      label={label}
      required={isRequired}
      placeholder={t('day.placeholder')}
      autoComplete="off"
      value={typed.text}
      onChange={(event) => typed.setText(event.currentTarget.value)}
      onBlur={typed.settle}
      onKeyDown={(event) => event.key === 'Enter' && typed.settle()}
      error={typed.isWrong ? t('day.wrong') : error}
      description={description}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      rightSection={<CalendarButton label={label} value={value} onPick={typed.choose} />}
    />
  )
}

/** What stands in the field that is not, or not yet, what its value says. */
interface Typed {
  readonly text: string
  readonly isWrong: boolean
  /** The values it stands beside: another one comes from elsewhere, and is shown instead. */
  readonly beside: readonly (Day | null)[]
}

// A day that is whole is told at once, so that a button that waits for it does not wait for the focus to leave.
function useTypedDay(value: Day | null, onChange: DayFieldProps['onChange']) {
  const format = useFormats()
  // Screens before one is signed in have no today.
  const { data: session } = useQuery({ ...sessionQuery, enabled: false })
  const [typed, setTyped] = useState<Typed | null>(null)
  const shown = typed?.beside.includes(value) ? typed : null
  const tell = (text: string, day: Day | null, isWrong = false) => {
    setTyped({ text, isWrong, beside: [value, day] })
    if (day !== value) onChange(day)
  }
  const setText = (text: string) => tell(text, isWholeDay(text) ? parseDayText(text) : value)
  const settle = () => {
    if (!shown) return
    const day = parseDayText(shown.text, session?.today ?? null)
    if (day === null) tell(shown.text, null, shown.text.trim() !== '')
    else choose(day)
  }
  const choose = (day: Day) => {
    setTyped(null)
    if (day !== value) onChange(day)
  }
  const text = shown?.text ?? (value ? format.day(value) : '')
  return { text, setText, isWrong: shown?.isWrong ?? false, settle, choose }
}

function CalendarButton(props: {
  readonly label: string
  readonly value: Day | null
  readonly onPick: (day: Day) => void
}) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const pick = (day: Day) => {
    setOpen(false)
    props.onPick(day)
  }
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('day.pick', { label: props.label })}
          onClick={() => setOpen(!isOpen)}
        >
          <IconCalendar size={18} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('day.pick', { label: props.label })}>
        <Suspense fallback={t('loading')}>
          {isOpen ? <Calendar value={props.value} onPick={pick} /> : null}
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}

import { Button, Checkbox, Fieldset, NativeSelect, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { HOLIDAY_CALENDARS, type HolidayCalendar, MAX_CLOSURES } from '#domain/days-and-money/open-days.ts'
import { DayField } from '#ui/day-field.tsx'
import { type ClosureForm, closureOf, type ProcedureForm } from './form-fields.tsx'

interface OpenDaysFieldsProps {
  readonly form: ProcedureForm
  readonly set: (change: Partial<ProcedureForm>) => void
}

/** Week-ends, public holidays, and the days the company is closed. */
export function OpenDaysFields({ form, set }: OpenDaysFieldsProps) {
  const { t } = useTranslation()
  const { closures } = form
  const change = (rank: number, closure: ClosureForm) =>
    set({ closures: closures.map((one, index) => (index === rank ? closure : one)) })
  return (
    <Fieldset className="procedure-options" legend={t('procedure.openDays')}>
      <p className="dimmed">{t('procedure.openDaysHint')}</p>
      <Checkbox
        label={t('procedure.field.skipsWeekends')}
        checked={form.skipsWeekends}
        onChange={(event) => set({ skipsWeekends: event.currentTarget.checked })}
      />
      <NativeSelect
        className="procedure-short"
        label={t('procedure.field.holidays')}
        data={HOLIDAY_CALENDARS.map((value) => ({ value, label: t(`procedure.holidays.${value}`) }))}
        value={form.holidays}
        onChange={(event) => set({ holidays: event.currentTarget.value as HolidayCalendar })}
      />
      {closures.map((closure, rank) => (
        <ClosureFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a closure is known by its place alone
          key={rank}
          rank={rank + 1}
          closure={closure}
          onChange={(changed) => change(rank, changed)}
          onRemove={() => set({ closures: closures.filter((_, index) => index !== rank) })}
        />
      ))}
      <Button
        className="procedure-add"
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
        disabled={closures.length >= MAX_CLOSURES}
        title={closures.length >= MAX_CLOSURES ? t('procedure.closure.enough') : undefined}
        onClick={() => set({ closures: [...closures, { firstOn: null, lastOn: null, label: '' }] })}
      >
        {t('procedure.closure.add')}
      </Button>
    </Fieldset>
  )
}

interface ClosureFieldsProps {
  readonly rank: number
  readonly closure: ClosureForm
  readonly onChange: (closure: ClosureForm) => void
  readonly onRemove: () => void
}

function ClosureFields({ rank, closure, onChange, onRemove }: ClosureFieldsProps) {
  const { t } = useTranslation()
  const isBackwards = closure.firstOn !== null && closureOf(closure) === null
  return (
    <Fieldset className="procedure-closure" legend={t('procedure.closure.title', { rank })}>
      <DayField
        label={t('procedure.closure.firstOn')}
        value={closure.firstOn}
        onChange={(firstOn) => onChange({ ...closure, firstOn })}
      />
      <DayField
        label={t('procedure.closure.lastOn')}
        value={closure.lastOn}
        error={isBackwards ? t('procedure.wrong.closure') : null}
        onChange={(lastOn) => onChange({ ...closure, lastOn })}
      />
      <TextInput
        label={t('procedure.closure.label')}
        maxLength={100}
        autoComplete="off"
        value={closure.label}
        onChange={(event) => onChange({ ...closure, label: event.currentTarget.value })}
      />
      <Button
        size="compact-sm"
        variant="subtle"
        color="red"
        leftSection={<IconTrash size={14} aria-hidden />}
        onClick={onRemove}
      >
        {t('procedure.closure.remove')}
      </Button>
    </Fieldset>
  )
}

import { Button, Checkbox, Fieldset, Input, NativeSelect, Radio, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { RHYTHMS, SCHEDULE_MODES } from '#domain/dunning/schedule.ts'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { LeaveGuard } from '#ui/leave-guard.tsx'
import { SavedFormFailure } from '#ui/saved-form-failure.tsx'
import { useSavedForm } from '#ui/use-saved-form.ts'
import { fetchSchedule, type Schedule, type ScheduleFields, saveSchedule } from '../schedule-contract.ts'
import {
  type ScheduleForm as Form,
  scheduleFieldsOf,
  scheduleFormOf,
  wrongFields,
} from './schedule-fields.ts'
import { scheduleKey, WEEKDAY_NAMES } from './use-schedule.ts'

// A form that is saved calls what proves its reading `updatedAt`; here it is a version.
function savedOf(schedule: Schedule) {
  return { ...schedule, updatedAt: schedule.version }
}

/** When reminders are made by themselves, what leaves, what keeps them back, and who is told. */
export function ScheduleSettings({ schedule }: { readonly schedule: Schedule }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { company } = schedule
  const mayEdit = useCapability('edit-procedure', company)
  const params = { code: company }
  const { save, ...editing } = useSavedForm<ReturnType<typeof savedOf>, Form, ScheduleFields>({
    read: savedOf(schedule),
    formOf: scheduleFormOf,
    save: async ({ updatedAt, ...fields }) =>
      savedOf(await ask(saveSchedule, { params, body: { ...fields, version: updatedAt } })),
    fetch: async () => savedOf(await ask(fetchSchedule, { params })),
    onSaved: ({ updatedAt: _, ...saved }) => client.setQueryData(scheduleKey(company), saved),
    saidSaved: t('schedule.saved'),
    refresh: () => client.invalidateQueries({ queryKey: ['reminders'] }),
  })
  const { form, set, isDirty } = editing
  const fields = scheduleFieldsOf(form)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (fields) save(fields)
  }
  const parts = { form, set, wrong: wrongFields(form) }
  return (
    <form className="schedule-settings" aria-label={t('schedule.settings')} onSubmit={submit} noValidate>
      <h2>{t('schedule.settings')}</h2>
      <ModeFields {...parts} />
      <RhythmFields {...parts} />
      <CareFields {...parts} />
      <SavedFormFailure editing={editing} reloadLabel={t('schedule.reload')} />
      <div className="settings-save">
        <span className="dimmed">{isDirty ? t('schedule.unsaved') : null}</span>
        <Button
          type="submit"
          loading={editing.isSaving}
          disabled={mayEdit.allowed && (!isDirty || fields === null)}
          {...whyDisabled(mayEdit)}
        >
          {t('save')}
        </Button>
      </div>
      <LeaveGuard isDirty={isDirty} />
    </form>
  )
}

interface FieldsProps {
  readonly form: Form
  readonly set: (change: Partial<Form>) => void
  readonly wrong: ReadonlySet<keyof Form>
}

const SENT_LEVELS = [1, 2, 3] as const

function ModeFields({ form, set, wrong }: FieldsProps) {
  const { t } = useTranslation()
  const levelsId = useId()
  return (
    <Fieldset legend={t('schedule.what')}>
      <Radio.Group
        aria-label={t('schedule.what')}
        value={form.mode}
        onChange={(value) => set({ mode: SCHEDULE_MODES.find((mode) => mode === value) ?? form.mode })}
      >
        {SCHEDULE_MODES.map((mode) => (
          <Radio
            key={mode}
            mt={8}
            value={mode}
            label={t(`schedule.mode.${mode}`)}
            description={t(`schedule.modeHint.${mode}`)}
          />
        ))}
      </Radio.Group>
      {form.mode === 'send' ? (
        <fieldset className="schedule-choices" aria-labelledby={levelsId}>
          <Input.Label id={levelsId} labelElement="div">
            {t('schedule.sentLevels')}
          </Input.Label>
          <div>
            {SENT_LEVELS.map((level) => (
              <Checkbox
                key={level}
                label={t('level.name', { level })}
                checked={form.sentLevels.includes(level)}
                onChange={() => set({ sentLevels: toggled(SENT_LEVELS, form.sentLevels, level) })}
              />
            ))}
          </div>
          <p className="dimmed">{t('schedule.sentLevelsHint')}</p>
          {wrong.has('sentLevels') ? <Input.Error>{t('schedule.wrong.sentLevels')}</Input.Error> : null}
        </fieldset>
      ) : null}
    </Fieldset>
  )
}

function toggled<Item>(all: readonly Item[], chosen: readonly Item[], one: Item): Item[] {
  return all.filter((item) => (item === one ? !chosen.includes(item) : chosen.includes(item)))
}

const WEEKDAYS: readonly number[] = WEEKDAY_NAMES.map((_, index) => index + 1)

function RhythmFields({ form, set, wrong }: FieldsProps) {
  const { t } = useTranslation()
  const daysId = useId()
  return (
    <Fieldset legend={t('schedule.when')}>
      <div className="schedule-row">
        <NativeSelect
          label={t('schedule.rhythm')}
          value={form.rhythm}
          data={RHYTHMS.map((rhythm) => ({ value: rhythm, label: t(`schedule.rhythms.${rhythm}`) }))}
          onChange={({ currentTarget: { value } }) =>
            set({ rhythm: RHYTHMS.find((rhythm) => rhythm === value) ?? form.rhythm })
          }
        />
        <TextInput
          label={t('schedule.at')}
          placeholder="08:30"
          autoComplete="off"
          maxLength={5}
          value={form.at}
          error={wrong.has('at') ? t('schedule.wrong.at') : null}
          onChange={(event) => set({ at: event.currentTarget.value })}
        />
      </div>
      {form.rhythm === 'month' ? (
        <TextInput
          className="schedule-short"
          label={t('schedule.monthDays')}
          description={t('schedule.monthDaysHint')}
          autoComplete="off"
          value={form.monthDays}
          error={wrong.has('monthDays') ? t('schedule.wrong.monthDays') : null}
          onChange={(event) => set({ monthDays: event.currentTarget.value })}
        />
      ) : (
        <fieldset className="schedule-choices" aria-labelledby={daysId}>
          <Input.Label id={daysId} labelElement="div">
            {t('schedule.weekdays')}
          </Input.Label>
          <div>
            {WEEKDAY_NAMES.map((name, index) => (
              <Checkbox
                key={name}
                label={t(`schedule.weekday.${name}`)}
                checked={form.weekdays.includes(index + 1)}
                onChange={() => set({ weekdays: toggled(WEEKDAYS, form.weekdays, index + 1) })}
              />
            ))}
          </div>
          {wrong.has('weekdays') ? <Input.Error>{t('schedule.wrong.weekdays')}</Input.Error> : null}
        </fieldset>
      )}
      <p className="dimmed">{t('schedule.openDaysHint')}</p>
    </Fieldset>
  )
}

const SUMMARY_LANGUAGES = ['fr', 'en'] as const
const CARES = ['mostBankDays', 'contactGapDays'] as const

function CareFields({ form, set, wrong }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <Fieldset legend={t('schedule.care')}>
      {CARES.map((field) => (
        <TextInput
          key={field}
          className="schedule-short"
          label={t(`schedule.${field}`)}
          description={t(`schedule.${field}Hint`)}
          inputMode="numeric"
          autoComplete="off"
          rightSection={<span className="dimmed">{t('schedule.days')}</span>}
          rightSectionWidth={52}
          value={form[field]}
          error={wrong.has(field) ? t(`schedule.wrong.${field}`) : null}
          onChange={(event) => set({ [field]: event.currentTarget.value })}
        />
      ))}
      <TextInput
        className="schedule-short"
        type="email"
        label={t('schedule.summaryTo')}
        description={t('schedule.summaryToHint')}
        autoComplete="off"
        value={form.summaryTo}
        error={wrong.has('summaryTo') ? t('schedule.wrong.summaryTo') : null}
        onChange={(event) => set({ summaryTo: event.currentTarget.value })}
      />
      {form.summaryTo.trim() === '' ? null : (
        <>
          <TextInput
            className="schedule-short"
            label={t('schedule.summaryAt')}
            description={t('schedule.summaryAtHint')}
            autoComplete="off"
            value={form.summaryAt}
            error={wrong.has('summaryAt') ? t('schedule.wrong.at') : null}
            onChange={(event) => set({ summaryAt: event.currentTarget.value })}
          />
          <NativeSelect
            className="schedule-short"
            label={t('schedule.summaryLanguage')}
            data={SUMMARY_LANGUAGES.map((value) => ({ value, label: t(`schedule.inLanguage.${value}`) }))}
            value={form.summaryLanguage}
            onChange={(event) =>
              set({ summaryLanguage: event.currentTarget.value as Form['summaryLanguage'] })
            }
          />
        </>
      )}
    </Fieldset>
  )
}

import { Button, Fieldset, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { procedureSteps } from '#domain/dunning/procedure-steps.ts'
import { LevelBadge } from '#ui/level-badge.tsx'
import { parseDays, readTimings, TIMING_FIELDS, type TimingForm } from './form-fields.tsx'

interface TimingFieldsProps {
  readonly timings: readonly TimingForm[]
  readonly onChange: (timings: readonly TimingForm[]) => void
}

/** The three numbers of days of each of the four letters. */
export function TimingFields({ timings, onChange }: TimingFieldsProps) {
  const { t } = useTranslation()
  const steps = procedureSteps(readTimings(timings))
  const change = (changed: TimingForm) =>
    onChange(timings.map((timing) => (timing.level === changed.level ? changed : timing)))
  return (
    <section className="procedure-levels" aria-labelledby="procedure-rhythm">
      <h2 id="procedure-rhythm">{t('procedure.rhythm')}</h2>
      <p className="dimmed">{t('procedure.rhythmHint')}</p>
      {timings.map((timing) => (
        <TimingRow
          key={timing.level}
          timing={timing}
          betterGapDays={steps.find(({ level }) => level === timing.level)?.betterGapDays ?? null}
          onChange={change}
        />
      ))}
    </section>
  )
}

interface TimingRowProps {
  readonly timing: TimingForm
  /** The gap to offer, where the one typed is shorter than the deadline of the letter before. */
  readonly betterGapDays: number | null
  readonly onChange: (timing: TimingForm) => void
}

function TimingRow({ timing, betterGapDays, onChange }: TimingRowProps) {
  const { t } = useTranslation()
  return (
    <Fieldset className="procedure-level" legend={<LevelBadge level={timing.level} />}>
      {TIMING_FIELDS.map((field) => (
        <TextInput
          key={field}
          label={t(`procedure.field.${field}`)}
          inputMode="numeric"
          autoComplete="off"
          rightSection={<span className="dimmed">{t('procedure.days')}</span>}
          rightSectionWidth={52}
          value={timing[field]}
          error={parseDays(field, timing[field]) === null ? t(`procedure.wrong.${field}`) : null}
          onChange={(event) => onChange({ ...timing, [field]: event.currentTarget.value })}
        />
      ))}
      {betterGapDays === null ? null : (
        <p className="procedure-warning procedure-gap">
          {t('procedure.shortGap', { level: timing.level, previous: timing.level - 1 })}{' '}
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => onChange({ ...timing, gapDays: String(betterGapDays) })}
          >
            {t('procedure.useGap', { count: betterGapDays })}
          </Button>
        </p>
      )}
    </Fieldset>
  )
}

import { Fieldset, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { LevelBadge } from '#ui/level-badge.tsx'
import { parseDays, TIMING_FIELDS, type TimingForm } from './form-fields.tsx'

interface TimingFieldsProps {
  readonly timings: readonly TimingForm[]
  readonly onChange: (timings: readonly TimingForm[]) => void
}

/** The three numbers of days of each of the four letters. */
export function TimingFields({ timings, onChange }: TimingFieldsProps) {
  const { t } = useTranslation()
  const change = (changed: TimingForm) =>
    onChange(timings.map((timing) => (timing.level === changed.level ? changed : timing)))
  return (
    <section className="procedure-levels" aria-labelledby="procedure-rhythm">
      <h2 id="procedure-rhythm">{t('procedure.rhythm')}</h2>
      <p className="dimmed">{t('procedure.rhythmHint')}</p>
      {timings.map((timing) => (
        <TimingRow key={timing.level} timing={timing} onChange={change} />
      ))}
    </section>
  )
}

interface TimingRowProps {
  readonly timing: TimingForm
  readonly onChange: (timing: TimingForm) => void
}

function TimingRow({ timing, onChange }: TimingRowProps) {
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
    </Fieldset>
  )
}

import { Checkbox, Fieldset, NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { MAX_DEADLINE_DAYS } from '#domain/dunning/procedure.ts'
import type { LevelSettings } from '#domain/letters/letter-text.ts'
import type { Variant } from '../contract.ts'

interface SettingsFieldsProps {
  readonly variant: Variant
  readonly settings: LevelSettings
  readonly onChange: (change: Partial<LevelSettings>) => void
}

const OPTIONS = ['showsPenalties', 'listsForInformation', 'printsQr'] as const

/** What the letters of the level show, in both languages and to every kind of client. */
export function SettingsFields({ variant, settings, onChange }: SettingsFieldsProps) {
  const { t } = useTranslation()
  return (
    <Fieldset className="level-settings" legend={t('letterTexts.settings.title', { level: variant.level })}>
      <p className="dimmed">{t('letterTexts.settings.hint')}</p>
      <NumberInput
        className="level-deadline"
        label={t('letterTexts.settings.deadlineDays')}
        description={t('letterTexts.settings.deadlineHint')}
        min={0}
        max={MAX_DEADLINE_DAYS}
        allowDecimal={false}
        clampBehavior="strict"
        suffix={` ${t('letterTexts.settings.days')}`}
        value={settings.deadlineDays}
        onChange={(value) => onChange({ deadlineDays: Number(value) || 0 })}
      />
      {OPTIONS.map((option) => (
        <Checkbox
          key={option}
          label={t(`letterTexts.settings.${option}`)}
          description={t(`letterTexts.settings.${option}Hint`)}
          checked={settings[option]}
          onChange={(event) => onChange({ [option]: event.currentTarget.checked })}
        />
      ))}
    </Fieldset>
  )
}

import { Fieldset, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { FRENCH_TIME_ZONES, timeZones } from '#domain/days-and-money/time-zone.ts'
import type { LetterheadEditing } from './use-letterhead.tsx'

/** Where the days of the company begin and end; the zones of French soil come first. */
export function ZoneField({ editing: { form, set } }: { readonly editing: LetterheadEditing }) {
  const { t } = useTranslation()
  const others = timeZones().slice(FRENCH_TIME_ZONES.length)
  return (
    <Fieldset className="letterhead-group" legend={t('letterhead.group.zone')}>
      <Select
        label={t('letterhead.field.timeZone')}
        description={t('letterhead.hint.timeZone')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        searchable
        allowDeselect={false}
        limit={60}
        comboboxProps={{ portalProps: { target: '#content' } }}
        data={[
          { group: t('letterhead.frenchZones'), items: [...FRENCH_TIME_ZONES] },
          { group: t('letterhead.otherZones'), items: others },
        ]}
        value={form.timeZone}
        onChange={(timeZone) => (timeZone === null ? undefined : set({ timeZone }))}
      />
    </Fieldset>
  )
}

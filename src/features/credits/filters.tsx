import { Button, NativeSelect } from '@mantine/core'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { CREDIT_STATES } from '#domain/receivable-lists.ts'
import { DayField } from '#ui/day-field.tsx'
import { TypedFilter } from '#ui/typed-filter.tsx'
import { type CreditsAddress, STATE_WORDS } from './list-address.ts'

interface FiltersProps {
  readonly address: CreditsAddress
  readonly onChange: (patch: CreditsAddress) => void
}

/** The filters; each is in the address, which is their only memory. */
export function CreditFiltersBar({ address, onChange }: FiltersProps) {
  const { t } = useTranslation()
  const states = CREDIT_STATES.map((state) => ({
    value: STATE_WORDS[state],
    label: t(`credits.states.${state}`),
  }))
  return (
    <search className="receivable-filters">
      <TypedFilter
        className="receivable-search"
        label={t('receivable.search')}
        placeholder={t('receivable.searchHint')}
        icon={<IconSearch size={16} aria-hidden />}
        value={address.q ?? ''}
        onChange={(q) => onChange({ q: q || undefined })}
      />
      <NativeSelect
        label={t('receivable.state')}
        data={[{ value: '', label: t('receivable.anyState') }, ...states]}
        value={address.etat ?? ''}
        onChange={(event) => onChange({ etat: event.currentTarget.value || undefined })}
      />
      <DayField
        label={t('receivable.from')}
        value={address.du ?? null}
        onChange={(day) => onChange({ du: day ?? undefined })}
      />
      <DayField
        label={t('receivable.to')}
        value={address.au ?? null}
        onChange={(day) => onChange({ au: day ?? undefined })}
      />
      {address.client ? (
        <Button
          variant="light"
          rightSection={<IconX size={14} aria-hidden />}
          aria-label={t('receivable.allCustomers')}
          onClick={() => onChange({ client: undefined })}
        >
          {t('receivable.ofCustomer')}
        </Button>
      ) : null}
    </search>
  )
}

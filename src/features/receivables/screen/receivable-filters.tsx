import { Button, NativeSelect } from '@mantine/core'
import { IconSearch, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { DayField } from '#ui/day-field.tsx'
import { TypedFilter } from '#ui/typed-filter.tsx'

/** What narrows a list of invoices, credit notes or payments, as its address spells it. */
export interface ReceivableAddress {
  readonly etat?: string | undefined
  readonly q?: string | undefined
  readonly du?: string | undefined
  readonly au?: string | undefined
  readonly client?: string | undefined
}

interface ReceivableFiltersProps {
  readonly address: ReceivableAddress
  readonly states: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (patch: ReceivableAddress) => void
  /** Filters of one list alone. */
  readonly children?: ReactNode
}

/** The filters of these lists; each is in the address, which is their only memory. */
export function ReceivableFilters({ address, states, onChange, children }: ReceivableFiltersProps) {
  const { t } = useTranslation()
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
      {children}
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

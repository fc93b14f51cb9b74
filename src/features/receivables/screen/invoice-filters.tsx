import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { LEVELS } from '#domain/dunning/levels.ts'
import { INVOICE_STATES } from '#domain/receivables/receivable-lists.ts'
import { ReceivableFilters } from '#ui/receivable-filters.tsx'
import { type InvoicesAddress, STATE_WORDS } from './invoice-list-address.ts'

interface FiltersProps {
  readonly address: InvoicesAddress
  readonly onChange: (patch: InvoicesAddress) => void
}

/** The filters of invoices: those of all such lists, and the level. */
export function InvoiceFiltersBar({ address, onChange }: FiltersProps) {
  const { t } = useTranslation()
  const states = INVOICE_STATES.map((state) => ({
    value: STATE_WORDS[state],
    label: t(`invoices.states.${state}`),
  }))
  const levels = LEVELS.map((level) => ({ value: String(level), label: t('level.name', { level }) }))
  return (
    <ReceivableFilters address={address} states={states} onChange={onChange}>
      <NativeSelect
        label={t('receivable.level')}
        data={[{ value: '', label: t('receivable.anyLevel') }, ...levels]}
        value={address.niveau ?? ''}
        onChange={(event) => onChange({ niveau: event.currentTarget.value || undefined })}
      />
    </ReceivableFilters>
  )
}

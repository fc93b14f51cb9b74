import { useTranslation } from 'react-i18next'
import { CREDIT_STATES } from '#domain/receivables/receivable-lists.ts'
import { ReceivableFilters } from '#ui/receivable-filters.tsx'
import { type CreditsAddress, STATE_WORDS } from './credit-list-address.ts'

interface FiltersProps {
  readonly address: CreditsAddress
  readonly onChange: (patch: CreditsAddress) => void
}

/** The filters of credit notes and payments. */
export function CreditFiltersBar({ address, onChange }: FiltersProps) {
  const { t } = useTranslation()
  const states = CREDIT_STATES.map((state) => ({
    value: STATE_WORDS[state],
    label: t(`credits.states.${state}`),
  }))
  return <ReceivableFilters address={address} states={states} onChange={onChange} />
}

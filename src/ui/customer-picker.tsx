import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerChoice } from '#features/receivables/invoice-contract.ts'
import { fetchCustomerChoices } from '#features/receivables/invoice-draft-contract.ts'
import { ask } from './ask.ts'

interface CustomerPickerProps {
  readonly company: string
  readonly value: CustomerChoice | null
  readonly onChange: (customer: CustomerChoice | null) => void
  readonly isDisabled?: boolean
}

/** A client of one company, looked for by code, name, town or invoice number. */
export function CustomerPicker({ company, value, onChange, isDisabled = false }: CustomerPickerProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [searched] = useDebouncedValue(text === labelOf(value) ? '' : text, 250)
  const { data } = useQuery({
    queryKey: ['customer-choices', company, searched],
    queryFn: ({ signal }) => ask(fetchCustomerChoices, { query: { company, text: searched } }, { signal }),
    placeholderData: keepPreviousData,
    enabled: company !== '',
  })
  const found = data?.choices ?? []
  const choices = value && !found.some(({ id }) => id === value.id) ? [value, ...found] : found
  return (
    <Select
      label={t('picker.customer')}
      placeholder={t('picker.customerHint')}
      required
      searchable
      disabled={isDisabled}
      nothingFoundMessage={t('picker.noCustomer')}
      data={choices.map((choice) => ({ value: String(choice.id), label: labelOf(choice) }))}
      filter={({ options }) => options}
      value={value === null ? null : String(value.id)}
      searchValue={text}
      onSearchChange={setText}
      onChange={(id) => onChange(choices.find((choice) => String(choice.id) === id) ?? null)}
      comboboxProps={{ withinPortal: true }}
    />
  )
}

function labelOf(choice: CustomerChoice | null): string {
  if (!choice) return ''
  return [choice.code, choice.name, choice.town].filter(Boolean).join(' · ')
}

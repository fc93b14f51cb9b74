import { Button, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useFormats } from '#ui/format.ts'
import { sayFailure } from '#ui/notices.tsx'
import type { CustomerItems, MovementRow } from '../contract.ts'
import { fetchPayerItems, fetchPayers } from '../contract.ts'
import { Reasons } from './movement-words.tsx'

interface FindCustomerProps {
  readonly movement: MovementRow
  readonly isFirst: boolean
  readonly chosen: readonly number[]
  readonly onFound: (customer: CustomerItems) => void
}

/** The customers proposed, or any other by name, code or invoice number. */
export function FindCustomer({ movement, isFirst, chosen, onFound }: FindCustomerProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text.trim(), 250)
  const { data } = useQuery({
    queryKey: ['bank', 'customers', movement.id, search],
    queryFn: () => ask(fetchPayers, { params: { id: movement.id }, query: { search } }),
    enabled: search !== '',
    placeholderData: keepPreviousData,
  })
  const take = (customerId: number) =>
    void ask(fetchPayerItems, { params: { id: movement.id, customerId } }).then((customer) => {
      setText('')
      onFound(customer)
    }, sayFailure)
  const proposed = search === '' && isFirst ? movement.proposals : []
  const found = search === '' ? [] : (data?.rows ?? [])
  return (
    <Stack gap="xs">
      <TextInput
        type="search"
        label={t(isFirst ? 'bank.findCustomer' : 'bank.addCustomer')}
        placeholder={t('bank.findCustomerHint')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
      />
      {proposed.map((one) => (
        <Button
          key={one.customerId}
          variant="default"
          justify="space-between"
          className="bank-choice"
          rightSection={<Reasons reasons={one.reasons} />}
          onClick={() => take(one.customerId)}
        >
          {one.name}
        </Button>
      ))}
      {found
        .filter(({ customerId }) => !chosen.includes(customerId))
        .map((one) => (
          <Button
            key={one.customerId}
            variant="default"
            justify="space-between"
            className="bank-choice"
            rightSection={
              <span className="figures">
                {t('bank.owes', { amount: format.money(one.openCents, movement.currency) })}
              </span>
            }
            onClick={() => take(one.customerId)}
          >
            {[one.name, one.code, one.town].filter((words) => words).join(' · ')}
          </Button>
        ))}
      {search !== '' && data && found.length === 0 ? (
        <p className="dimmed" role="status">
          {t('bank.noCustomer')}
        </p>
      ) : null}
    </Stack>
  )
}

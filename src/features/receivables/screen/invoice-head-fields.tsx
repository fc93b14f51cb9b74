import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { parseAmount } from '#domain/days-and-money/money.ts'
import { ask } from '#ui/ask.ts'
import { DayField } from '#ui/day-field.tsx'
import { useFormats } from '#ui/format.ts'
import { fetchNumberUses } from '../invoice-draft-contract.ts'
import { CustomerField } from './customer-field.tsx'
import { type DraftFields, withHead } from './invoice-draft-fields.ts'

interface HeadFieldsProps {
  readonly fields: DraftFields
  readonly setFields: (fields: DraftFields) => void
  readonly company: string
  readonly invoiceId: number | undefined
}

/** Client, number, date, amount: what the instalments follow from. */
export function HeadFields({ fields, setFields, company, invoiceId }: HeadFieldsProps) {
  const { t } = useTranslation()
  const warning = useNumberWarning(company, fields.number, invoiceId)
  const set = (change: Partial<DraftFields>) => setFields(withHead(fields, change))
  const isTotalWrong = fields.total.trim() !== '' && !parseAmount(fields.total)
  return (
    <>
      <CustomerField company={company} value={fields.customer} onChange={(customer) => set({ customer })} />
      <div className="receivable-form-row">
        <TextInput
          label={t('draft.number')}
          value={fields.number}
          maxLength={60}
          onChange={(event) => set({ number: event.currentTarget.value })}
          description={warning ? <span className="receivable-late">{warning}</span> : null}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
        />
        <DayField
          label={t('draft.issuedOn')}
          isRequired
          value={fields.issuedOn}
          onChange={(issuedOn) => set({ issuedOn })}
        />
      </div>
      <div className="receivable-form-row">
        <TextInput
          label={t('draft.total')}
          required
          inputMode="decimal"
          value={fields.total}
          error={isTotalWrong ? t('draft.totalWrong') : null}
          onChange={(event) => set({ total: event.currentTarget.value })}
        />
        <TextInput
          label={t('receivable.currency')}
          required
          maxLength={3}
          value={fields.currency}
          onChange={(event) => set({ currency: event.currentTarget.value.toUpperCase() })}
        />
      </div>
      <TextInput
        label={t('receivable.label')}
        maxLength={200}
        value={fields.label}
        onChange={(event) => set({ label: event.currentTarget.value })}
      />
    </>
  )
}

// Another invoice of the company bears this number: warned of, never refused, since the books may be right.
function useNumberWarning(company: string, number: string, except: number | undefined): string | null {
  const { t } = useTranslation()
  const format = useFormats()
  const [typed] = useDebouncedValue(number.trim(), 300)
  const { data } = useQuery({
    queryKey: ['receivables', 'number', company, typed, except],
    queryFn: () => ask(fetchNumberUses, { query: { company, number: typed, except } }),
    enabled: typed !== '' && company !== '',
  })
  const use = typed === '' ? undefined : data?.uses[0]
  if (!use) return null
  if (use.isDraft) return t('draft.numberTakenDraft', { customer: use.customer })
  return t('draft.numberTaken', {
    customer: use.customer,
    day: use.issuedOn ? format.day(use.issuedOn) : '–',
  })
}

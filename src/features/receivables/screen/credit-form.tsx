import { Alert, Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { decimalCents, parseAmount } from '#domain/days-and-money/money.ts'
import type { CreditFamily } from '#domain/receivables/receivable-lists.ts'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { DayField } from '#ui/day-field.tsx'
import { LeaveGuard } from '#ui/leave-guard.tsx'
import { say } from '#ui/notices.tsx'
import { refreshReceivables } from '#ui/refresh-receivables.ts'
import { useSession } from '#ui/session.ts'
import { messageOf } from '#ui/states.tsx'
import { createCredit } from '../credit-acts-contract.ts'
import type { NewCredit } from '../credit-contract.ts'
import type { CustomerChoice } from '../invoice-contract.ts'
import { CustomerField } from './customer-field.tsx'

/** An invoice that a credit note is about to correct. */
interface Corrected {
  readonly id: number
  readonly number: string | null
  readonly customer: Omit<CustomerChoice, 'town'>
  readonly currency: string
  readonly totalCents: number
  readonly openCents: number
}

interface CreditFormProps {
  readonly family: CreditFamily
  readonly company: string
  readonly corrected: Corrected | null
}

interface Fields {
  readonly customer: CustomerChoice | null
  readonly number: string
  readonly receivedOn: string | null
  readonly amount: string
  readonly currency: string
  readonly label: string
}

/** A credit note or a payment; saved, it is spread over what it settles. */
export function CreditForm({ family, company, corrected }: CreditFormProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { today } = useSession()
  const label = corrected?.number ? t('credits.correctsLabel', { number: corrected.number }) : ''
  const [first] = useState(() => firstFields(corrected, today, label))
  const [fields, setFields] = useState(first)
  const set = (change: Partial<Fields>) => setFields({ ...fields, ...change })
  const mayWrite = useCapability('allocate', company)
  const credit = readCredit(fields, family, corrected?.id ?? null)
  const create = useMutation({
    mutationFn: (credit: NewCredit) => ask(createCredit, { body: credit }),
    onSuccess: async ({ id }) => {
      say(t('credits.saved'))
      refreshReceivables(client)
      await navigate({ to: '/affectation', search: { credit: String(id) }, ignoreBlocker: true })
    },
  })
  return (
    <form
      className="receivable-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (credit) create.mutate(credit)
      }}
    >
      {corrected ? (
        <p>{t('credits.correctsNumber', { number: corrected.number ?? t('receivable.unnumbered') })}</p>
      ) : null}
      {corrected ? (
        <TextInput label={t('picker.customer')} readOnly value={fields.customer?.name ?? ''} />
      ) : (
        <CustomerField company={company} value={fields.customer} onChange={(customer) => set({ customer })} />
      )}
      <div className="receivable-form-row">
        <TextInput
          label={t('credits.number')}
          maxLength={60}
          value={fields.number}
          onChange={(event) => set({ number: event.currentTarget.value })}
        />
        <DayField
          label={t(`credits.receivedOn.${family}`)}
          isRequired
          value={fields.receivedOn}
          onChange={(receivedOn) => set({ receivedOn })}
        />
      </div>
      <div className="receivable-form-row">
        <TextInput
          label={t('credits.amount')}
          required
          inputMode="decimal"
          value={fields.amount}
          error={fields.amount.trim() !== '' && !parseAmount(fields.amount) ? t('draft.totalWrong') : null}
          onChange={(event) => set({ amount: event.currentTarget.value })}
        />
        <TextInput
          label={t('receivable.currency')}
          required
          maxLength={3}
          readOnly={corrected !== null}
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
      {create.error ? (
        <Alert color="red" role="alert" title={t('failure.title')}>
          {messageOf(create.error)}
        </Alert>
      ) : null}
      <div className="form-acts">
        <Button
          type="submit"
          loading={create.isPending}
          disabled={credit === null}
          {...whyDisabled(mayWrite)}
        >
          {t('credits.saveAndAllocate')}
        </Button>
      </div>
      <LeaveGuard isDirty={fields !== first && !create.isSuccess} />
    </form>
  )
}

// The whole of what is still open is what most corrections take off; the user may write less.
function firstFields(corrected: Corrected | null, today: string, label: string): Fields {
  if (!corrected) return { customer: null, number: '', receivedOn: today, amount: '', currency: 'EUR', label }
  const cents = corrected.openCents > 0 ? corrected.openCents : corrected.totalCents
  return {
    customer: { ...corrected.customer, town: null },
    number: '',
    receivedOn: today,
    amount: decimalCents(cents).replace('.', ','),
    currency: corrected.currency,
    label,
  }
}

function readCredit(
  fields: Fields,
  family: CreditFamily,
  correctsInvoiceId: number | null,
): NewCredit | null {
  const amountCents = parseAmount(fields.amount)
  const { customer, receivedOn, currency } = fields
  if (!customer || receivedOn === null || !amountCents || !/^[A-Z]{3}$/.test(currency)) return null
  return {
    customerId: customer.id,
    kind: family === 'payments' ? 'payment' : 'credit-note',
    number: fields.number.trim(),
    receivedOn,
    currency,
    amountCents,
    label: fields.label.trim(),
    correctsInvoiceId,
  }
}

import { Alert, Button, Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseAmount, typedAmount } from '#domain/days-and-money/money.ts'
import { CHANNELS, CUSTOMER_KINDS, LANGUAGES } from '#domain/people/parties.ts'
import { parsePaymentTerm } from '#domain/receivables/payment-terms.ts'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { LeaveGuard } from '#ui/leave-guard.tsx'
import { say } from '#ui/notices.tsx'
import { ApiError } from '#ui/request.ts'
import { messageOf } from '#ui/states.tsx'
import { type CustomerChange, type CustomerDetail, changeCustomer, fetchCustomer } from '../contract.ts'
import { ContactsFields } from './contacts-fields.tsx'

type Form = {
  readonly [Field in Exclude<keyof CustomerChange, 'creditLimitCents'>]-?: Exclude<
    CustomerChange[Field],
    undefined
  >
} & {
  /** As it is typed. */
  readonly creditLimit: string
}

/** Who the client is, corrected by hand; of two people saving at once the second is told. */
export function IdentityForm({ customer }: { readonly customer: CustomerDetail }) {
  const { t, i18n } = useTranslation()
  const language = i18n.language === 'en' ? 'en' : 'fr'
  const client = useQueryClient()
  const [form, setForm] = useState(() => formOf(customer, language))
  const set = (change: Partial<Form>) => setForm((current) => ({ ...current, ...change }))
  const isDirty = JSON.stringify(form) !== JSON.stringify(formOf(customer, language))
  const may = useCapability('edit-customer', customer.company)
  const put = (saved: CustomerDetail) => client.setQueryData(['customer', customer.id], saved)
  const save = useMutation({
    mutationFn: () => {
      const { creditLimit, ...rest } = form
      const body = { ...rest, creditLimitCents: limitOf(creditLimit) ?? null }
      return ask(changeCustomer, { params: { id: customer.id }, body })
    },
    onSuccess: (saved) => {
      put(saved)
      say(t('record.saved'))
      void client.invalidateQueries({ queryKey: ['customers'] })
    },
  })
  const reload = useMutation({
    mutationFn: () => ask(fetchCustomer, { params: { id: customer.id } }),
    onSuccess: put,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form className="record-form" onSubmit={submit} noValidate>
      <h2>{t('record.identity')}</h2>
      <IdentityFields form={form} set={set} />
      <AddressFields form={form} set={set} />
      <LetterFields form={form} set={set} companyTerm={customer.companyTerm} />
      <ContactsFields contacts={form.contacts} onChange={(contacts) => set({ contacts })} />
      {save.error ? (
        <Alert color="red" role="alert" title={t('failure.title')}>
          <p>{messageOf(save.error)}</p>
          {save.error instanceof ApiError && save.error.status === 409 ? (
            <Button variant="default" mt="sm" onClick={() => reload.mutate()}>
              {t('record.reload')}
            </Button>
          ) : null}
        </Alert>
      ) : null}
      <div className="record-save">
        <span className="dimmed">{isDirty ? t('record.unsaved') : null}</span>
        <Button
          type="submit"
          loading={save.isPending}
          disabled={!isDirty || !isTerm(form) || limitOf(form.creditLimit) === undefined}
          {...whyDisabled(may)}
        >
          {t('save')}
        </Button>
      </div>
      <LeaveGuard isDirty={isDirty} />
    </form>
  )
}

interface FieldsProps {
  readonly form: Form
  readonly set: (change: Partial<Form>) => void
}

function IdentityFields({ form, set }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <TextInput
        label={t('record.name')}
        required
        maxLength={100}
        value={form.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Select
        label={t('customer.kind')}
        allowDeselect={false}
        data={CUSTOMER_KINDS.map((kind) => ({ value: kind, label: t(`customer.kinds.${kind}`) }))}
        value={form.kind}
        onChange={(kind) => kind && set({ kind })}
      />
      <div className="record-pair">
        <TextInput
          label={t('record.siren')}
          maxLength={100}
          value={form.siren ?? ''}
          onChange={(event) => set({ siren: event.currentTarget.value })}
        />
        <TextInput
          label={t('record.vat')}
          maxLength={100}
          value={form.vatNumber ?? ''}
          onChange={(event) => set({ vatNumber: event.currentTarget.value })}
        />
      </div>
    </>
  )
}

function AddressFields({ form, set }: FieldsProps) {
  const { t } = useTranslation()
  const setLine = (index: number, text: string) =>
    set({ addressLines: form.addressLines.map((line, at) => (at === index ? text : line)) })
  return (
    <>
      {form.addressLines.map((line, index) => (
        <TextInput
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of an address have no other identity
          key={index}
          label={t('customer.addressLine', { number: index + 1 })}
          maxLength={100}
          value={line}
          onChange={(event) => setLine(index, event.currentTarget.value)}
        />
      ))}
      <div className="record-pair">
        {(['postcode', 'town', 'country', 'phone'] as const).map((field) => (
          <TextInput
            key={field}
            label={t(`customer.${field}`)}
            maxLength={100}
            value={form[field] ?? ''}
            onChange={(event) => set({ [field]: event.currentTarget.value })}
          />
        ))}
      </div>
      <TextInput
        label={t('customer.email')}
        type="email"
        value={form.email ?? ''}
        onChange={(event) => set({ email: event.currentTarget.value })}
      />
    </>
  )
}

function LetterFields({ form, set, companyTerm }: FieldsProps & { readonly companyTerm: string }) {
  const { t } = useTranslation()
  return (
    <>
      <div className="record-pair">
        <Select
          label={t('customer.language')}
          allowDeselect={false}
          data={LANGUAGES.map((value) => ({ value, label: t(`languages.${value}`) }))}
          value={form.language}
          onChange={(language) => language && set({ language })}
        />
        <Select
          label={t('record.channel')}
          allowDeselect={false}
          data={CHANNELS.map((value) => ({
            value,
            label: t(`record.channels.${value}`),
          }))}
          value={form.channel}
          onChange={(channel) => channel && set({ channel })}
        />
      </div>
      <TextInput
        label={t('record.term')}
        description={t('record.termHint', { term: companyTerm })}
        maxLength={100}
        value={form.paymentTerm ?? ''}
        error={isTerm(form) ? null : t('record.wrongTerm')}
        onChange={(event) => set({ paymentTerm: event.currentTarget.value })}
      />
      <TextInput
        label={t('record.creditLimit')}
        description={t('record.creditLimitHint')}
        inputMode="decimal"
        maxLength={20}
        rightSection="€"
        value={form.creditLimit}
        error={limitOf(form.creditLimit) === undefined ? t('record.wrongLimit') : null}
        onChange={(event) => set({ creditLimit: event.currentTarget.value })}
      />
    </>
  )
}

function isTerm({ paymentTerm }: Form): boolean {
  return !paymentTerm?.trim() || parsePaymentTerm(paymentTerm) !== null
}

/** Cents of the limit; null where there is none, undefined where what is typed is none. */
function limitOf(text: string): number | null | undefined {
  if (text.trim() === '') return null
  return parseAmount(text) || undefined
}

function formOf(customer: CustomerDetail, language: 'fr' | 'en'): Form {
  const { id, company, code, companyTerm, addressLines, creditLimitCents: limit, ...form } = customer
  const creditLimit = limit === null ? '' : typedAmount(limit, language).replace(/[.,]00$/, '')
  return {
    ...form,
    creditLimit,
    addressLines: [...addressLines, '', '', ''].slice(0, Math.max(3, addressLines.length)),
  }
}

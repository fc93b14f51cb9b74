import { Alert, Button, Drawer, Group, Select, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CUSTOMER_KINDS, hasPostalAddress } from '#domain/people/parties.ts'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { say } from '#ui/notices.tsx'
import { useReturnFocus } from '#ui/return-focus.ts'
import { Failure, messageOf, RowsSkeleton } from '#ui/states.tsx'
import { type CustomerDetail, changeCustomer, fetchCustomer } from '../contract.ts'

export interface CustomerDrawerProps {
  readonly customerId: number
  readonly onSaved: () => void
  readonly onClose: () => void
}

/** What a letter needs of a client, corrected by hand beside the list. */
export function CustomerDrawer({ customerId, onSaved, onClose }: CustomerDrawerProps) {
  const { t } = useTranslation()
  useReturnFocus()
  const { data, error, refetch } = useQuery({
    queryKey: ['customer', customerId],
    queryFn: () => ask(fetchCustomer, { params: { id: customerId } }),
  })
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      title={data ? `${data.code} · ${data.name}` : t('loading')}
      closeButtonProps={{ 'aria-label': t('close') }}
      // Its <header> would count as a second banner of the page.
      attributes={{ header: { role: 'presentation' } }}
    >
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <CustomerForm key={customerId} customer={data} onSaved={onSaved} onClose={onClose} />
      ) : error ? null : (
        <RowsSkeleton rows={6} height={44} />
      )}
    </Drawer>
  )
}

interface CustomerFormProps {
  readonly customer: CustomerDetail
  readonly onSaved: () => void
  readonly onClose: () => void
}

function CustomerForm({ customer, onSaved, onClose }: CustomerFormProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [form, setForm] = useState(() => formOf(customer))
  const save = useMutation({
    mutationFn: () => ask(changeCustomer, { params: { id: customer.id }, body: form }),
    onSuccess: (saved) => {
      client.setQueryData(['customer', customer.id], saved)
      say(t('customer.saved', { name: customer.name }))
      onSaved()
      onClose()
    },
  })
  const mayEdit = useCapability('edit-customer', customer.company)
  const set = (change: Partial<Form>) => setForm((current) => ({ ...current, ...change }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {hasPostalAddress(form) ? null : <Alert color="yellow">{t('customer.noAddress')}</Alert>}
        <AddressFields form={form} set={set} />
        <TextInput
          label={t('customer.email')}
          type="email"
          value={form.email ?? ''}
          onChange={(event) => set({ email: event.currentTarget.value })}
        />
        <TextInput
          label={t('customer.phone')}
          value={form.phone ?? ''}
          onChange={(event) => set({ phone: event.currentTarget.value })}
        />
        <KindFields form={form} set={set} />
        {save.error ? (
          <Alert color="red" role="alert">
            {messageOf(save.error)}
          </Alert>
        ) : null}
        <Group justify="flex-end" mt="sm">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} {...whyDisabled(mayEdit)}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

type Form = Pick<
  CustomerDetail,
  'updatedAt' | 'addressLines' | 'postcode' | 'town' | 'country' | 'email' | 'phone' | 'kind' | 'language'
>

interface FieldsProps {
  readonly form: Form
  readonly set: (change: Partial<Form>) => void
}

function AddressFields({ form, set }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      {[0, 1, 2].map((index) => (
        <TextInput
          key={index}
          label={t('customer.addressLine', { number: index + 1 })}
          maxLength={100}
          value={form.addressLines[index] ?? ''}
          onChange={(event) =>
            set({ addressLines: withLine(form.addressLines, index, event.currentTarget.value) })
          }
        />
      ))}
      <Group wrap="nowrap" align="flex-start">
        <TextInput
          w={120}
          label={t('customer.postcode')}
          value={form.postcode ?? ''}
          onChange={(event) => set({ postcode: event.currentTarget.value })}
        />
        <TextInput
          className="grow"
          label={t('customer.town')}
          value={form.town ?? ''}
          onChange={(event) => set({ town: event.currentTarget.value })}
        />
      </Group>
      <TextInput
        label={t('customer.country')}
        value={form.country ?? ''}
        onChange={(event) => set({ country: event.currentTarget.value })}
      />
    </>
  )
}

function KindFields({ form, set }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <Select
        label={t('customer.kind')}
        description={t(
          `customer.kindEffect.${form.kind === 'business' || form.kind === 'public' ? 'fees' : 'noFees'}`,
        )}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        allowDeselect={false}
        data={CUSTOMER_KINDS.map((kind) => ({ value: kind, label: t(`customer.kinds.${kind}`) }))}
        value={form.kind}
        onChange={(kind) => kind && set({ kind })}
      />
      <Select
        label={t('customer.language')}
        allowDeselect={false}
        data={[
          { value: 'fr' as const, label: t('languages.fr') },
          { value: 'en' as const, label: t('languages.en') },
        ]}
        value={form.language}
        onChange={(language) => language && set({ language })}
      />
    </>
  )
}

function formOf(customer: CustomerDetail): Form {
  const { updatedAt, addressLines, postcode, town, country, email, phone, kind, language } = customer
  return { updatedAt, addressLines, postcode, town, country, email, phone, kind, language }
}

function withLine(lines: readonly string[], index: number, text: string): string[] {
  const padded = [...lines, '', '', ''].slice(0, Math.max(3, lines.length))
  padded[index] = text
  return padded.map((line) => line.trimStart())
}

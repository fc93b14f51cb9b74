import { Checkbox, Stack, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ADDRESS_LIMIT, ADDRESS_PURPOSES } from '#domain/sending/channels.ts'
import { isEmailAddress } from '#domain/sending/email-address.ts'
import { type CustomerAddresses, changeAddresses, fetchAddresses } from '#features/outbox/contract.ts'
import { ask } from '#ui/ask.ts'
import { useCapability } from '#ui/capability.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { useFormats } from '#ui/format.ts'
import { say } from '#ui/notices.tsx'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import type { CustomerDetail } from '../contract.ts'

type Purpose = (typeof ADDRESS_PURPOSES)[number]

interface AddressesDialogProps {
  readonly customer: CustomerDetail
  readonly onClose: () => void
}

/** The e-mail addresses of a client by what they are for, and those that nobody is written to any more. */
export function AddressesDialog({ customer, onClose }: AddressesDialogProps) {
  const { t } = useTranslation()
  const may = useCapability('edit-customer', customer.company)
  const { data, error, refetch } = useQuery({
    queryKey: ['outbox', 'addresses', customer.id],
    queryFn: () => ask(fetchAddresses, { params: { id: customer.id } }),
    // Edits start from what is read when the dialog opens.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const Content = may.allowed ? AddressesForm : AddressesText
  return (
    <Dialog title={t('record.addresses.of', { name: customer.name })} size="lg" onClose={onClose}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RowsSkeleton rows={3} height={60} /> : null}
      {data ? <Content customer={customer} read={data} onClose={onClose} /> : null}
    </Dialog>
  )
}

interface ReadProps extends AddressesDialogProps {
  readonly read: CustomerAddresses
}

/** For those who may not change them. */
function AddressesText({ customer, read }: ReadProps) {
  const { t } = useTranslation()
  return (
    <Stack>
      <dl className="addresses-list">
        {ADDRESS_PURPOSES.map((purpose) => (
          <div key={purpose}>
            <dt>{t(`record.addresses.purpose.${purpose}`)}</dt>
            <dd>{addressesFor(read, purpose).join(', ') || t('record.addresses.none')}</dd>
          </div>
        ))}
      </dl>
      <StruckAddresses customer={customer} read={read} />
    </Stack>
  )
}

function AddressesForm({ customer, read, onClose }: ReadProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [texts, setTexts] = useState<Readonly<Record<Purpose, string>>>(() => ({
    reminders: addressesFor(read, 'reminders').join('\n'),
    copy: addressesFor(read, 'copy').join('\n'),
    invoices: addressesFor(read, 'invoices').join('\n'),
  }))
  const [restored, setRestored] = useState<readonly string[]>([])
  // What is wrong is told once one wishes to save, not while one types.
  const [isAsked, setAsked] = useState(false)
  const save = useMutation({
    mutationFn: () =>
      ask(changeAddresses, {
        params: { id: customer.id },
        body: {
          addresses: ADDRESS_PURPOSES.flatMap((purpose) =>
            addressesIn(texts[purpose]).map((address) => ({ purpose, address })),
          ),
          restored: [...restored],
        },
      }),
    onSuccess: () => {
      say(t('record.addresses.saved', { name: customer.name }))
      // Who is written to by e-mail may be another.
      void client.invalidateQueries({ queryKey: ['reminders'] })
      onClose()
    },
  })
  const problemOf = (purpose: Purpose): string | null => {
    const typed = addressesIn(texts[purpose])
    const wrong = typed.find((address) => !isEmailAddress(address))
    if (wrong !== undefined) return t('record.addresses.wrong', { address: wrong })
    return typed.length > ADDRESS_LIMIT ? t('record.addresses.tooMany', { limit: ADDRESS_LIMIT }) : null
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (ADDRESS_PURPOSES.every((purpose) => problemOf(purpose) === null)) save.mutate()
  }
  const tick = (address: string, isTicked: boolean) =>
    setRestored((current) => [...current.filter((one) => one !== address), ...(isTicked ? [address] : [])])
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <p className="dimmed">{t('record.addresses.hint', { limit: ADDRESS_LIMIT })}</p>
        {ADDRESS_PURPOSES.map((purpose) => (
          <Textarea
            key={purpose}
            label={t(`record.addresses.purpose.${purpose}`)}
            description={t(`record.addresses.effect.${purpose}`)}
            error={isAsked ? problemOf(purpose) : null}
            inputMode="email"
            autoComplete="off"
            spellCheck={false}
            autosize
            minRows={1}
            value={texts[purpose]}
            onChange={(event) => {
              const text = event.currentTarget.value
              setTexts((current) => ({ ...current, [purpose]: text }))
            }}
          />
        ))}
        <StruckAddresses customer={customer} read={read} restored={restored} onTick={tick} />
        <DialogEnd error={save.error} label={t('save')} isPending={save.isPending} onClose={onClose} />
      </Stack>
    </form>
  )
}

interface StruckProps {
  readonly customer: CustomerDetail
  readonly read: CustomerAddresses
  readonly restored?: readonly string[]
  /** Without it, they are only read. */
  readonly onTick?: (address: string, isTicked: boolean) => void
}

/** Which addresses are struck out, since when, in the words of the server that refused them. */
function StruckAddresses({ customer, read, restored = [], onTick }: StruckProps) {
  const { t } = useTranslation()
  const format = useFormats()
  if (read.struck.length === 0) return null
  return (
    <section aria-labelledby="struck-addresses">
      <h3 id="struck-addresses" className="addresses-title">
        {t('record.addresses.struck')}
      </h3>
      <p className="dimmed">{t('record.addresses.struckHint')}</p>
      <ul className="addresses-struck">
        {read.struck.map(({ address, reason, at }) => (
          <li key={address}>
            <strong>{address}</strong>
            <span>{t('record.addresses.since', { when: format.instant(at, customer.company) })}</span>
            <span className="dimmed">
              {t('record.addresses.server')} : {reason}
            </span>
            {onTick ? (
              <Checkbox
                label={t('record.addresses.restore')}
                aria-label={`${t('record.addresses.restore')} : ${address}`}
                checked={restored.includes(address)}
                onChange={(event) => onTick(address, event.currentTarget.checked)}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

function addressesFor({ addresses }: CustomerAddresses, purpose: Purpose): string[] {
  return addresses.filter((one) => one.purpose === purpose).map(({ address }) => address)
}

function addressesIn(text: string): string[] {
  return text.split(/[,;\s]+/).filter((address) => address !== '')
}

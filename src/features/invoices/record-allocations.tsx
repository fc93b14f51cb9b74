import { Anchor, Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import { UnallocateButton } from '#ui/unallocate-button.tsx'
import { WideTable } from '#ui/wide-table.tsx'
import type { InvoiceRecord } from './contract.ts'

/** What settled the invoice; what was cancelled stays, with who and why. */
export function RecordAllocations({ invoice }: { readonly invoice: InvoiceRecord }) {
  const { t } = useTranslation()
  if (invoice.allocations.length === 0)
    return (
      <section>
        <h2>{t('invoices.allocations')}</h2>
        <p className="dimmed">{t('invoices.noAllocation')}</p>
      </section>
    )
  return (
    <section>
      <h2>{t('invoices.allocations')}</h2>
      <WideTable label={t('invoices.allocations')} minWidth={680} isDense>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('invoices.column.issuedOn')}</Table.Th>
            <Table.Th>{t('invoices.what')}</Table.Th>
            <Table.Th>{t('invoices.originHead')}</Table.Th>
            <Table.Th className="amount">{t('invoices.amount')}</Table.Th>
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {invoice.allocations.map((allocation) => (
            <AllocationRow key={allocation.id} invoice={invoice} allocation={allocation} />
          ))}
        </Table.Tbody>
      </WideTable>
    </section>
  )
}

function AllocationRow(props: {
  readonly invoice: InvoiceRecord
  readonly allocation: InvoiceRecord['allocations'][number]
}) {
  const { t } = useTranslation()
  const format = useFormats()
  const { invoice, allocation } = props
  const { credit, cancelled } = allocation
  const amount = format.money(allocation.amountCents, invoice.currency)
  return (
    <Table.Tr className={cancelled ? 'record-cancelled' : ''}>
      <Table.Td className="figures">{credit?.receivedOn ? format.day(credit.receivedOn) : '–'}</Table.Td>
      <Table.Td>
        {credit ? <CreditName credit={credit} /> : t('invoices.settledByFile')}
        {cancelled ? <Cancelled cancelled={cancelled} /> : null}
      </Table.Td>
      <Table.Td>{t(`receivable.origin.${allocation.origin}`)}</Table.Td>
      <Table.Td className="amount">{amount}</Table.Td>
      <Table.Td className="amount">
        {cancelled ? null : (
          <UnallocateButton
            allocationId={allocation.id}
            amount={amount}
            company={invoice.company}
            isImported={allocation.origin !== 'manual' && allocation.origin !== 'statement'}
          />
        )}
      </Table.Td>
    </Table.Tr>
  )
}

type Credit = NonNullable<InvoiceRecord['allocations'][number]['credit']>

function CreditName({ credit }: { readonly credit: Credit }) {
  const { t } = useTranslation()
  return (
    <Anchor
      renderRoot={(props) => (
        <Link
          {...props}
          to={credit.kind === 'payment' ? '/reglements/$id' : '/avoirs/$id'}
          params={{ id: String(credit.id) }}
        />
      )}
    >
      {[t(`invoices.kind.${credit.kind}`), credit.number, credit.label].filter(Boolean).join(' · ')}
    </Anchor>
  )
}

type Cancellation = NonNullable<InvoiceRecord['allocations'][number]['cancelled']>

function Cancelled({ cancelled }: { readonly cancelled: Cancellation }) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <span className="dimmed">
      {' '}
      {t('receivable.cancelledBy', { name: cancelled.by, at: format.instant(cancelled.at) })}
      {cancelled.reason ? `. ${cancelled.reason}` : null}
    </span>
  )
}

import { Alert, Anchor, Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CreditFamily } from '#domain/receivable-lists.ts'
import { useFormats } from '#ui/format.ts'
import { fetchCreditRecord } from '#ui/receivables-api.ts'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { UnallocateButton } from '#ui/unallocate-button.tsx'
import { WideTable } from '#ui/wide-table.tsx'
import type { CreditRecord } from './contract.ts'
import { CreditActs } from './credit-acts.tsx'
import { CreditFacts } from './credit-facts.tsx'
import '#ui/receivables.css'

/** One credit note, with what it settles. */
export function CreditNoteRecordPage() {
  const { id } = useParams({ from: '/avoirs/$id' })
  return <CreditRecordPage id={Number(id)} family="credit-notes" />
}

/** One payment, with what it settles, and whether it came back. */
export function PaymentRecordPage() {
  const { id } = useParams({ from: '/reglements/$id' })
  return <CreditRecordPage id={Number(id)} family="payments" />
}

function CreditRecordPage({ id, family }: { readonly id: number; readonly family: CreditFamily }) {
  const { t } = useTranslation()
  const format = useFormats()
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery({
    queryKey: ['receivables', 'credit', id],
    queryFn: () => fetchCreditRecord(id),
  })
  const title = !data
    ? t('loading')
    : data.number
      ? t(`credits.${family}.record`, { number: data.number })
      : t(`credits.${family}.unnumbered`, { day: data.receivedOn ? format.day(data.receivedOn) : '–' })
  return (
    <>
      <ScreenHead
        title={title}
        trail={[t('nav.sales'), t(`credits.${family}.title`)]}
        onBack={() => void navigate({ to: family === 'payments' ? '/reglements' : '/avoirs' })}
      >
        {data ? <CreditActs credit={data} /> : null}
      </ScreenHead>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {data ? <Content credit={data} /> : error ? null : <RowsSkeleton rows={5} height={46} />}
    </>
  )
}

function Content({ credit }: { readonly credit: CreditRecord }) {
  return (
    <div className="record">
      <Returns credit={credit} />
      <CreditFacts credit={credit} />
      <Allocations credit={credit} />
    </div>
  )
}

function Returns({ credit }: { readonly credit: CreditRecord }) {
  const { t } = useTranslation()
  const format = useFormats()
  return credit.returns.map((one) => (
    <Alert key={one.id} color={one.takenBack ? 'gray' : 'red'} className="figures">
      <p>{t('credits.returnedLine', { day: format.day(one.returnedOn), reason: one.reason })}</p>
      {one.isBooked ? <p>{t('credits.booked')}</p> : null}
      {one.takenBack ? (
        <p className="dimmed">
          {t('credits.takenBackBy', { name: one.takenBack.by, at: format.instant(one.takenBack.at) })}
          {one.takenBack.reason ? `. ${one.takenBack.reason}` : null}
        </p>
      ) : null}
    </Alert>
  ))
}

function Allocations({ credit }: { readonly credit: CreditRecord }) {
  const { t } = useTranslation()
  if (credit.allocations.length === 0)
    return (
      <section>
        <h2>{t('credits.allocations')}</h2>
        <p className="dimmed">{t('credits.noAllocation')}</p>
      </section>
    )
  return (
    <section>
      <h2>{t('credits.allocations')}</h2>
      <WideTable label={t('credits.allocations')} minWidth={640} isDense>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('credits.invoice')}</Table.Th>
            <Table.Th>{t('credits.dueOn')}</Table.Th>
            <Table.Th>{t('invoices.originHead')}</Table.Th>
            <Table.Th className="amount">{t('invoices.amount')}</Table.Th>
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {credit.allocations.map((allocation) => (
            <AllocationRow key={allocation.id} credit={credit} allocation={allocation} />
          ))}
        </Table.Tbody>
      </WideTable>
    </section>
  )
}

function AllocationRow(props: {
  readonly credit: CreditRecord
  readonly allocation: CreditRecord['allocations'][number]
}) {
  const { t } = useTranslation()
  const format = useFormats()
  const { credit, allocation } = props
  const { invoice, cancelled } = allocation
  const amount = format.money(allocation.amountCents, credit.currency)
  return (
    <Table.Tr className={cancelled ? 'record-cancelled' : ''}>
      <Table.Td>
        <Anchor
          renderRoot={(link) => <Link {...link} to="/factures/$id" params={{ id: String(invoice.id) }} />}
        >
          {invoice.number ?? t('receivable.unnumbered')}
        </Anchor>
        {invoice.customer === credit.customer.name ? null : (
          <span className="dimmed"> {invoice.customer}</span>
        )}
        {cancelled ? (
          <span className="dimmed">
            {' '}
            {t('receivable.cancelledBy', { name: cancelled.by, at: format.instant(cancelled.at) })}
            {cancelled.reason ? `. ${cancelled.reason}` : null}
          </span>
        ) : null}
      </Table.Td>
      <Table.Td className="figures">
        {allocation.dueOn ? format.day(allocation.dueOn) : t('receivable.noDueDate')}
      </Table.Td>
      <Table.Td>{t(`receivable.origin.${allocation.origin}`)}</Table.Td>
      <Table.Td className="amount">{amount}</Table.Td>
      <Table.Td className="amount">
        {cancelled ? null : (
          <UnallocateButton
            allocationId={allocation.id}
            amount={amount}
            company={credit.company}
            isImported={allocation.origin !== 'manual' && allocation.origin !== 'statement'}
          />
        )}
      </Table.Td>
    </Table.Tr>
  )
}

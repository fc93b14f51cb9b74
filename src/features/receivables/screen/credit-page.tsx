import { Alert, Anchor, Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CreditFamily } from '#domain/receivables/receivable-lists.ts'
import { ask } from '#ui/ask.ts'
import { useFormats } from '#ui/format.ts'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { type CreditRecord, fetchCreditRecord } from '../credit-contract.ts'
import { CreditActs } from './credit-acts.tsx'
import { CreditFacts } from './credit-facts.tsx'
import { AllocationEnd, AllocationRow, RecordAllocations } from './record-allocations.tsx'
import './receivables.css'

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
    queryFn: () => ask(fetchCreditRecord, { params: { id } }),
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
          {t('credits.takenBackBy', {
            name: format.who(one.takenBack.by),
            at: format.instant(one.takenBack.at),
          })}
          {one.takenBack.reason ? `. ${one.takenBack.reason}` : null}
        </p>
      ) : null}
    </Alert>
  ))
}

function Allocations({ credit }: { readonly credit: CreditRecord }) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <RecordAllocations
      title={t('credits.allocations')}
      empty={t('credits.noAllocation')}
      headings={[t('credits.invoice'), t('credits.dueOn')]}
      minWidth={640}
    >
      {credit.allocations.map((allocation) => (
        <AllocationRow key={allocation.id} allocation={allocation} record={credit}>
          <Table.Td>
            <InvoiceName invoice={allocation.invoice} customer={credit.customer.name} />
            <AllocationEnd cancelled={allocation.cancelled} />
          </Table.Td>
          <Table.Td className="figures">
            {allocation.paysPenalties
              ? t('credits.penalties.what')
              : allocation.dueOn
                ? format.day(allocation.dueOn)
                : t('receivable.noDueDate')}
          </Table.Td>
        </AllocationRow>
      ))}
    </RecordAllocations>
  )
}

// Whose invoice it is, when it is not the client's whose credit this is.
function InvoiceName(props: {
  readonly invoice: CreditRecord['allocations'][number]['invoice']
  readonly customer: string
}) {
  const { t } = useTranslation()
  const { invoice, customer } = props
  return (
    <>
      <Anchor
        renderRoot={(link) => <Link {...link} to="/factures/$id" params={{ id: String(invoice.id) }} />}
      >
        {invoice.number ?? t('receivable.unnumbered')}
      </Anchor>
      {invoice.customer === customer ? null : <span className="dimmed"> {invoice.customer}</span>}
    </>
  )
}

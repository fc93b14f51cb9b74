import { Anchor, Button, Table } from '@mantine/core'
import { IconReceiptRefund } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { useFormats } from '#ui/format.ts'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { fetchInvoiceRecord, type InvoiceRecord } from '../invoice-contract.ts'
import { DraftForm } from './invoice-draft-form.tsx'
import { RecordFacts } from './invoice-facts.tsx'
import { RecordInstalments, RecordReminders } from './invoice-tables.tsx'
import { AllocationEnd, AllocationRow, RecordAllocations } from './record-allocations.tsx'
import './receivables.css'

/** One invoice: a draft to be corrected, or all there is to know of a final one. */
export function InvoiceRecordPage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/factures/$id' })
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery({
    queryKey: ['receivables', 'invoice', Number(id)],
    queryFn: () => ask(fetchInvoiceRecord, { params: { id: Number(id) } }),
  })
  return (
    <>
      <ScreenHead
        title={useTitle(data)}
        trail={[t('nav.sales'), t('invoices.title')]}
        onBack={() => void navigate({ to: '/factures' })}
      >
        {data && data.status === 'final' ? <CorrectButton invoice={data} /> : null}
      </ScreenHead>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {data ? <Content invoice={data} /> : error ? null : <RowsSkeleton rows={6} height={46} />}
    </>
  )
}

function useTitle(invoice: InvoiceRecord | undefined): string {
  const { t } = useTranslation()
  if (!invoice) return t('loading')
  const { number, status } = invoice
  if (status !== 'draft') return t('invoices.record', { number: number ?? t('receivable.unnumbered') })
  return number === null ? t('draft.edit') : t('draft.editNumber', { number })
}

function Content({ invoice }: { readonly invoice: InvoiceRecord }) {
  // Saved, the draft has another version: the form then starts anew from what is written.
  if (invoice.status === 'draft')
    return <DraftForm key={invoice.version} invoice={invoice} company={invoice.company} />
  return (
    <div className="record">
      <RecordFacts invoice={invoice} />
      <RecordInstalments invoice={invoice} />
      <InvoiceAllocations invoice={invoice} />
      <RecordReminders invoice={invoice} />
    </div>
  )
}

function CorrectButton({ invoice }: { readonly invoice: InvoiceRecord }) {
  const { t } = useTranslation()
  const mayWrite = useCapability('allocate', invoice.company)
  return (
    <Button
      variant="default"
      title={t('invoices.correctHint')}
      leftSection={<IconReceiptRefund size={16} aria-hidden />}
      renderRoot={(props) => (
        <Link {...props} to="/avoirs/nouveau" search={{ facture: String(invoice.id) }} />
      )}
      {...whyDisabled(mayWrite)}
    >
      {t('invoices.correct')}
    </Button>
  )
}

/** What settled the invoice; what was cancelled stays, with who and why. */
function InvoiceAllocations({ invoice }: { readonly invoice: InvoiceRecord }) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <RecordAllocations
      title={t('invoices.allocations')}
      empty={t('invoices.noAllocation')}
      headings={[t('invoices.column.issuedOn'), t('invoices.what')]}
      minWidth={680}
    >
      {invoice.allocations.map((allocation) => (
        <AllocationRow key={allocation.id} allocation={allocation} record={invoice}>
          <Table.Td className="figures">
            {allocation.credit?.receivedOn ? format.day(allocation.credit.receivedOn) : '–'}
          </Table.Td>
          <Table.Td>
            {allocation.credit ? <CreditName credit={allocation.credit} /> : t('invoices.settledByFile')}
            <AllocationEnd cancelled={allocation.cancelled} />
          </Table.Td>
        </AllocationRow>
      ))}
    </RecordAllocations>
  )
}

type Credit = NonNullable<InvoiceRecord['allocations'][number]['credit']>

function CreditName({ credit }: { readonly credit: Credit }) {
  const { t } = useTranslation()
  return (
    <>
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
      {credit.isNoted ? <span className="dimmed"> {t('receivable.noted')}</span> : null}
    </>
  )
}

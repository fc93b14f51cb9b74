import { Button, Group, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { useFormats } from '#ui/format.ts'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { fetchInvoice, type InvoiceDetail } from '../detail-contract.ts'
import { InvoicePenalties } from './invoice-penalties.tsx'
import { AllocationsTable, InstalmentsTable, RemindersTable } from './invoice-tables.tsx'

interface InvoiceModalProps {
  readonly invoiceId: number
  readonly on: string
  readonly onClose: () => void
}

/** The magnifier: « Détail de facture n° … — Montant à relancer : 240,00 € ». */
export function InvoiceModal({ invoiceId, on, onClose }: InvoiceModalProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const { data, error, refetch } = useQuery({
    queryKey: ['reminders', 'invoice', invoiceId, on],
    queryFn: () => ask(fetchInvoice, { params: { id: invoiceId }, query: { on } }),
  })
  const title = data
    ? t('invoice.title', {
        number: data.number ?? data.label ?? t('reminders.unnumbered'),
        amount: format.money(data.toRemindCents, data.currency),
      })
    : t('loading')
  return (
    <Dialog onClose={onClose} title={title} size="xl">
      <Stack>
        {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
        {data ? <Detail invoice={data} on={on} /> : error ? null : <RowsSkeleton rows={4} height={32} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('close')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

function Detail({ invoice, on }: { readonly invoice: InvoiceDetail; readonly on: string }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { source } = invoice
  const facts = [
    `${invoice.customer.code} ${invoice.customer.name}`,
    invoice.company,
    invoice.issuedOn ? t('reminders.issuedOn', { day: format.day(invoice.issuedOn) }) : '',
    t('invoice.total', { amount: format.money(invoice.totalCents, invoice.currency) }),
    invoice.isProvisional ? t('reminders.provisional') : '',
    source.fileName && invoice.documentName === null
      ? t('invoice.source', { file: source.fileName, line: source.line ?? '–' })
      : '',
  ]
  return (
    <>
      <p className="invoice-facts figures">{facts.filter((fact) => fact !== '').join(' · ')}</p>
      {invoice.documentName === null ? null : (
        <a href={`/api/invoices/${invoice.id}/document`} download>
          {t('invoice.document', { file: invoice.documentName })}
        </a>
      )}
      <InstalmentsTable invoice={invoice} />
      <AllocationsTable invoice={invoice} />
      <InvoicePenalties invoice={invoice} on={on} />
      <RemindersTable invoice={invoice} />
    </>
  )
}

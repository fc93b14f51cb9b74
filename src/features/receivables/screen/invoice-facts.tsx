import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { fetchStatusFile } from '#features/imports/kept-document-contract.ts'
import { addressOf } from '#ui/ask.ts'
import { useFormats } from '#ui/format.ts'
import type { InvoiceRecord } from '../invoice-contract.ts'
import { Fact } from './fact.tsx'

/** Who, when, how much, and where it comes from; then what holds its reminders. */
export function RecordFacts({ invoice }: { readonly invoice: InvoiceRecord }) {
  const { t } = useTranslation()
  const format = useFormats()
  const money = (cents: number) => format.money(cents, invoice.currency)
  return (
    <section aria-label={t('invoices.facts')}>
      <dl className="record-facts figures">
        <Fact name={t('picker.customer')}>
          <Anchor
            renderRoot={(props) => (
              <Link {...props} to="/clients/$id" params={{ id: String(invoice.customer.id) }} />
            )}
          >
            {invoice.customer.name}
          </Anchor>
          <span className="dimmed"> {invoice.customer.code}</span>
          <br />
          <Anchor
            renderRoot={(props) => (
              <Link {...props} to="/factures" search={{ client: String(invoice.customer.id) }} />
            )}
          >
            {t('invoices.seeCustomer')}
          </Anchor>
        </Fact>
        <Fact name={t('receivable.company')}>{invoice.company}</Fact>
        <Fact name={t('invoices.column.issuedOn')}>
          {invoice.issuedOn ? format.day(invoice.issuedOn) : '–'}
        </Fact>
        <Fact name={t('receivable.state')}>
          {t(`invoices.states.${invoice.state}`)}
          {invoice.isProvisional ? <span className="dimmed"> {t('receivable.provisional')}</span> : null}
        </Fact>
        <Fact name={t('invoices.column.total')}>{money(invoice.totalCents)}</Fact>
        <Fact name={t('invoices.column.open')}>
          <strong>{money(invoice.openCents)}</strong>
        </Fact>
        <Fact name={t('receivable.source')}>
          <Source invoice={invoice} />
        </Fact>
        <Extras invoice={invoice} />
      </dl>
    </section>
  )
}

function Source({ invoice }: { readonly invoice: InvoiceRecord }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { kind, fileName, line } = invoice.source
  return (
    <>
      {t(`receivable.sourceOf.${kind as 'fec'}`)}
      {fileName ? (
        <>
          <br />
          {line === null ? fileName : t('receivable.sourceLine', { file: fileName, line })}
        </>
      ) : null}
      <br />
      <span className="dimmed">
        {t('receivable.by', { name: format.who(invoice.createdBy), at: format.instant(invoice.createdAt) })}
      </span>
    </>
  )
}

function Extras({ invoice }: { readonly invoice: InvoiceRecord }) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <>
      {invoice.label ? <Fact name={t('receivable.labelHead')}>{invoice.label}</Fact> : null}
      {invoice.documents.length > 0 ? (
        <Fact name={t('invoices.documents')}>
          {invoice.documents.map((document) => (
            <Anchor
              key={document.id}
              display="block"
              href={`/api/invoices/${invoice.id}/document`}
              target="_blank"
              rel="noreferrer"
            >
              {document.fileName}
            </Anchor>
          ))}
        </Fact>
      ) : null}
      {invoice.statuses.length > 0 ? (
        <Fact name={t('invoices.statuses')}>
          {invoice.statuses.map((status) => (
            <span key={status.id} className="invoice-status">
              <span className="figures">{format.day(status.on)}</span>{' '}
              <Anchor href={addressOf(fetchStatusFile, { params: { id: status.id } })} download>
                {status.name}
              </Anchor>
              {status.reason ? <span className="dimmed"> {status.reason}</span> : null}
            </span>
          ))}
        </Fact>
      ) : null}
      {invoice.corrections.length > 0 ? (
        <Fact name={t('invoices.corrections')}>
          {invoice.corrections.map((credit) => (
            <Anchor
              key={credit.id}
              display="block"
              renderRoot={(props) => <Link {...props} to="/avoirs/$id" params={{ id: String(credit.id) }} />}
            >
              {credit.number ?? t('receivable.unnumbered')} (
              {format.money(credit.amountCents, invoice.currency)})
            </Anchor>
          ))}
        </Fact>
      ) : null}
      {invoice.blocks.length > 0 ? (
        <Fact name={t('invoices.blocks')}>
          {invoice.blocks.map((block) => (
            <span key={block.id} className="record-block">
              {t(`block.${block.kind as 'dispute'}`)}, {t(`invoices.blockScope.${block.scope}`)}
              {block.endsOn ? ` ${t('invoices.blockUntil', { day: format.day(block.endsOn) })}` : null}
              {block.reason ? <span className="dimmed"> {block.reason}</span> : null}
            </span>
          ))}
        </Fact>
      ) : null}
    </>
  )
}

import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { InvoiceSort } from '#domain/receivables/receivable-lists.ts'
import { useFormats } from '#ui/format.ts'
import { LevelBadge } from '#ui/level-badge.tsx'
import { useShowsCompany } from '#ui/shows-company.ts'
import type { Sorting } from '#ui/sort-head.tsx'
import { SortedRows } from '#ui/sorted-rows.tsx'
import { TablePart } from '#ui/table-part.tsx'
import type { InvoiceListRow } from '../invoice-contract.ts'

interface InvoiceRowsProps extends Sorting<InvoiceSort> {
  readonly rows: readonly InvoiceListRow[]
  readonly onEnd: () => void
}

const COLUMNS = ['issuedOn', 'number', 'customer', 'dueOn', 'state', 'level', 'total', 'open'] as const

/** The invoices, of which only those in sight exist. */
export function InvoiceRows({ rows, onEnd, ...sorting }: InvoiceRowsProps) {
  const { t } = useTranslation()
  const columns = COLUMNS.map((column) => ({
    key: column,
    label: t(`invoices.column.${column}`),
    sort: column === 'state' || column === 'level' ? null : column,
    isText: column === 'number' || column === 'customer',
    isAmount: column === 'total' || column === 'open',
  }))
  return (
    <SortedRows
      label={t('invoices.list')}
      lineClass="invoice-line"
      columns={columns}
      count={rows.length}
      keyOf={(index) => rows[index]?.id ?? index}
      onEnd={onEnd}
      render={(index) => {
        const invoice = rows[index]
        return invoice ? <InvoiceLine invoice={invoice} index={index} /> : null
      }}
      {...sorting}
    />
  )
}

function InvoiceLine({ invoice, index }: { readonly invoice: InvoiceListRow; readonly index: number }) {
  const { t } = useTranslation()
  const format = useFormats()
  const showsCompany = useShowsCompany()
  const label = (column: (typeof COLUMNS)[number]) => t(`invoices.column.${column}`)
  const money = (cents: number) => format.money(cents, invoice.currency)
  return (
    <TablePart as="row" className="receivable-line invoice-line" aria-rowindex={index + 2}>
      <TablePart as="cell" className="receivable-day figures" data-label={label('issuedOn')}>
        {invoice.issuedOn ? format.day(invoice.issuedOn) : '–'}
      </TablePart>
      <TablePart as="cell" className="receivable-number">
        <Anchor
          className="receivable-name"
          renderRoot={(props) => <Link {...props} to="/factures/$id" params={{ id: String(invoice.id) }} />}
        >
          {invoice.number ?? invoice.label ?? t('receivable.unnumbered')}
        </Anchor>
        {invoice.isProvisional ? <span className="dimmed">{t('receivable.provisional')}</span> : null}
      </TablePart>
      <TablePart as="cell" className="receivable-customer">
        <span className="receivable-name">{invoice.customer.name}</span>
        <span className="dimmed">
          {showsCompany ? `${invoice.customer.code} · ${invoice.company}` : invoice.customer.code}
        </span>
      </TablePart>
      <TablePart as="cell" className="receivable-due figures" data-label={label('dueOn')}>
        {invoice.dueOn ? format.day(invoice.dueOn) : t('receivable.noDueDate')}
        {invoice.instalments > 1 ? (
          <span className="dimmed">{t('receivable.parts', { count: invoice.instalments })}</span>
        ) : null}
      </TablePart>
      <TablePart as="cell" className="receivable-state">
        {t(`invoices.states.${invoice.state}`)}
        {invoice.daysLate > 0 ? (
          <span className="dimmed receivable-late">{t('receivable.late', { count: invoice.daysLate })}</span>
        ) : null}
      </TablePart>
      <TablePart as="cell" className="receivable-level">
        {invoice.level ? <LevelBadge level={invoice.level} /> : null}
      </TablePart>
      <TablePart as="cell" className="receivable-total amount" data-label={label('total')}>
        {money(invoice.totalCents)}
      </TablePart>
      <TablePart as="cell" className="receivable-open amount" data-label={label('open')}>
        <strong>{invoice.state === 'draft' ? '' : money(invoice.openCents)}</strong>
      </TablePart>
    </TablePart>
  )
}

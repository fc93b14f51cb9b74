import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { InvoiceSort } from '#domain/receivable-lists.ts'
import { useFormats } from '#ui/format.ts'
import { LevelBadge } from '#ui/level-badge.tsx'
import { useShowsCompany } from '#ui/shows-company.ts'
import { SortField } from '#ui/sort-field.tsx'
import { SortHead, type Sorting } from '#ui/sort-head.tsx'
import { TablePart } from '#ui/table-part.tsx'
import { VirtualRows } from '#ui/virtual-rows.tsx'
import type { InvoiceListRow } from './contract.ts'

interface InvoiceRowsProps extends Sorting<InvoiceSort> {
  readonly rows: readonly InvoiceListRow[]
  readonly onEnd: () => void
}

const COLUMNS = ['issuedOn', 'number', 'customer', 'dueOn', 'state', 'level', 'total', 'open'] as const
const SORTED = COLUMNS.filter((column) => column !== 'state' && column !== 'level')

/** The invoices, of which only those in sight exist. */
export function InvoiceRows({ rows, onEnd, ...sorting }: InvoiceRowsProps) {
  const { t } = useTranslation()
  return (
    <>
      <SortField
        columns={SORTED.map((column) => [column, t(`invoices.column.${column}`)] as const)}
        {...sorting}
      />
      <TablePart as="table" aria-label={t('invoices.list')} aria-rowcount={-1}>
        <TablePart as="rowgroup" className="receivable-head">
          <TablePart as="row" className="receivable-line invoice-line" aria-rowindex={1}>
            {COLUMNS.map((column) =>
              column === 'state' || column === 'level' ? (
                <TablePart key={column} as="columnheader">
                  {t(`invoices.column.${column}`)}
                </TablePart>
              ) : (
                <SortHead
                  key={column}
                  column={column}
                  label={t(`invoices.column.${column}`)}
                  className={column === 'total' || column === 'open' ? 'amount' : ''}
                  {...sorting}
                />
              ),
            )}
          </TablePart>
        </TablePart>
        <VirtualRows
          count={rows.length}
          keyOf={(index) => rows[index]?.id ?? index}
          estimate={50}
          onEnd={onEnd}
          render={(index) => {
            const invoice = rows[index]
            return invoice ? <InvoiceLine invoice={invoice} index={index} /> : null
          }}
        />
      </TablePart>
    </>
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

import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import type { OpenItem } from '../contract.ts'
import { FiguresTable } from './table.tsx'

interface ItemsTableProps {
  readonly label: string
  readonly items: { readonly currency: string; readonly count: number; readonly rows: readonly OpenItem[] }
}

/** The invoices that a figure is made of, the greatest first; says when not all are listed. */
export function ItemsTable({ label, items: { currency, count, rows } }: ItemsTableProps) {
  const { t } = useTranslation()
  const format = useFormats()
  if (rows.length === 0) return null
  return (
    <>
      <FiguresTable
        label={label}
        heads={[
          t('dashboard.customer'),
          // Before the rest: on a telephone the last columns are a swipe away.
          t('dashboard.open'),
          t('dashboard.invoice'),
          t('dashboard.dueOn'),
          t('dashboard.late'),
        ]}
        rows={rows.map((row) => ({
          key: String(row.invoiceId),
          cells: [
            <Link key="customer" to="/clients/$id" params={{ id: String(row.customerId) }}>
              {row.code} · {row.name}
            </Link>,
            format.money(row.openCents, currency),
            <Link key="invoice" to="/factures/$id" params={{ id: String(row.invoiceId) }}>
              {row.number ?? '–'}
            </Link>,
            row.dueOn ? format.day(row.dueOn) : '–',
            row.daysLate > 0 ? t('dashboard.lateOf', { count: row.daysLate }) : '–',
          ],
        }))}
      />
      {count > rows.length ? (
        <p className="dimmed">{t('dashboard.itemsListed', { count: rows.length })}</p>
      ) : null}
    </>
  )
}

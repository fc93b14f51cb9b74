import { Link } from '@tanstack/react-router'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import { LevelBadge } from '#ui/level-badge.tsx'
import { useShowsCompany } from '#ui/shows-company.ts'
import { SortField } from '#ui/sort-field.tsx'
import { SortHead, type Sorting } from '#ui/sort-head.tsx'
import { TablePart } from '#ui/table-part.tsx'
import { VirtualRows } from '#ui/virtual-rows.tsx'
import type { CustomerListRow, CustomerSortKey } from '../contract.ts'

interface CustomersTableProps extends Sorting<CustomerSortKey> {
  readonly rows: readonly CustomerListRow[]
  readonly onEnd: () => void
}

/** The columns and their widths; on a telephone, `customers.css` sets them below one another. */
const COLUMNS = [
  ['name', 'minmax(0, 1fr)'],
  ['balance', '140px'],
  ['overdue', '140px'],
  ['age', '170px'],
  ['level', '110px'],
  ['average', '120px'],
] as const satisfies readonly (readonly [CustomerSortKey, string])[]
const WIDTHS = { '--customers-columns': COLUMNS.map(([, width]) => width).join(' ') } as CSSProperties

/** What an address may sort the list by: each column, and the code. */
export const SORTED_BY: readonly CustomerSortKey[] = [...COLUMNS.map(([column]) => column), 'code']

/** The clients, of which only the rows in sight exist. */
export function CustomersTable({ rows, onEnd, ...sorting }: CustomersTableProps) {
  const { t } = useTranslation()
  return (
    <>
      <SortField
        columns={COLUMNS.map(([column]) => [column, t(`customers.column.${column}`)] as const)}
        {...sorting}
      />
      <TablePart as="table" aria-label={t('customers.label')} aria-rowcount={-1} style={WIDTHS}>
        <TablePart as="rowgroup" className="customers-head">
          <TablePart as="row" className="customers-line" aria-rowindex={1}>
            {COLUMNS.map(([column]) => (
              <SortHead
                key={column}
                column={column}
                label={t(`customers.column.${column}`)}
                isText={column === 'name'}
                {...(column === 'average' ? { hint: t('customers.averageHint') } : {})}
                className={`customers-${column}`}
                {...sorting}
              />
            ))}
          </TablePart>
        </TablePart>
        <VirtualRows
          count={rows.length}
          keyOf={(index) => `${rows[index]?.customerId}:${rows[index]?.currency}`}
          estimate={54}
          onEnd={onEnd}
          render={(index) => {
            const row = rows[index]
            return row ? <CustomerLine row={row} index={index} /> : null
          }}
        />
      </TablePart>
    </>
  )
}

function CustomerLine({ row, index }: { readonly row: CustomerListRow; readonly index: number }) {
  const { t } = useTranslation()
  const format = useFormats()
  const showsCompany = useShowsCompany()
  return (
    <TablePart as="row" className="customers-line" aria-rowindex={index + 2}>
      <TablePart as="cell" className="customers-name">
        <Link className="customers-link" to="/clients/$id" params={{ id: String(row.customerId) }}>
          {row.name}
        </Link>
        <span className="dimmed">
          {[row.code, [row.postcode, row.town].filter(Boolean).join(' '), showsCompany ? row.company : null]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {row.isBlocked ? (
          <span className="mark" data-tone="quiet">
            {t('customers.blocked')}
          </span>
        ) : null}
        {row.creditAlert === 'near' || row.creditAlert === 'over' ? (
          <span className="mark" data-tone="warning">
            {t(`customers.creditAlert.${row.creditAlert}`)}
          </span>
        ) : null}
        {row.hasAddress ? null : (
          <span className="mark" data-tone="warning">
            {t('customers.noAddress')}
          </span>
        )}
      </TablePart>
      <TablePart as="cell" className="customers-balance amount" data-label={t('customers.column.balance')}>
        <strong>{format.money(row.balanceCents, row.currency)}</strong>
      </TablePart>
      <TablePart as="cell" className="customers-overdue amount" data-label={t('customers.column.overdue')}>
        {row.overdueCents > 0 ? format.money(row.overdueCents, row.currency) : ''}
      </TablePart>
      <TablePart as="cell" className="customers-age figures">
        {row.oldestDueOn ? (
          <>
            {format.day(row.oldestDueOn)}{' '}
            <span className="dimmed">{t('customers.days', { count: row.daysLate })}</span>
          </>
        ) : null}
      </TablePart>
      <TablePart as="cell" className="customers-level">
        {row.level ? <LevelBadge level={row.level} /> : null}
      </TablePart>
      <TablePart as="cell" className="customers-average figures" data-label={t('customers.column.average')}>
        {row.averageDaysLate === null
          ? t('customers.noAverage')
          : t('customers.days', { count: row.averageDaysLate })}
      </TablePart>
    </TablePart>
  )
}

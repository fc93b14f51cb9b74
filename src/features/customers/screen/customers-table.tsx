import { Link } from '@tanstack/react-router'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { AGE_BANDS, type AgeBand } from '#domain/receivables/aged-balance.ts'
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
  /** What is open by age, in the place of what is late since when. */
  readonly isByAge: boolean
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
/** The same list by age. */
const AGE_COLUMNS = [
  ['name', 'minmax(0, 1fr)'],
  ['balance', '124px'],
  ...AGE_BANDS.map((band) => [band, '112px'] as const),
] as const satisfies readonly (readonly [CustomerSortKey, string])[]

/** What an address may sort the list by: each column, and the code. */
export const SORTED_BY: readonly CustomerSortKey[] = [
  ...COLUMNS.map(([column]) => column),
  ...AGE_BANDS,
  'code',
]

function isBand(column: CustomerSortKey): column is AgeBand {
  return AGE_BANDS.some((band) => band === column)
}

/** The clients, of which only the rows in sight exist. */
export function CustomersTable({ rows, isByAge, onEnd, ...sorting }: CustomersTableProps) {
  const { t } = useTranslation()
  const columns = isByAge ? AGE_COLUMNS : COLUMNS
  const widths = { '--customers-columns': columns.map(([, width]) => width).join(' ') } as CSSProperties
  const labelOf = (column: (typeof columns)[number][0]) =>
    isBand(column) ? t(`ages.${column}`) : t(`customers.column.${column}`)
  return (
    <>
      <SortField columns={columns.map(([column]) => [column, labelOf(column)] as const)} {...sorting} />
      <TablePart as="table" aria-label={t('customers.label')} aria-rowcount={-1} style={widths}>
        <TablePart as="rowgroup" className="customers-head">
          <TablePart as="row" className="customers-line" aria-rowindex={1}>
            {columns.map(([column]) => (
              <SortHead
                key={column}
                column={column}
                label={labelOf(column)}
                isText={column === 'name'}
                {...(column === 'average' ? { hint: t('customers.averageHint') } : {})}
                className={isBand(column) ? 'customers-band' : `customers-${column}`}
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
            return row ? <CustomerLine row={row} index={index} isByAge={isByAge} /> : null
          }}
        />
      </TablePart>
    </>
  )
}

interface CustomerLineProps {
  readonly row: CustomerListRow
  readonly index: number
  readonly isByAge: boolean
}

function CustomerLine({ row, index, isByAge }: CustomerLineProps) {
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
      {isByAge ? <AgeCells row={row} /> : <StateCells row={row} />}
    </TablePart>
  )
}

function AgeCells({ row }: Pick<CustomerLineProps, 'row'>) {
  const { t } = useTranslation()
  const format = useFormats()
  return AGE_BANDS.map((band) => (
    <TablePart as="cell" key={band} className="customers-band amount" data-label={t(`ages.${band}`)}>
      {row.ageCents[band] > 0 ? format.money(row.ageCents[band], row.currency) : ''}
    </TablePart>
  ))
}

function StateCells({ row }: Pick<CustomerLineProps, 'row'>) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <>
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
    </>
  )
}

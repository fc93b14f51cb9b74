import { Tooltip, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconInfoCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerSortKey } from '#domain/receivables/customer-sort.ts'
import { useFormats } from '#ui/format.ts'
import { LevelBadge } from '#ui/level-badge.tsx'
import { useShowsCompany } from '#ui/shows-company.ts'
import { SortField } from '#ui/sort-field.tsx'
import { TablePart } from '#ui/table-part.tsx'
import { VirtualRows } from '#ui/virtual-rows.tsx'
import type { CustomerListRow } from '../contract.ts'

interface CustomersTableProps {
  readonly rows: readonly CustomerListRow[]
  readonly sort: CustomerSortKey
  readonly direction: 'asc' | 'desc'
  readonly onSort: (sort: CustomerSortKey, direction?: 'asc' | 'desc') => void
  readonly onEnd: () => void
}

const COLUMNS = ['name', 'balance', 'overdue', 'age', 'level', 'average'] as const

/** The clients, of which only the rows in sight exist. */
export function CustomersTable({ rows, sort, direction, onSort, onEnd }: CustomersTableProps) {
  const { t } = useTranslation()
  return (
    <>
      <SortField
        columns={COLUMNS.map((column) => [column, t(`customers.column.${column}`)] as const)}
        sort={sort}
        direction={direction}
        onSort={onSort}
      />
      <TablePart as="table" aria-label={t('customers.label')} aria-rowcount={-1}>
        <TablePart as="rowgroup" className="customers-head">
          <TablePart as="row" className="customers-line" aria-rowindex={1}>
            {COLUMNS.map((column) => {
              const arrow = sort === column ? <Arrow direction={direction} /> : null
              return (
                <TablePart
                  key={column}
                  as="columnheader"
                  className={`customers-${column}`}
                  aria-sort={sort === column ? (direction === 'asc' ? 'ascending' : 'descending') : undefined}
                >
                  {column === 'average' ? (
                    <AverageHead arrow={arrow} onSort={() => onSort('average')} />
                  ) : (
                    <UnstyledButton className="customers-sort" onClick={() => onSort(column)}>
                      {t(`customers.column.${column}`)}
                      {arrow}
                    </UnstyledButton>
                  )}
                </TablePart>
              )
            })}
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

function Arrow({ direction }: { readonly direction: 'asc' | 'desc' }) {
  const Icon = direction === 'asc' ? IconArrowUp : IconArrowDown
  return <Icon size={14} aria-hidden />
}

// What the figure counts is said where it stands.
function AverageHead({ arrow, onSort }: { readonly arrow: ReactNode; readonly onSort: () => void }) {
  const { t } = useTranslation()
  return (
    <Tooltip
      label={t('customers.averageHint')}
      multiline
      w={320}
      withArrow
      events={{ hover: true, focus: true, touch: true }}
    >
      <UnstyledButton
        className="customers-sort"
        onClick={onSort}
        aria-label={`${t('customers.column.average')} – ${t('customers.averageHint')}`}
      >
        {t('customers.column.average')}
        <IconInfoCircle size={14} aria-hidden />
        {arrow}
      </UnstyledButton>
    </Tooltip>
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

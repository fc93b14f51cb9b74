import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TickState } from '#domain/dunning/selection.ts'
import { TablePart } from '#ui/table-part.tsx'
import { Tick } from '#ui/tick.tsx'
import type { SortKey } from '../contract.ts'

export interface GridSort {
  readonly sort: SortKey
  readonly direction: 'asc' | 'desc'
  readonly onSort: (sort: SortKey, direction: 'asc' | 'desc') => void
}

interface GridHeadProps extends GridSort {
  readonly tick: TickState
  readonly onTickAll: (ticked: boolean) => void
}

/** Column heads: the box that ticks all, and a sort under each word. */
export function GridHead({ tick, onTickAll, ...order }: GridHeadProps) {
  const { t } = useTranslation()
  return (
    <TablePart as="rowgroup" className="grid-head">
      <TablePart as="row" className="line" aria-rowindex={1}>
        <TablePart as="columnheader" className="cell-tick">
          <Tick state={tick} label={t('reminders.tickAll')} onTick={onTickAll} />
        </TablePart>
        <TablePart as="columnheader" className="cell-fold">
          <VisuallyHidden>{t('reminders.column.fold')}</VisuallyHidden>
        </TablePart>
        <SortHead column="name" className="cell-name" {...order} />
        <SortHead column="level" className="cell-level" {...order} />
        <SortHead column="age" className="cell-due" {...order} />
        <SortHead column="amount" className="cell-amount" {...order} />
        <TablePart as="columnheader" className="cell-menu">
          <VisuallyHidden>{t('reminders.column.menu')}</VisuallyHidden>
        </TablePart>
      </TablePart>
    </TablePart>
  )
}

// The first click on a figure shows the largest first: the oldest debts, the highest level.
function SortHead({
  column,
  className,
  sort,
  direction,
  onSort,
}: { column: SortKey; className: string } & GridSort) {
  const { t } = useTranslation()
  const isSorted = sort === column
  const next = isSorted ? (direction === 'asc' ? 'desc' : 'asc') : column === 'name' ? 'asc' : 'desc'
  const Arrow = direction === 'asc' ? IconArrowUp : IconArrowDown
  return (
    <TablePart
      as="columnheader"
      className={className}
      aria-sort={isSorted ? (direction === 'asc' ? 'ascending' : 'descending') : 'none'}
    >
      <UnstyledButton className="sort-button" onClick={() => onSort(column, next)}>
        {t(`reminders.column.${column}`)}
        {isSorted ? <Arrow size={14} aria-hidden /> : null}
      </UnstyledButton>
    </TablePart>
  )
}

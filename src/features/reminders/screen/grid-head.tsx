import { VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TickState } from '#domain/dunning/selection.ts'
import { SortHead, type Sorting } from '#ui/sort-head.tsx'
import { TablePart } from '#ui/table-part.tsx'
import { Tick } from '#ui/tick.tsx'
import type { SortKey } from '../contract.ts'

interface GridHeadProps extends Sorting<SortKey> {
  readonly tick: TickState
  readonly onTickAll: (ticked: boolean) => void
}

/** Column heads: the box that ticks all, and a sort under each word. */
export function GridHead({ tick, onTickAll, ...order }: GridHeadProps) {
  const { t } = useTranslation()
  const sortHead = (column: SortKey, className: string) => (
    <SortHead
      column={column}
      label={t(`reminders.column.${column}`)}
      isText={column === 'name'}
      className={className}
      {...order}
    />
  )
  return (
    <TablePart as="rowgroup" className="grid-head">
      <TablePart as="row" className="line" aria-rowindex={1}>
        <TablePart as="columnheader" className="cell-tick">
          <Tick state={tick} label={t('reminders.tickAll')} onTick={onTickAll} />
        </TablePart>
        <TablePart as="columnheader" className="cell-fold">
          <VisuallyHidden>{t('reminders.column.fold')}</VisuallyHidden>
        </TablePart>
        {sortHead('name', 'cell-name')}
        {sortHead('level', 'cell-level')}
        {sortHead('age', 'cell-due')}
        {sortHead('amount', 'cell-amount')}
        <TablePart as="columnheader" className="cell-menu">
          <VisuallyHidden>{t('reminders.column.menu')}</VisuallyHidden>
        </TablePart>
      </TablePart>
    </TablePart>
  )
}

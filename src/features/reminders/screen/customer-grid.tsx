import { VisuallyHidden } from '@mantine/core'
import { type UseQueryResult, useQueries } from '@tanstack/react-query'
import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { customerTick, isInvoiceTicked, type TickState } from '#domain/dunning/selection.ts'
import { LATE_BANDS } from '#domain/receivables/aged-balance.ts'
import { SortField } from '#ui/sort-field.tsx'
import { SortHead, type Sorting } from '#ui/sort-head.tsx'
import { TablePart } from '#ui/table-part.tsx'
import { Tick } from '#ui/tick.tsx'
import { VirtualRows, type VirtualRowsHandle } from '#ui/virtual-rows.tsx'
import type { CustomerRow, InvoiceRow, SortKey } from '../contract.ts'
import { CustomerLine } from './customer-line.tsx'
import { type GridItem, gridItems, type UnfoldedInvoices } from './grid-items.ts'
import { type GridCommand, gridCommand } from './grid-keys.ts'
import { InvoiceLine, type InvoiceLineActions } from './invoice-line.tsx'
import { invoicesQuery } from './queries.tsx'
import type { Ticks } from './use-ticks.tsx'
import './customer-grid.css'

export interface CustomerGridProps extends Sorting<SortKey> {
  readonly rows: readonly CustomerRow[]
  /** Clients of the whole list, loaded or not; undefined until the totals arrive. */
  readonly total: number | undefined
  readonly on: string
  readonly ticks: Ticks
  readonly showsCompany: boolean
  /** The amounts by age, in the place of the oldest due date. */
  readonly isByAge: boolean
  readonly onEnd: () => void
  readonly onTickAll: (ticked: boolean) => void
  readonly actions: Omit<InvoiceLineActions, 'fold'>
}

/** The clients to remind, as a tree of clients and invoices driven by the keyboard. */
export function CustomerGrid(props: CustomerGridProps) {
  const { t } = useTranslation()
  const { rows, ticks, on } = props
  const { items, fold } = useUnfolded(rows, on)
  const actions = useMemo(() => ({ ...props.actions, fold }), [props.actions, fold])
  const keyboard = useGridKeyboard(items, (command, item) => run(command, item, actions, ticks))
  const keyOf = useCallback((index: number) => items[index]?.key ?? index, [items])
  const order = { sort: props.sort, direction: props.direction, onSort: props.onSort }
  const nameOf = useColumnNames()
  const columns = props.isByAge ? AGE_COLUMNS : COLUMNS
  return (
    <>
      <SortField columns={columns.map((column) => [column, nameOf(column)] as const)} {...order} />
      <TablePart
        as="treegrid"
        aria-label={t('reminders.gridLabel')}
        aria-rowcount={props.total === undefined ? -1 : props.total + 1}
        aria-multiselectable="true"
        className="customer-grid"
        data-by-age={props.isByAge || undefined}
        onKeyDown={keyboard.onKeyDown}
        onFocus={keyboard.onFocus}
      >
        <GridHead tick={allTick(ticks)} onTickAll={props.onTickAll} columns={columns} {...order} />
        <VirtualRows
          count={items.length}
          keyOf={keyOf}
          estimate={58}
          onEnd={props.onEnd}
          handle={keyboard.rows}
          render={(index) => {
            const item = items[index]
            if (!item) return null
            const isActive = keyboard.active === item.key || (keyboard.active === null && index === 0)
            const line = { index, isActive, actions }
            return (
              <Line
                item={item}
                line={line}
                ticks={ticks}
                showsCompany={props.showsCompany}
                isByAge={props.isByAge}
              />
            )
          }}
        />
      </TablePart>
    </>
  )
}

/** What the heads sort by, from left to right. */
const COLUMNS: readonly SortKey[] = ['name', 'level', 'age', 'amount']
const AGE_COLUMNS: readonly SortKey[] = ['name', 'level', ...LATE_BANDS, 'amount']
const CELLS: Readonly<Record<'name' | 'level' | 'age' | 'amount', string>> = {
  name: 'cell-name',
  level: 'cell-level',
  age: 'cell-due',
  amount: 'cell-amount',
}

interface LineProps {
  readonly item: GridItem
  readonly line: { readonly index: number; readonly isActive: boolean; readonly actions: InvoiceLineActions }
  readonly ticks: Ticks
  readonly showsCompany: boolean
  readonly isByAge: boolean
}

function Line({ item, line, ticks, showsCompany, isByAge }: LineProps) {
  const { t } = useTranslation()
  if (item.kind === 'customer') {
    const tick = customerTick(ticks.selection, { ...item.row, customer: item.key })
    return (
      <CustomerLine
        row={item.row}
        isUnfolded={item.isUnfolded}
        tick={tick}
        showsCompany={showsCompany}
        isByAge={isByAge}
        {...line}
      />
    )
  }
  if (item.kind === 'invoice')
    return (
      <InvoiceLine
        row={item.row}
        invoice={item.invoice}
        lineKey={item.key}
        isTicked={isTicked(ticks, item.row, item.invoice)}
        {...line}
      />
    )
  return (
    <TablePart as="row" tabIndex={-1} className="line wait-line" data-line={item.key} aria-level={2}>
      <TablePart as="gridcell">{t(item.kind === 'wait' ? 'loading' : 'reminders.invoicesFailed')}</TablePart>
    </TablePart>
  )
}

function isTicked(ticks: Ticks, row: CustomerRow, invoice: { id: number; isAdvised: boolean }): boolean {
  return isInvoiceTicked(ticks.selection, { ...invoice, customer: row.key })
}

function allTick({ selection }: Ticks): TickState {
  const hasExceptions =
    Object.keys(selection.customers).length > 0 || Object.keys(selection.invoices).length > 0
  if (selection.base === 'all' && !hasExceptions) return 'ticked'
  return selection.base === 'none' && !hasExceptions ? 'unticked' : 'partial'
}

function run(command: GridCommand, item: GridItem, actions: InvoiceLineActions, ticks: Ticks): void {
  const { row } = item
  const invoice = item.kind === 'invoice' ? item.invoice : undefined
  if (command.kind === 'fold' || command.kind === 'unfold') actions.fold(row)
  if (command.kind === 'open' && invoice) actions.openInvoice(invoice.id)
  if (command.kind === 'level') actions.setLevel(row, command.level, invoice?.id)
  if (command.kind === 'tick') {
    if (invoice) actions.tickInvoice(row, invoice.id, !isTicked(ticks, row, invoice))
    else actions.tickCustomer(row, customerTick(ticks.selection, { ...row, customer: row.key }) !== 'ticked')
  }
}

function useUnfolded(rows: readonly CustomerRow[], on: string) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const shown = useMemo(() => rows.filter((row) => open.has(row.key)), [rows, open])
  // Stable, so that the lines are made again only when an answer changes.
  const combine = useCallback(
    (answers: readonly UseQueryResult<InvoiceRow[]>[]) =>
      new Map(shown.map((row, index) => [row.key, invoicesOf(answers[index])])),
    [shown],
  )
  const unfolded = useQueries({ queries: shown.map((row) => invoicesQuery(row, on)), combine })
  const fold = useCallback((row: CustomerRow) => {
    setOpen((current) => {
      const next = new Set(current)
      if (!next.delete(row.key)) next.add(row.key)
      return next
    })
  }, [])
  return { items: useMemo(() => gridItems(rows, unfolded), [rows, unfolded]), fold }
}

function invoicesOf(answer: UseQueryResult<InvoiceRow[]> | undefined): UnfoldedInvoices {
  return answer?.data ?? (answer?.isError ? 'failed' : 'wait')
}

/** Roving focus: one line is in the tab order, the arrows choose which. */
function useGridKeyboard(
  items: readonly GridItem[],
  onCommand: (command: GridCommand, item: GridItem) => void,
) {
  const [active, setActive] = useState<string | null>(null)
  const rows = useRef<VirtualRowsHandle>(null)

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const target = event.target as HTMLElement
    const line = target.closest<HTMLElement>('[data-line]')
    // Menus are drawn elsewhere but bubble here; modified keys belong to the browser.
    if (!line || !event.currentTarget.contains(target)) return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const isOnControl = target !== line
    if (isOnControl && (event.key === ' ' || event.key === 'Enter')) return
    const index = items.findIndex((item) => item.key === line.dataset.line)
    const command = gridCommand(event.key, items, index)
    const item = items[index]
    if (!command || !item) return
    event.preventDefault()
    if (command.kind === 'move') moveTo(command.to)
    else onCommand(command, item)
  }

  function moveTo(index: number) {
    const key = items[index]?.key
    if (key === undefined) return
    setActive(key)
    rows.current?.scrollTo(index)
    focusLine(key)
  }

  function onFocus(event: { target: EventTarget }) {
    const line = (event.target as HTMLElement).closest<HTMLElement>('[data-line]')
    if (line?.dataset.line) setActive(line.dataset.line)
  }

  return { active, rows, onKeyDown, onFocus }
}

// A line far away exists only once it has been scrolled to: a few frames later.
function focusLine(key: string, attempts = 10): void {
  const line = document.querySelector<HTMLElement>(`[data-line="${CSS.escape(key)}"]`)
  if (line) line.focus({ preventScroll: true })
  else if (attempts > 0) requestAnimationFrame(() => focusLine(key, attempts - 1))
}

interface GridHeadProps extends Sorting<SortKey> {
  readonly tick: TickState
  readonly columns: readonly SortKey[]
  readonly onTickAll: (ticked: boolean) => void
}

/** Column heads: the box that ticks all, and a sort under each word. */
function GridHead({ tick, columns, onTickAll, ...order }: GridHeadProps) {
  const { t } = useTranslation()
  const nameOf = useColumnNames()
  return (
    <TablePart as="rowgroup" className="grid-head">
      <TablePart as="row" className="line" aria-rowindex={1}>
        <TablePart as="columnheader" className="cell-tick">
          <Tick state={tick} label={t('reminders.tickAll')} onTick={onTickAll} />
        </TablePart>
        <TablePart as="columnheader" className="cell-fold">
          <VisuallyHidden>{t('reminders.column.fold')}</VisuallyHidden>
        </TablePart>
        {columns.map((column) => (
          <SortHead
            key={column}
            column={column}
            label={nameOf(column)}
            isText={column === 'name'}
            className={isLateBand(column) ? 'cell-band' : CELLS[column]}
            {...order}
          />
        ))}
        <TablePart as="columnheader" className="cell-menu">
          <VisuallyHidden>{t('reminders.column.menu')}</VisuallyHidden>
        </TablePart>
      </TablePart>
    </TablePart>
  )
}

function isLateBand(column: SortKey): column is (typeof LATE_BANDS)[number] {
  return LATE_BANDS.some((band) => band === column)
}

/** The name of a column; what is due on the day itself is in the first of the ages. */
function useColumnNames(): (column: SortKey) => string {
  const { t } = useTranslation()
  return (column) =>
    isLateBand(column) && column !== 'to30' ? t(`ages.${column}`) : t(`reminders.column.${column}`)
}

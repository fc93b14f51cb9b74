import type { ReactNode } from 'react'
import { SortField } from './sort-field.tsx'
import { SortHead, type Sorting } from './sort-head.tsx'
import { TablePart } from './table-part.tsx'
import { VirtualRows } from './virtual-rows.tsx'

/** A column of a long list. */
export interface ListColumn<Key extends string> {
  readonly key: string
  readonly label: string
  /** What the list is sorted by from its head; null where it cannot be. */
  readonly sort: Key | null
  readonly isText: boolean
  readonly isAmount: boolean
}

interface SortedRowsProps<Key extends string> extends Sorting<Key> {
  readonly label: string
  /** Class of the lines, which says how wide the columns are. */
  readonly lineClass: string
  readonly columns: readonly ListColumn<Key>[]
  readonly count: number
  readonly keyOf: (index: number) => number
  readonly onEnd: () => void
  readonly render: (index: number) => ReactNode
}

/** A long list, of which only the rows in sight exist, sorted from its heads or, in cards, from a field. */
export function SortedRows<Key extends string>(props: SortedRowsProps<Key>) {
  const { label, lineClass, columns, count, keyOf, onEnd, render, ...sorting } = props
  return (
    <>
      <SortField
        columns={columns.flatMap((column) =>
          column.sort === null ? [] : [[column.sort, column.label] as const],
        )}
        {...sorting}
      />
      <TablePart as="table" aria-label={label} aria-rowcount={-1}>
        <TablePart as="rowgroup" className="receivable-head">
          <TablePart as="row" className={`receivable-line ${lineClass}`} aria-rowindex={1}>
            {columns.map((column) =>
              column.sort === null ? (
                <TablePart key={column.key} as="columnheader">
                  {column.label}
                </TablePart>
              ) : (
                <SortHead
                  key={column.key}
                  column={column.sort}
                  label={column.label}
                  isText={column.isText}
                  className={column.isAmount ? 'amount' : ''}
                  {...sorting}
                />
              ),
            )}
          </TablePart>
        </TablePart>
        <VirtualRows count={count} keyOf={keyOf} estimate={50} onEnd={onEnd} render={render} />
      </TablePart>
    </>
  )
}

import { Tooltip, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconInfoCircle } from '@tabler/icons-react'
import { TablePart } from './table-part.tsx'

export interface Sorting<Key extends string> {
  readonly sort: Key
  readonly direction: 'asc' | 'desc'
  readonly onSort: (sort: Key, direction: 'asc' | 'desc') => void
}

interface SortHeadProps<Key extends string> extends Sorting<Key> {
  readonly column: Key
  readonly label: string
  /** Names and numbers of documents: they begin with A. Figures and days begin with the greatest. */
  readonly isText: boolean
  /** What the figure counts, where its name does not say. */
  readonly hint?: string
  readonly className?: string
}

/** A column head that sorts: pressed again, the other way. */
export function SortHead<Key extends string>(props: SortHeadProps<Key>) {
  const { column, label, isText, hint, className = '', sort, direction, onSort } = props
  const isOn = sort === column
  const Arrow = direction === 'asc' ? IconArrowUp : IconArrowDown
  const first = isText ? 'asc' : 'desc'
  const other = direction === 'asc' ? 'desc' : 'asc'
  const button = (
    <UnstyledButton
      className="sort-head"
      onClick={() => onSort(column, isOn ? other : first)}
      {...(hint ? { 'aria-label': `${label} – ${hint}` } : {})}
    >
      {label}
      {hint ? <IconInfoCircle size={14} aria-hidden /> : null}
      {isOn ? <Arrow size={14} aria-hidden /> : null}
    </UnstyledButton>
  )
  return (
    <TablePart
      as="columnheader"
      className={className}
      aria-sort={isOn ? (direction === 'asc' ? 'ascending' : 'descending') : 'none'}
    >
      {hint ? (
        <Tooltip label={hint} multiline w={320} withArrow events={{ hover: true, focus: true, touch: true }}>
          {button}
        </Tooltip>
      ) : (
        button
      )}
    </TablePart>
  )
}

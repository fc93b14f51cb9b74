import { UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { TablePart } from './table-part.tsx'

export interface Sorting<Key extends string> {
  readonly sort: Key
  readonly direction: 'asc' | 'desc'
  readonly onSort: (sort: Key, direction: 'asc' | 'desc') => void
}

interface SortHeadProps<Key extends string> extends Sorting<Key> {
  readonly column: Key
  readonly label: string
  readonly className?: string
}

/** A column head that sorts: pressed again, the other way. */
export function SortHead<Key extends string>(props: SortHeadProps<Key>) {
  const { column, label, className = '', sort, direction, onSort } = props
  const isOn = sort === column
  const Arrow = direction === 'asc' ? IconArrowUp : IconArrowDown
  return (
    <TablePart
      as="columnheader"
      className={className}
      aria-sort={isOn ? (direction === 'asc' ? 'ascending' : 'descending') : 'none'}
    >
      <UnstyledButton
        className="sort-head"
        onClick={() => onSort(column, isOn && direction === 'desc' ? 'asc' : 'desc')}
      >
        {label}
        {isOn ? <Arrow size={13} aria-hidden /> : null}
      </UnstyledButton>
    </TablePart>
  )
}

import type { ComponentProps } from 'react'

type TableRole =
  | 'grid'
  | 'treegrid'
  | 'table'
  | 'rowgroup'
  | 'row'
  | 'columnheader'
  | 'rowheader'
  | 'gridcell'
  | 'cell'
  | 'presentation'

/**
 * A part of a table whose rows are positioned one by one, which <tr> and <td> do not allow: a plain
 * box that tells its role.
 */
export function TablePart({ as, ...props }: { readonly as: TableRole } & ComponentProps<'div'>) {
  return <div role={as} {...props} />
}

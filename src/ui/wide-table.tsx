import { Table } from '@mantine/core'
import type { ReactNode } from 'react'

interface WideTableProps {
  readonly label: string
  /** Narrower than this, the table scrolls sideways. */
  readonly minWidth: number
  readonly isDense?: boolean
  readonly children: ReactNode
}

/** A plain table that scrolls sideways on a narrow screen, by the keyboard too. */
export function WideTable({ label, minWidth, isDense = false, children }: WideTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section className="wide-table" aria-label={label} tabIndex={0}>
      <Table verticalSpacing={isDense ? 5 : 'xs'} miw={minWidth}>
        {children}
      </Table>
    </section>
  )
}

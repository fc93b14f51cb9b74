import { Table } from '@mantine/core'
import type { CSSProperties, ReactNode } from 'react'

interface WideTableProps {
  readonly label: string
  /** Narrower than this, the table scrolls sideways. */
  readonly minWidth: number
  readonly isDense?: boolean
  /** On a telephone each row is a card: the figures say what they are by `data-label` on their cells. */
  readonly isCards?: boolean
  readonly children: ReactNode
}

/** A plain table that scrolls sideways on a narrow screen, by the keyboard too. */
export function WideTable({ label, minWidth, isDense = false, isCards = false, children }: WideTableProps) {
  const className = isCards ? 'wide-table cards-when-narrow' : 'wide-table'
  const style = { '--wide-table-width': `${minWidth}px` } as CSSProperties
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section className={className} style={style} aria-label={label} tabIndex={0}>
      <Table verticalSpacing={isDense ? 5 : 'xs'}>{children}</Table>
    </section>
  )
}

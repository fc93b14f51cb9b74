import { useWindowVirtualizer } from '@tanstack/react-virtual'
import {
  type ReactNode,
  type Ref,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { TablePart } from './table-part.tsx'

export interface VirtualRowsProps {
  readonly count: number
  readonly keyOf: (index: number) => string | number
  /** Height before the row is measured. */
  readonly estimate: number
  readonly render: (index: number) => ReactNode
  /** Called when the end comes near and more rows exist. */
  readonly onEnd: () => void
  readonly handle?: Ref<VirtualRowsHandle>
}

export interface VirtualRowsHandle {
  readonly scrollTo: (index: number) => void
}

// What covers the rows: the shell and the column heads above, the selection bar below.
const COVERED = { scrollPaddingStart: 112, scrollPaddingEnd: 88 }
const NEAR_END = 15

/**
 * A row group of which only the rows in sight exist, scrolled by the window itself: a hundred
 * thousand clients cost what thirty do.
 */
export function VirtualRows({ count, keyOf, estimate, render, onEnd, handle }: VirtualRowsProps) {
  const body = useRef<HTMLDivElement>(null)
  const offset = useTopOf(body)
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => estimate,
    getItemKey: keyOf,
    overscan: 12,
    scrollMargin: offset,
    ...COVERED,
  })
  useImperativeHandle(handle, () => ({ scrollTo: (index) => virtualizer.scrollToIndex(index) }), [
    virtualizer,
  ])

  const rows = virtualizer.getVirtualItems()
  const last = rows.at(-1)?.index ?? -1
  useEffect(() => {
    if (last >= count - NEAR_END) onEnd()
  }, [last, count, onEnd])
  return (
    <TablePart
      ref={body}
      as="rowgroup"
      className="virtual-rows"
      style={{ height: virtualizer.getTotalSize() }}
    >
      {rows.map((row) => (
        <TablePart
          key={row.key}
          ref={virtualizer.measureElement}
          data-index={row.index}
          as="presentation"
          className="virtual-row"
          style={{ transform: `translateY(${row.start - virtualizer.options.scrollMargin}px)` }}
        >
          {render(row.index)}
        </TablePart>
      ))}
    </TablePart>
  )
}

/** How far from the top of the page the rows begin; what stands above may grow under the eyes. */
function useTopOf(body: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    const measure = () => {
      if (body.current) setTop(Math.round(body.current.getBoundingClientRect().top + window.scrollY))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [body])
  return top
}

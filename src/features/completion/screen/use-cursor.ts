import { useRef, useState } from 'react'
import type { VirtualRowsHandle } from '#ui/virtual-rows.tsx'
import { areaOf, type Place } from './grid-place.ts'

const START: Place = { row: 0, column: 0 }

/** Which cell is in the tab order, the area chosen from it, and whether its text is being edited. */
export function useCursor() {
  const [active, setActive] = useState(START)
  const [anchor, setAnchor] = useState(START)
  const [editing, setEditing] = useState<string | null>(null)
  const handle = useRef<VirtualRowsHandle>(null)
  const goTo = (to: Place, isExtending = false) => {
    setEditing(null)
    setActive(to)
    if (!isExtending) setAnchor(to)
    handle.current?.scrollTo(to.row)
    focusCell(to)
  }
  const chooseTo = (to: Place) => {
    setAnchor(START)
    setActive(to)
  }
  return { active, area: areaOf(anchor, active), editing, setEditing, handle, goTo, chooseTo }
}

export type Cursor = ReturnType<typeof useCursor>

// A row far away exists only once it has been scrolled to: a few frames later.
function focusCell({ row, column }: Place, attempts = 10): void {
  requestAnimationFrame(() => {
    const cell = document.querySelector<HTMLElement>(`[data-cell="${row}:${column}"]`)
    if (cell) {
      if (!cell.contains(document.activeElement)) cell.focus({ preventScroll: true })
    } else if (attempts > 0) focusCell({ row, column }, attempts - 1)
  })
}

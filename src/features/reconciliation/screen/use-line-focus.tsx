import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { VirtualRowsHandle } from '#ui/virtual-rows.tsx'
import type { MovementRow } from '../contract.ts'

/** Roving focus: one line is in the tab order, the arrows choose which. */
export function useLineFocus(rows: readonly MovementRow[]) {
  const [active, setActive] = useState<number | null>(null)
  const [wanted, setWanted] = useState<number | null>(null)
  const handle = useRef<VirtualRowsHandle>(null)

  useEffect(() => {
    if (wanted === null) return
    const frame = requestAnimationFrame(() => {
      lineOf(wanted)?.focus()
      setWanted(null)
    })
    return () => cancelAnimationFrame(frame)
  }, [wanted])

  // At once, for whoever types faster than frames follow; a line out of sight is scrolled into being first.
  function focusOn(id: number) {
    setActive(id)
    const line = lineOf(id)
    if (line) line.focus()
    else setWanted(id)
  }

  function moveTo(index: number) {
    const movement = rows[Math.min(rows.length - 1, Math.max(0, index))]
    if (!movement) return
    handle.current?.scrollTo(rows.indexOf(movement))
    focusOn(movement.id)
  }

  /** The key pressed on a line itself, when it is none of the arrows. */
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const line = event.target as HTMLElement
    if (line.dataset.movement === undefined || event.ctrlKey || event.metaKey || event.altKey) return null
    const index = rows.findIndex(({ id }) => String(id) === line.dataset.movement)
    const movement = rows[index]
    if (!movement) return null
    const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rows.length - 1 }[event.key]
    if (target === undefined) return { key: event.key, movement }
    event.preventDefault()
    moveTo(target)
    return null
  }

  return {
    handle,
    onKeyDown,
    onFocus: (event: FocusEvent<HTMLDivElement>) => {
      const line = event.target.closest<HTMLElement>('[data-movement]')
      if (line) setActive(Number(line.dataset.movement))
    },
    isActive: (id: number, index: number) =>
      active === id || (index === 0 && !rows.some((row) => row.id === active)),
    /** A line has left the list: the next one, else the one before, takes the focus. */
    leave(id: number) {
      const index = rows.findIndex((row) => row.id === id)
      const next = rows[index + 1] ?? rows[index - 1]
      if (!next) return
      focusOn(next.id)
    },
  }
}

function lineOf(movementId: number): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-movement="${movementId}"]`)
}

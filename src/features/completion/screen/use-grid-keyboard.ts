import { type FocusEvent, type KeyboardEvent, type MouseEvent, useRef } from 'react'
import type { EndKey } from './completion-cell.tsx'
import { FIELDS } from './completion-fields.ts'
import { type GridClipboardOptions, gridClipboard } from './grid-clipboard.ts'
import { type Area, moved, type Place, tabbed } from './grid-place.ts'
import { areaEdits, cellText } from './typed-cells.ts'
import { useCursor } from './use-cursor.ts'

/**
 * The keys of a spreadsheet: one cell is in the tab order, the arrows choose which, Shift makes an area of it. Escape
 * lets the next Tab leave the grid.
 */
export function useGridKeyboard(options: GridClipboardOptions) {
  const { rows, completion, mayEdit } = options
  const cursor = useCursor()
  const { active, area, editing, setEditing, handle, goTo } = cursor
  const leaves = useRef(false)
  const wasChosen = useRef(false)
  const size = { rows: rows.length, columns: FIELDS.length }
  const commands = gridCommands(options, area, (place) => mayEdit && setEditing(textAt(options, place)))

  const onEnd = (text: string | null, key: EndKey, isShift: boolean) => {
    const [row, field] = [rows[active.row], FIELDS[active.column]]
    setEditing(null)
    if (text !== null && row && field) completion.type([{ id: row.id, field, text }])
    if (key === 'Escape') goTo(active)
    if (key === 'Tab') goTo(tabbed(active, size, isShift) ?? active)
    if (key === 'Enter') goTo(moved(isShift ? 'ArrowUp' : 'ArrowDown', active, size, false) ?? active)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (editing !== null || !(event.target as HTMLElement).dataset.cell || event.altKey) return
    const isControl = event.ctrlKey || event.metaKey
    const leads = event.key === 'Tab' && !leaves.current ? tabbed(active, size, event.shiftKey) : null
    leaves.current = event.key === 'Escape' || (leaves.current && event.key === 'Shift')
    const to = leads ?? moved(event.key, active, size, isControl)
    if (to) goTo(to, event.shiftKey && event.key !== 'Tab')
    else if (isControl && event.key.toLowerCase() === 'a')
      cursor.chooseTo({ row: size.rows - 1, column: size.columns - 1 })
    else if (isControl) {
      if (!commands.onControl(event.key.toLowerCase())) return
    } else if (!commands.onPlain(event.key, active)) {
      if (event.key.length !== 1 || !mayEdit) return
      setEditing(isChoice(active) ? textAt(options, active) : event.key)
    }
    event.preventDefault()
  }

  // A screen reader moves the focus by itself: the cell it is on is the one that keys act on.
  function onFocus(event: FocusEvent<HTMLElement>) {
    const to = placeOf(event.target)
    if (to && event.target.dataset.cell && !isSame(to, active)) goTo(to)
  }

  // Before the focus comes: was the cell chosen already? With Shift the focus stays, and the area grows to the cell.
  function onMouseDown(event: MouseEvent<HTMLElement>) {
    wasChosen.current = (event.target as HTMLElement).closest('[data-cell]') === document.activeElement
    if (event.shiftKey && editing === null) event.preventDefault()
  }

  // A first press chooses the cell, a second one edits it, as F2 does; with a finger, or where rows are cards, the first.
  function onClick(event: MouseEvent<HTMLElement>, isCard: boolean) {
    const to = placeOf(event.target)
    if (!to || event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return
    const isTouch = (event.nativeEvent as PointerEvent).pointerType === 'touch'
    goTo(to, event.shiftKey)
    const edits = isTouch || isCard || (wasChosen.current && !event.shiftKey)
    if (mayEdit && edits) setEditing(textAt(options, to))
  }

  const { fillDown } = commands
  const handlers = { onEnd, onKeyDown, onFocus, onMouseDown, onClick, ...gridClipboard(options, cursor) }
  return { active, area, editing, handle, fillDown, ...handlers }
}

function placeOf(target: EventTarget): Place | null {
  const cell = (target as HTMLElement).closest<HTMLElement>('[data-cell]')
  if (!cell) return null
  const [row = 0, column = 0] = (cell.dataset.cell ?? '').split(':').map(Number)
  return { row, column }
}

function isSame(one: Place, other: Place): boolean {
  return one.row === other.row && one.column === other.column
}

/** What keys do to the chosen cells; each says whether the key meant something. */
function gridCommands(options: GridClipboardOptions, area: Area, edit: (place: Place) => void) {
  const { rows, completion, mayEdit } = options
  const ids = rows.map((row) => row.id)
  // One cell alone takes what stands above it.
  const fillDown = () => {
    if (!mayEdit) return
    const on = area.top === area.bottom && area.top > 0 ? { ...area, top: area.top - 1 } : area
    completion.type(areaEdits(ids, on, (_, column) => textAt(options, { row: on.top, column })))
  }
  const onControl = (key: string): boolean => {
    if (key === 'd') fillDown()
    else if (key === 'z' && mayEdit) completion.undo()
    return key === 'd' || key === 'z'
  }
  const onPlain = (key: string, active: Place): boolean => {
    if (key === 'Enter' || key === 'F2') edit(active)
    else if (key === 'Delete' || key === 'Backspace') {
      if (mayEdit) completion.type(areaEdits(ids, area, () => ''))
    } else return false
    return true
  }
  return { fillDown, onControl, onPlain }
}

function textAt({ rows, completion }: GridClipboardOptions, { row: at, column }: Place): string {
  const [row, field] = [rows[at], FIELDS[column]]
  return row && field ? cellText(completion.cells, row, field) : ''
}

function isChoice({ column }: Place): boolean {
  return FIELDS[column] === 'kind' || FIELDS[column] === 'channel'
}

import type { CompletionRow } from '../contract.ts'
import { type ChoiceWords, FIELDS, type Field, type Reading, readTyped, textOf } from './completion-fields.ts'
import type { Area, Place } from './grid-place.ts'

/** A text to put in a cell. */
export interface Edit {
  readonly id: number
  readonly field: Field
  readonly text: string
}

/** What was typed and is not saved yet, and what takes it back. */
export interface TypedCells {
  /** Rows as they were last saved here: they stand in the place of those of the list. */
  readonly saved: ReadonlyMap<number, CompletionRow>
  readonly typed: ReadonlyMap<number, Partial<Record<Field, Reading>>>
  /** What undo writes, the last last: the cells of each gesture as they were before it. */
  readonly past: readonly (readonly Edit[])[]
}

export const NOTHING_TYPED: TypedCells = { saved: new Map(), typed: new Map(), past: [] }

/** The text of a cell: what was typed in it, or what is saved. */
export function cellText(cells: TypedCells, row: CompletionRow, field: Field): string {
  return cells.typed.get(row.id)?.[field]?.text ?? textOf(cells.saved.get(row.id) ?? row, field)
}

/** Puts texts in cells, as one gesture to undo. */
export function typeIn(
  cells: TypedCells,
  rows: ReadonlyMap<number, CompletionRow>,
  edits: readonly Edit[],
  words: ChoiceWords,
): TypedCells {
  const changing = edits.filter(({ id, field, text }) => {
    const row = rows.get(id)
    return row !== undefined && cellText(cells, row, field) !== readTyped(field, text, words).text
  })
  if (changing.length === 0) return cells
  const before = changing.map(({ id, field }) => ({
    id,
    field,
    text: cellText(cells, rows.get(id) as CompletionRow, field),
  }))
  return { ...put(cells, changing, words), past: [...cells.past, before] }
}

/** Takes back the last gesture: its cells are typed again as they were, and so saved again. */
export function undo(cells: TypedCells, words: ChoiceWords): TypedCells {
  const last = cells.past.at(-1)
  return last ? { ...put(cells, last, words), past: cells.past.slice(0, -1) } : cells
}

/** What of a row can be saved: the cells that were read. */
export function savable({ typed }: TypedCells, id: number): Partial<Record<Field, string>> {
  const cells = Object.entries(typed.get(id) ?? {}) as [Field, Reading][]
  return Object.fromEntries(
    cells.filter(([, { problem }]) => problem === null).map(([field, { text }]) => [field, text]),
  )
}

/** Notes a row as saved with these texts. What was typed in it meanwhile still waits. */
export function noteSaved(
  cells: TypedCells,
  row: CompletionRow,
  sent: Partial<Record<Field, string>>,
): TypedCells {
  const left = Object.entries(cells.typed.get(row.id) ?? {}).filter(
    ([field, reading]) => reading.problem !== null || sent[field as Field] !== reading.text,
  )
  const typed = new Map(cells.typed)
  if (left.length > 0) typed.set(row.id, Object.fromEntries(left))
  else typed.delete(row.id)
  return { ...cells, typed, saved: new Map(cells.saved).set(row.id, row) }
}

/** Takes a row as it is on the server, and forgets what was typed in it. */
export function takeRow(cells: TypedCells, row: CompletionRow): TypedCells {
  const typed = new Map(cells.typed)
  typed.delete(row.id)
  return { ...cells, typed, saved: new Map(cells.saved).set(row.id, row) }
}

/** The edits of a paste at `at`. One line of one cell fills the whole area that is chosen. */
export function pasteEdits(
  ids: readonly number[],
  at: Place,
  area: Area,
  lines: readonly (readonly string[])[],
): Edit[] {
  const [only] = lines
  if (lines.length === 1 && only?.length === 1) return areaEdits(ids, area, () => only[0] ?? '')
  return lines.flatMap((line, down) =>
    line.flatMap((text, right) => editAt(ids, at.row + down, at.column + right, text)),
  )
}

/** The edits that put a text in each cell of an area. */
export function areaEdits(
  ids: readonly number[],
  area: Area,
  text: (row: number, column: number) => string,
): Edit[] {
  const edits: Edit[] = []
  for (let row = area.top; row <= area.bottom; row += 1)
    for (let column = area.left; column <= area.right; column += 1)
      edits.push(...editAt(ids, row, column, text(row, column)))
  return edits
}

function editAt(ids: readonly number[], row: number, column: number, text: string): Edit[] {
  const [id, field] = [ids[row], FIELDS[column]]
  return id === undefined || field === undefined ? [] : [{ id, field, text }]
}

function put(cells: TypedCells, edits: readonly Edit[], words: ChoiceWords): TypedCells {
  const typed = new Map(cells.typed)
  for (const { id, field, text } of edits)
    typed.set(id, { ...typed.get(id), [field]: readTyped(field, text, words) })
  return { ...cells, typed }
}

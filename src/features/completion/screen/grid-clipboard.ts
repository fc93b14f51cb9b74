import type { ClipboardEvent } from 'react'
import type { CompletionRow } from '../contract.ts'
import { FIELDS, wordsOf } from './completion-fields.ts'
import { readCells, writeCells } from './pasted-cells.ts'
import { cellText, pasteEdits } from './typed-cells.ts'
import type { Completion } from './use-completion.ts'
import type { Cursor } from './use-cursor.ts'

export interface GridClipboardOptions {
  readonly rows: readonly CompletionRow[]
  readonly completion: Completion
  readonly mayEdit: boolean
  /** Reads on until the list has so many rows, or all of them; gives the rows. */
  readonly reach: (count: number) => Promise<readonly CompletionRow[]>
  /** Lines of a paste that have no client. */
  readonly onTooMany: (count: number) => void
}

/** Copies cells to a spreadsheet and pastes them from one. */
export function gridClipboard(
  { rows, completion, mayEdit, reach, onTooMany }: GridClipboardOptions,
  { area, editing }: Cursor,
) {
  function onCopy(event: ClipboardEvent) {
    if (editing !== null) return
    const lines = rows
      .slice(area.top, area.bottom + 1)
      .map((row) =>
        FIELDS.slice(area.left, area.right + 1).map((field) =>
          wordsOf(field, cellText(completion.cells, row, field), completion.words),
        ),
      )
    event.clipboardData.setData('text/plain', writeCells(lines))
    event.preventDefault()
  }

  async function onPaste(event: ClipboardEvent) {
    if (editing !== null || !mayEdit) return
    event.preventDefault()
    const lines = readCells(event.clipboardData.getData('text/plain'))
    const reached = await reach(area.top + lines.length)
    const ids = reached.map((row) => row.id)
    completion.type(pasteEdits(ids, { row: area.top, column: area.left }, area, lines), reached)
    const tooMany = area.top + lines.length - reached.length
    if (tooMany > 0) onTooMany(tooMany)
  }

  return { onCopy, onPaste }
}

import { centsAt } from './amounts.ts'
import { cleanCell } from './cells.ts'
import type { FecColumn, FecLayout } from './fec-layout.ts'

/**
 * The fields of one line as places in the block of text it came from: field `i` is
 * `text[starts[i], ends[i])`. Millions of lines are cut this way without making a string.
 */
export interface Fields {
  text: string
  readonly starts: Int32Array
  readonly ends: Int32Array
  count: number
}

const ROOM = 2048

export function newFields(): Fields {
  return { text: '', starts: new Int32Array(ROOM), ends: new Int32Array(ROOM), count: 0 }
}

/** Cuts `text[start, end)` at the separator; the fields past the room there is are not kept. */
export function cutFields(fields: Fields, text: string, start: number, end: number, separator: number): void {
  const { starts, ends } = fields
  fields.text = text
  let count = 0
  starts[0] = start
  for (let index = start; index < end; index++) {
    if (text.charCodeAt(index) === separator && count < ROOM - 1) {
      ends[count++] = index
      starts[count] = index + 1
    }
  }
  ends[count++] = end
  fields.count = count
}

/** The same where fields stand between quotes: a separator inside them is text, and so is a quote written twice. */
export function cutQuotedFields(
  fields: Fields,
  text: string,
  start: number,
  end: number,
  separator: number,
): void {
  const { starts, ends } = fields
  fields.text = text
  fields.count = 0
  let from = start
  let isInside = false
  for (let index = start; index <= end; index++) {
    const code = index === end ? separator : text.charCodeAt(index)
    if (code === QUOTE) isInside = !isInside
    else if (code === separator && (!isInside || index === end) && fields.count < ROOM) {
      const isWrapped =
        index - from >= 2 && text.charCodeAt(from) === QUOTE && text.charCodeAt(index - 1) === QUOTE
      starts[fields.count] = isWrapped ? from + 1 : from
      ends[fields.count++] = isWrapped ? index - 1 : index
      from = index + 1
    }
  }
}

const QUOTE = 0x22

/** The cell of a column, cleaned; "" when the file has no such column. */
export function cellOf(fields: Fields, layout: FecLayout, column: FecColumn): string {
  const at = layout.at[column]
  if (at < 0) return ''
  const cell = cleanCell(fields.text.slice(fields.starts[at], fields.ends[at]))
  return layout.isQuoted ? cell.replaceAll('""', '"') : cell
}

/**
 * The same without cleaning inside, for the codes read on every line. `before` is the text that the line before had
 * there, given back when it is the same: no other is made.
 */
export function codeOf(fields: Fields, at: number, before = ''): string {
  const text = fields.text
  let start = fields.starts[at] ?? 0
  let end = fields.ends[at] ?? 0
  while (start < end && text.charCodeAt(start) <= 0x20) start++
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end--
  return end - start === before.length && text.startsWith(before, start) ? before : text.slice(start, end)
}

/** Cents of an amount column, NaN when it is no amount. */
export function centsOf(fields: Fields, at: number): number {
  return centsAt(fields.text, fields.starts[at] ?? 0, fields.ends[at] ?? 0)
}

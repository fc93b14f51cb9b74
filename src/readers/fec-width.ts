import { isBlankText } from './cells.ts'
import { cutFields, cutQuotedFields, type Fields, newFields } from './fec-fields.ts'
import type { FecLayout } from './fec-layout.ts'
import { endsWithBlankSurplus, type Mending, mendFields, tellBlankEnd } from './fec-mend.ts'
import type { FecReading } from './fec-state.ts'
import { addIssue, type IssueCode, issue, noteLine } from './issues.ts'

/** Cuts a line into its fields as the file does. */
export function cutLine(layout: FecLayout, fields: Fields, block: string, start: number, end: number): void {
  const cut = layout.isQuoted ? cutQuotedFields : cutFields
  cut(fields, block, start, end, layout.separator.charCodeAt(0))
}

/**
 * Brings the line just cut to the width of the header, or refuses it with its number; `block` has
 * the lines around it, which tell how lines end.
 */
export function mendWidth(reading: FecReading, layout: FecLayout, block: string): boolean {
  const width = layout.columns.length
  const { fields } = reading
  const { count } = fields
  const mended = count > width ? mendSurplus(reading, layout, block) : 'no-reading'
  if (mended === 'joined') noteLine(reading.notes.rejoined, reading.lineNumber)
  if (mended === 'joined' || mended === 'dropped') return true
  const wide: IssueCode = mended === 'several-readings' ? 'fec-several-readings' : 'too-many-fields'
  const code: IssueCode = count > width ? wide : 'too-few-fields'
  addIssue(reading.errors, issue(code, { line: reading.lineNumber }, { count, expected: width }))
  return false
}

function mendSurplus(reading: FecReading, layout: FecLayout, block: string): Mending {
  const { fields, memory } = reading
  const isBlankEnd = endsWithBlankSurplus(fields, layout)
  if (isBlankEnd && (fields.count === layout.writtenWidth || blankEndsOf(reading, layout, block))) {
    fields.count = layout.columns.length
    return 'dropped'
  }
  return mendFields(fields, layout, (account, title) => memory.titles.has(`${account} ${title}`))
}

const TOLD_BY = 500

// A separator at the end of every line: no line near this one has the right width, and of some the blank end is sure.
function blankEndsOf(reading: FecReading, layout: FecLayout, block: string): boolean {
  if (reading.endsWithBlanks !== null) return reading.endsWithBlanks
  const fields = newFields()
  const ends = new Set<string | null>()
  const lines = block.split('\n', TOLD_BY).filter((line) => !isBlankText(line) && !/comptenum/i.test(line))
  for (const line of lines) {
    cutLine(layout, fields, line, 0, line.endsWith('\r') ? line.length - 1 : line.length)
    ends.add(tellBlankEnd(fields, layout))
  }
  reading.endsWithBlanks = ends.has('blank') && !ends.has('none')
  return reading.endsWithBlanks
}

import { inflateRawSync } from 'node:zlib'
import { inUnit } from './cells.ts'
import { MAX_COLUMNS, MAX_TABLE_ROWS } from './rows.ts'
import type { SheetRows } from './xlsx-sheet.ts'
import { decodeEntities } from './xml-scan.ts'

/** Where the content of an OpenDocument stands in its archive. */
export interface PackedContent {
  readonly start: number
  readonly packedSize: number
  readonly size: number
  readonly isDeflated: boolean
}

/** The sheets of an OpenDocument spreadsheet; null when it cannot be read. */
export function readOdsSheets(bytes: Uint8Array, content: PackedContent): readonly SheetRows[] | null {
  const packed = bytes.subarray(content.start, content.start + content.packedSize)
  try {
    const xml = content.isDeflated
      ? inflateRawSync(packed, { maxOutputLength: Math.max(content.size, 1) })
      : packed
    return sheetsOf(new TextDecoder('utf-8', { fatal: true }).decode(xml))
  } catch {
    return null
  }
}

interface Reading {
  readonly sheets: {
    name: string
    rows: (string | number)[][]
    isHidden: boolean
    hiddenRows: number[]
    struckRows: number[]
  }[]
  /** Styles of sheets that are not shown, of text that is struck out, and the style being read. */
  readonly hiddenStyles: Set<string>
  readonly struckStyles: Set<string>
  style: string
  /** Blank rows and cells are kept only once something follows: sheets end in a million of them. */
  blankRows: number
  blankCells: number
  row: (string | number)[]
  rowTimes: number
  isRowHidden: boolean
  isRowStruck: boolean
  cell: OpenCell | null
  /** Inside a comment on a cell, whose words are none of its own. */
  depthOfNote: number
}

interface OpenCell {
  readonly times: number
  readonly value: string | number | null
  readonly texts: string[]
  /** Of a formula that was never computed, else "". */
  readonly formula: string
  isStruck: boolean
}

const TOKENS =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<(\/?)([\w.-]+:)?([\w.-]+)([^>]*?)(\/?)>|<[^>]*>|([^<]+)/g

/** Reads `content.xml`: tables of rows of cells, of which those alike are written once with their number. */
export function sheetsOf(xml: string): readonly SheetRows[] {
  const reading: Reading = {
    sheets: [],
    hiddenStyles: new Set(),
    struckStyles: new Set(),
    style: '',
    blankRows: 0,
    blankCells: 0,
    row: [],
    rowTimes: 1,
    isRowHidden: false,
    isRowStruck: false,
    cell: null,
    depthOfNote: 0,
  }
  for (const [, closing, , name = '', attributes = '', isEmpty, text] of xml.matchAll(TOKENS)) {
    if (text !== undefined) addText(reading, text)
    else if (closing) close(reading, name)
    else {
      open(reading, name, attributes)
      if (isEmpty) close(reading, name)
    }
  }
  return reading.sheets
}

function open(reading: Reading, name: string, attributes: string): void {
  if (name === 'annotation') reading.depthOfNote++
  else if (name === 'style') reading.style = attribute(attributes, 'name') ?? ''
  else if (name === 'table-properties') {
    if (attribute(attributes, 'display') === 'false') reading.hiddenStyles.add(reading.style)
  } else if (name === 'text-properties') {
    if (!/^(?:none)?$/.test(attribute(attributes, 'text-line-through-style') ?? ''))
      reading.struckStyles.add(reading.style)
  } else if (name === 'table') {
    const isHidden = reading.hiddenStyles.has(attribute(attributes, 'style-name') ?? '')
    const sheet = decodeEntities(attribute(attributes, 'name') ?? '')
    reading.sheets.push({ name: sheet, rows: [], isHidden, hiddenRows: [], struckRows: [] })
    reading.blankRows = 0
  } else if (name === 'table-row') {
    reading.row = []
    reading.blankCells = 0
    reading.isRowStruck = false
    reading.rowTimes = times(attributes, 'number-rows-repeated')
    reading.isRowHidden = /^(?:collapse|filter)$/.test(attribute(attributes, 'visibility') ?? '')
  } else if (name === 'table-cell' || name === 'covered-table-cell') {
    const repeated = times(attributes, 'number-columns-repeated')
    reading.cell = {
      times: repeated,
      value: cellValue(attributes),
      texts: [],
      formula: uncomputed(attributes),
      isStruck: isStruck(reading, attributes),
    }
  } else if (name === 'span' && reading.cell && reading.depthOfNote === 0) {
    reading.cell.isStruck ||= isStruck(reading, attributes)
  } else if (name === 'p' && reading.cell && reading.cell.texts.length > 0) reading.cell.texts.push(' ')
  else if (name === 's' || name === 'tab' || name === 'line-break') addText(reading, ' ')
}

function isStruck({ struckStyles }: Reading, attributes: string): boolean {
  return struckStyles.size > 0 && struckStyles.has(attribute(attributes, 'style-name') ?? '')
}

function close(reading: Reading, name: string): void {
  if (name === 'annotation') reading.depthOfNote--
  else if (name === 'table-row') closeRow(reading)
  else if (name === 'table-cell' || name === 'covered-table-cell') closeCell(reading)
}

function closeCell(reading: Reading): void {
  const { cell, row } = reading
  if (!cell) return
  reading.cell = null
  const value = cell.value ?? (decodeEntities(cell.texts.join('')).trim() || cell.formula)
  if (value === '') {
    reading.blankCells += cell.times
    return
  }
  const width = Math.min(row.length + reading.blankCells, MAX_COLUMNS + 1)
  while (row.length < width) row.push('')
  reading.blankCells = 0
  reading.isRowStruck ||= cell.isStruck
  for (let count = 0; count < cell.times && row.length <= MAX_COLUMNS; count++) row.push(value)
}

function closeRow(reading: Reading): void {
  const sheet = reading.sheets.at(-1)
  if (!sheet) return
  const { rows, hiddenRows, struckRows } = sheet
  if (reading.row.length === 0) {
    reading.blankRows += reading.rowTimes
    return
  }
  const height = Math.min(rows.length + reading.blankRows, MAX_TABLE_ROWS + 1)
  while (rows.length < height) rows.push([])
  reading.blankRows = 0
  for (let count = 0; count < reading.rowTimes && rows.length <= MAX_TABLE_ROWS; count++) {
    if (reading.isRowHidden) hiddenRows.push(rows.length)
    if (reading.isRowStruck) struckRows.push(rows.length)
    rows.push(reading.row)
  }
}

function addText(reading: Reading, text: string): void {
  if (reading.cell && reading.depthOfNote === 0) reading.cell.texts.push(text)
}

// A formula has the value last computed; a date its day, whatever the sheet shows of it.
function cellValue(attributes: string): string | number | null {
  const type = attribute(attributes, 'value-type')
  if (type === 'float' || type === 'currency' || type === 'percentage') {
    const value = Number(attribute(attributes, 'value') ?? Number.NaN)
    if (!Number.isFinite(value)) return null
    if (type === 'percentage') return inUnit(value, '%')
    const currency = attribute(attributes, 'currency') ?? 'EUR'
    return type === 'currency' && currency !== 'EUR' && currency !== '' ? inUnit(value, currency) : value
  }
  return type === 'date' ? (attribute(attributes, 'date-value')?.slice(0, 10) ?? null) : null
}

// A blank may mean that all is paid: a formula without a value is none.
function uncomputed(attributes: string): string {
  const formula = attribute(attributes, 'formula')
  if (formula === null || attribute(attributes, 'value-type') !== null) return ''
  return `=${decodeEntities(formula).replace(/^\w+:=/, '')}`
}

function attribute(attributes: string, name: string): string | null {
  return new RegExp(`(?:^|[\\s:])${name}="([^"]*)"`).exec(attributes)?.[1] ?? null
}

function times(attributes: string, name: string): number {
  return Math.max(1, Number(attribute(attributes, name) ?? 1) || 1)
}

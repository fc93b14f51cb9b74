import { inflateRawSync } from 'node:zlib'
import { bytesSource } from './source.ts'
import { type Styles, stylesOf } from './xlsx-styles.ts'
import { decodeEntities } from './xml-scan.ts'
import { readZipDirectory, type ZipEntry } from './zip-directory.ts'

/** What the library that reads the cells of an Excel sheet does not tell. */
export interface SheetMarks {
  readonly isHidden: boolean
  /** Rows that a filter or the user hides, counted from 0. */
  readonly hiddenRows: ReadonlySet<number>
  /** Rows whose text is struck out. */
  readonly struckRows: ReadonlySet<number>
  /** What stands in place of the value of a cell: an error, a formula never computed, a percentage, a currency. */
  readonly cells: readonly CellMark[]
}

export interface CellMark {
  readonly row: number
  readonly column: number
  /** The text to read; of a number, what its format adds to it. */
  readonly text: string | null
  readonly unit: '%' | string | null
}

/** The marks of each sheet of an Excel workbook, by name; none of a workbook of another making. */
export async function readSheetMarks(bytes: Uint8Array): Promise<ReadonlyMap<string, SheetMarks>> {
  const entries = await readZipDirectory(bytesSource('', bytes))
  const textOf = (name: string) => {
    const entry = entries?.find((one) => one.name === name)
    return entry ? textIn(bytes, entry) : ''
  }
  const targets = new Map(
    tags(textOf('xl/_rels/workbook.xml.rels'), 'Relationship').map((tag) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target'),
    ]),
  )
  const styles = stylesOf(textOf('xl/styles.xml'))
  const marks = new Map<string, SheetMarks>()
  for (const tag of tags(textOf('xl/workbook.xml'), 'sheet')) {
    const target = targets.get(attribute(tag, 'id')) ?? ''
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`
    const isHidden = /hidden/i.test(attribute(tag, 'state'))
    marks.set(decodeEntities(attribute(tag, 'name')), { isHidden, ...rowMarks(textOf(path), styles) })
  }
  return marks
}

const LOCAL_BYTES = 30

// The header of the file itself may be longer than the directory says.
function textIn(bytes: Uint8Array, { offset, packedSize, size, method }: ZipEntry): string {
  const header = Buffer.from(bytes.subarray(offset, offset + LOCAL_BYTES))
  if (header.length < LOCAL_BYTES) return ''
  const start = offset + LOCAL_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28)
  const packed = bytes.subarray(start, start + packedSize)
  const content = method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) })
  return new TextDecoder().decode(content)
}

function rowMarks(xml: string, styles: Styles): Omit<SheetMarks, 'isHidden'> {
  const hiddenRows = new Set<number>()
  if (xml.includes('hidden="'))
    for (const tag of tags(xml, 'row'))
      if (/^(?:1|true)$/.test(attribute(tag, 'hidden'))) hiddenRows.add(Number(attribute(tag, 'r')) - 1)
  const cells = [...brokenCells(xml)]
  const struckRows = new Set<number>()
  if (styles.units.size > 0 || styles.struck.size > 0)
    for (const tag of tags(xml, 'c')) {
      const style = Number(attribute(tag, 's') || -1)
      const unit = styles.units.get(style)
      const place = placeOf(attribute(tag, 'r'))
      if (!place) continue
      if (unit && /^n?$/.test(attribute(tag, 't'))) cells.push({ ...place, text: null, unit })
      if (styles.struck.has(style)) struckRows.add(place.row)
    }
  return { hiddenRows, struckRows, cells }
}

const CELL =
  /<(?:\w+:)?c\s([^>]*[^/])>(?:\s*<(?:\w+:)?f(?:\s[^>]*)?(?:\/>|>([^<]*)<\/(?:\w+:)?f>))?\s*(?:<(?:\w+:)?v\s*\/>|<(?:\w+:)?v>([^<]*)<\/(?:\w+:)?v>)?\s*<\/(?:\w+:)?c>/g

// An error is no blank; neither is a formula that no program has computed yet: a blank may mean that all is paid.
function* brokenCells(xml: string): Generator<CellMark> {
  if (!/\bt="e"|<(?:\w+:)?f[\s>/]/.test(xml)) return
  for (const [whole, attributes = '', formula, value = ''] of xml.matchAll(CELL)) {
    const type = attribute(attributes, 't')
    const hasFormula = formula !== undefined || /<(?:\w+:)?f[\s/]/.test(whole)
    const isBlank = hasFormula && value === '' && type !== 'str'
    if (type !== 'e' && !isBlank) continue
    const place = placeOf(attribute(attributes, 'r'))
    if (place)
      yield { ...place, text: type === 'e' ? value : `=${decodeEntities(formula ?? '')}`, unit: null }
  }
}

function placeOf(reference: string): { readonly row: number; readonly column: number } | null {
  const parts = /^([A-Z]{1,3})(\d+)$/.exec(reference)
  if (!parts) return null
  let column = 0
  for (const letter of parts[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  return { row: Number(parts[2]) - 1, column: column - 1 }
}

function tags(xml: string, name: string): string[] {
  return xml.match(new RegExp(`<(?:\\w+:)?${name}\\s[^>]*>`, 'g')) ?? []
}

function attribute(tag: string, name: string): string {
  return new RegExp(`(?:^|[\\s:])${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
}

/**
 * Reads the PDF files our own engine writes: a classic cross-reference table and no compressed objects.
 * Anything else is refused. Enough to put several of them into one file, and nothing more.
 */
export interface PdfObjects {
  /** Number of objects, the free one included: what the next file's numbers are shifted by. */
  readonly size: number
  readonly catalogNumber: number
  readonly infoNumber: number | null
  /** The objects in file order, each without its "n 0 obj" line and "endobj". */
  readonly objects: readonly PdfObject[]
}

export interface PdfObject {
  readonly number: number
  /** Everything but the bytes of a stream, one character a byte. */
  readonly syntax: string
  /** From "stream" on, untouched; null for an object that is no stream. */
  readonly stream: Uint8Array | null
}

/** The objects of a file written by the engine. */
export function readPdfObjects(pdf: Uint8Array): PdfObjects {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  const tail = bytes.toString('latin1', Math.max(0, bytes.length - 64))
  const tableAt = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail)?.[1] ?? Number.NaN)
  if (!Number.isInteger(tableAt)) throw notOurs('no cross-reference table')
  const table = bytes.toString('latin1', tableAt)
  const start = /^xref\s+0 (\d+)\s+/.exec(table)
  const trailer = table.slice(table.indexOf('trailer'))
  const catalogNumber = Number(/\/Root (\d+) 0 R/.exec(trailer)?.[1] ?? Number.NaN)
  if (!start || !Number.isInteger(catalogNumber)) throw notOurs('compressed or updated file')
  const info = /\/Info (\d+) 0 R/.exec(trailer)?.[1]
  const size = Number(start[1])
  const offsets = offsetsOf(table, start[0].length, size)
  const objects = offsets.map(({ number, offset }, index) =>
    objectAt(bytes, number, offset, offsets[index + 1]?.offset ?? tableAt),
  )
  return { size, catalogNumber, infoNumber: info === undefined ? null : Number(info), objects }
}

/** The number an object's field refers to: `/Pages 12 0 R`. */
export function referenceIn(syntax: string, field: string): number | null {
  const found = new RegExp(`/${field} (\\d+) 0 R`).exec(syntax)
  return found ? Number(found[1]) : null
}

/**
 * `syntax` with every reference moved by `shift`. Strings and names are stepped over, so that a title
 * which happens to say "12 0 R" is left alone.
 */
export function shiftReferences(syntax: string, shift: number): string {
  return syntax.replace(TOKENS, (token, reference: string | undefined) =>
    reference === undefined ? token : `${Number(reference) + shift} 0 R`,
  )
}

// A reference; or else something to step over: a literal string (escapes, two levels of brackets inside),
// a hexadecimal string, a name.
const TOKENS =
  /(?<![\w.+-])(\d+) 0 R(?!\w)|\((?:\\[\s\S]|[^()\\]|\((?:\\[\s\S]|[^()\\]|\((?:\\[\s\S]|[^()\\])*\))*\))*\)|<[0-9A-Fa-f\s]*>|\/[^\s()<>[\]{}/%]+/g

// Entries of a cross-reference table are 20 bytes each, in order of number.
function offsetsOf(table: string, from: number, size: number): { number: number; offset: number }[] {
  const offsets: { number: number; offset: number }[] = []
  for (let number = 0; number < size; number++) {
    const entry = table.slice(from + 20 * number, from + 20 * number + 18)
    if (!/^\d{10} \d{5} [nf]$/.test(entry)) throw notOurs('damaged cross-reference table')
    if (entry.endsWith('n')) offsets.push({ number, offset: Number(entry.slice(0, 10)) })
  }
  return offsets.sort((a, b) => a.offset - b.offset)
}

function objectAt(bytes: Buffer, number: number, from: number, to: number): PdfObject {
  const head = `${number} 0 obj`
  if (bytes.toString('latin1', from, from + head.length) !== head) throw notOurs('misplaced object')
  const end = bytes.lastIndexOf('endobj', to - 1, 'latin1')
  if (end <= from) throw notOurs('unfinished object')
  const bodyAt = from + head.length
  const streamAt = bytes.indexOf('\nstream\n', bodyAt, 'latin1')
  if (streamAt === -1 || streamAt > end) {
    return { number, syntax: bytes.toString('latin1', bodyAt, end).trim(), stream: null }
  }
  const syntax = bytes.toString('latin1', bodyAt, streamAt).trim()
  // A stream begins after a dictionary; the word inside a string would be something else.
  if (!syntax.endsWith('>>')) throw notOurs('stream without dictionary')
  return { number, syntax, stream: bytes.subarray(streamAt + 1, end) }
}

function notOurs(reason: string): Error {
  return new Error(`not a PDF of the letter engine: ${reason}`)
}

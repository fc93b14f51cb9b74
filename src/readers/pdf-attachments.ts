import { constants, inflateSync } from 'node:zlib'
import {
  decodePDFRawStream,
  ParseSpeeds,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFString,
} from '@cantoo/pdf-lib'
import { issue } from './issues.ts'
import type { ReadIssue } from './records.ts'

/** A file embedded in a PDF. */
export interface PdfAttachment {
  /** Its name without any folder. */
  readonly name: string
  /** Its bytes, or why they cannot be had: more than `maxBytes`, or damaged. */
  read(maxBytes: number): Uint8Array | ReadIssue
}

/**
 * All the files a PDF carries (ISO 32000-1 §7.11.4), or why it cannot be opened: those of its name tree, those
 * associated with it (PDF/A-3 /AF), those hung on its pages. The library only knows the flat form of the first. A
 * PDF cut on its way is refused even where the library could mend it: what is missing may be the attachment. One
 * protected by its owner only opens without a password, here as in every viewer.
 */
export async function pdfAttachments(bytes: Uint8Array): Promise<readonly PdfAttachment[] | ReadIssue> {
  if (isCut(bytes)) return issue('einvoice-pdf-truncated')
  try {
    const pdf = await PDFDocument.load(bytes, {
      updateMetadata: false,
      parseSpeed: ParseSpeeds.Fastest,
      warnOnInvalidObjects: false,
      password: '',
    })
    const specs = new Set([...namedFiles(pdf.catalog), ...associatedFiles(pdf.catalog)])
    return [...(specs.size > 0 ? specs : pageFiles(pdf))].flatMap(attachmentOf)
  } catch (error) {
    // The library throws errors of many kinds, strings among them, on a damaged file.
    return issue(isProtected(bytes, error) ? 'einvoice-pdf-encrypted' : 'einvoice-pdf-unreadable')
  }
}

// An open password, or a way of encrypting that the library does not know.
function isProtected(bytes: Uint8Array, error: unknown): boolean {
  return error instanceof Error && Buffer.from(bytes).includes('/Encrypt')
}

// The mark that ends every PDF, which a few bytes may follow.
function isCut(bytes: Uint8Array): boolean {
  return !Buffer.from(bytes.subarray(-2048)).includes('%%EOF')
}

const MOST_NODES = 10_000

// Catalog /Names/EmbeddedFiles: a tree whose leaves hold names and file specifications by turns.
function* namedFiles(catalog: PDFDict): Generator<PDFDict> {
  const names = dictAt(catalog, 'Names')
  const waiting = [names && dictAt(names, 'EmbeddedFiles')]
  for (let visited = 0; visited < MOST_NODES; visited++) {
    const node = waiting.shift()
    if (!node) return
    waiting.push(...dictsIn(node, 'Kids'))
    yield* dictsIn(node, 'Names')
  }
}

function* associatedFiles(catalog: PDFDict): Generator<PDFDict> {
  yield* dictsIn(catalog, 'AF')
}

// A paper clip on a page (/Subtype /FileAttachment), or the files associated with the page.
function* pageFiles(pdf: PDFDocument): Generator<PDFDict> {
  for (const { node } of pdf.getPages()) {
    yield* dictsIn(node, 'AF')
    for (const annotation of dictsIn(node, 'Annots')) {
      const file = dictAt(annotation, 'FS')
      if (file) yield file
    }
  }
}

function attachmentOf(specification: PDFDict): PdfAttachment[] {
  const embedded = dictAt(specification, 'EF')
  const streams = FILE_KEYS.map((key) => embedded?.lookup(PDFName.of(key)))
  const stream = streams.find((found) => found instanceof PDFRawStream)
  if (!stream) return []
  const name = FILE_KEYS.map((key) => textAt(specification, key)).find((text) => text !== '') ?? ''
  return [{ name: name.replace(/^.*[\\/]/, ''), read: (maxBytes) => streamContent(stream, maxBytes) }]
}

/** The keys of a file specification, the Unicode one first; the last three are those of PDF 1.2. */
const FILE_KEYS = ['UF', 'F', 'Unix', 'DOS', 'Mac'] as const

function dictAt(dict: PDFDict, key: string): PDFDict | undefined {
  const found = dict.lookup(PDFName.of(key))
  return found instanceof PDFDict ? found : undefined
}

function dictsIn(dict: PDFDict, key: string): PDFDict[] {
  const found = dict.lookup(PDFName.of(key))
  if (!(found instanceof PDFArray)) return []
  return Array.from({ length: found.size() }, (_, index) => found.lookup(index)).filter(
    (item) => item instanceof PDFDict,
  )
}

function textAt(dict: PDFDict, key: string): string {
  const found = dict.lookup(PDFName.of(key))
  return found instanceof PDFHexString || found instanceof PDFString ? found.decodeText() : ''
}

/**
 * What a stream of a PDF holds once decoded, or why it cannot be had. Nearly all are deflated, some twice: each time
 * stops at `maxBytes`. The other filters go through the library, which has no limit but that of its process.
 */
function streamContent(stream: PDFRawStream, maxBytes: number): Uint8Array | ReadIssue {
  try {
    const filters = filtersOf(stream)
    const isDeflated = filters.every((filter) => filter === '/FlateDecode' || filter === '/Fl')
    const bytes =
      isDeflated && !stream.dict.has(PDFName.of('DecodeParms'))
        ? filters.reduce((packed: Uint8Array) => inflated(packed, maxBytes), stream.contents)
        : decodePDFRawStream(stream).decode()
    return bytes.length > maxBytes ? issue('einvoice-too-heavy') : bytes
  } catch (error) {
    const isTooLarge = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    return issue(isTooLarge ? 'einvoice-too-heavy' : 'einvoice-pdf-unreadable')
  }
}

// Many writers leave the checksum out: what came before it is good.
function inflated(packed: Uint8Array, maxBytes: number): Uint8Array {
  return inflateSync(packed, { maxOutputLength: maxBytes, finishFlush: constants.Z_SYNC_FLUSH })
}

function filtersOf({ dict }: PDFRawStream): string[] {
  const filter = dict.lookup(PDFName.of('Filter'))
  if (filter instanceof PDFArray) return filter.asArray().map(String)
  return filter === undefined ? [] : [String(filter)]
}

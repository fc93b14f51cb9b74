import { constants, inflateSync } from 'node:zlib'
import { decodePDFRawStream, PDFArray, PDFName, type PDFRawStream } from '@cantoo/pdf-lib'
import { issue } from './issues.ts'
import type { ReadIssue } from './records.ts'

/**
 * What a stream of a PDF holds once decoded, or why it cannot be had. Nearly all are deflated, some twice: each time
 * stops at `maxBytes`. The other filters go through the library, which has no limit but that of its process.
 */
export function streamContent(stream: PDFRawStream, maxBytes: number): Uint8Array | ReadIssue {
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

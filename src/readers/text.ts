import { isUtf8 } from 'node:buffer'
import { binaryCode, utf16Encoding } from './binary.ts'
import { decodeBytes, decoderOf, type Encoding, type EncodingReading, EncodingScale } from './encoding.ts'
import { type IssueCode, issue } from './issues.ts'
import type { ReadIssue } from './records.ts'
import type { Source } from './source.ts'

/** What one pass over a text file has found. */
export interface TextFacts {
  readonly encoding: Encoding
  /** The file has no line feed at all: its lines end with a carriage return (old Macintosh). */
  readonly endsLinesWithCr: boolean
  /**
   * How the accented words read in each likely encoding, that of `encoding` first, when nothing tells which
   * is right; empty when there is no doubt.
   */
  readonly readings: readonly EncodingReading[]
}

export type Inspection =
  | { readonly facts: TextFacts; readonly error: null }
  | { readonly facts: null; readonly error: ReadIssue }

/** A line longer than this is no accounting line; stop before it fills the memory. */
export const MAX_LINE_CHARS = 1_000_000

const LF = 0x0a

/**
 * Reads the file once, in constant memory, to know its encoding: UTF-8 if every byte agrees, else the one
 * in which its accented words read best (art. A47 A-1 LPF allows ASCII, ISO-8859-15 and UTF-8; software
 * also writes windows-1252, and what comes from MS-DOS or an old Macintosh CP850, CP437 or Mac Roman).
 * `chosen` is the encoding the user has chosen: it is not questioned, but by a byte order mark.
 */
export async function inspectText(source: Source, chosen: Encoding | null = null): Promise<Inspection> {
  let head: Uint8Array | null = null
  let carry: Uint8Array = new Uint8Array(0)
  let isUtf8So = true
  let hasLf = false
  for await (const chunk of source.open()) {
    if (chunk.length === 0) continue
    if (!head) {
      head = chunk.subarray(0, 4096)
      const code = binaryCode(head)
      if (code) return refused(code)
    }
    hasLf ||= chunk.includes(LF)
    if (isUtf8So) {
      const bytes = carry.length > 0 ? Buffer.concat([carry, chunk]) : chunk
      const end = bytes.length - incompleteTail(bytes)
      isUtf8So = isUtf8(bytes.subarray(0, end))
      carry = bytes.slice(end)
    }
  }
  if (!head) return refused('empty')
  const facts = (encoding: Encoding, readings: readonly EncodingReading[] = []): Inspection => ({
    facts: { encoding, endsLinesWithCr: !hasLf, readings },
    error: null,
  })
  const utf16 = utf16Encoding(head)
  if (utf16) return facts(utf16)
  if (chosen) return facts(chosen)
  if (isUtf8So && carry.length === 0) return facts('utf-8')
  const scale = new EncodingScale()
  for await (const chunk of source.open()) scale.add(chunk)
  const { encoding, readings } = scale.guess()
  return facts(encoding, readings)
}

/** The text piece by piece, byte order mark removed. `onProgress` hears how many bytes were read. */
export async function* textChunks(
  source: Source,
  encoding: Encoding,
  onProgress?: (bytesRead: number) => void,
): AsyncGenerator<string> {
  const decoder = decoderOf(encoding)
  let bytesRead = 0
  for await (const chunk of source.open()) {
    bytesRead += chunk.length
    yield decoder.decode(chunk)
    onProgress?.(bytesRead)
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

/**
 * The text in blocks of whole lines, each line closed by "\n" except perhaps the last; a "\r" (or
 * two: CR CR LF is met) may stand before it. Null ends the blocks when a line has no end.
 */
export async function* textBlocks(
  source: Source,
  facts: TextFacts,
  onProgress?: (bytesRead: number) => void,
): AsyncGenerator<string | null> {
  let carry = ''
  for await (const chunk of textChunks(source, facts.encoding, onProgress)) {
    const text = carry + (facts.endsLinesWithCr ? chunk.replaceAll('\r', '\n') : chunk)
    const end = text.lastIndexOf('\n') + 1
    if (text.length - end > MAX_LINE_CHARS) {
      yield null
      return
    }
    if (end > 0) yield text.slice(0, end)
    carry = text.slice(end)
  }
  if (carry !== '') yield carry
}

/** Tells how the accented words read in each likely encoding, the first being the one taken; none when there is no doubt. */
export function unsureEncoding(readings: readonly EncodingReading[]): readonly ReadIssue[] {
  const [taken] = readings
  if (!taken) return []
  const shown = readings.map(({ encoding, samples }) => `${encoding}\u00a0: ${samples.join(', ')}`)
  return [issue('encoding-unsure', {}, { encoding: taken.encoding, samples: shown.join(' ; ') })]
}

/** True when the file begins like XML, whatever its name says. */
export function looksLikeXml(head: Uint8Array, encoding: Encoding): boolean {
  return /^[\ufeff\s]*<[?!a-z]/i.test(decodeBytes(head, encoding))
}

function refused(code: IssueCode): Inspection {
  return { facts: null, error: issue(code) }
}

// Bytes at the end of a chunk that begin a UTF-8 character the next chunk completes: 0 to 3.
function incompleteTail(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return sequenceLength(byte) > back ? back : 0
  }
  return 0
}

function sequenceLength(lead: number): number {
  if (lead >= 0xf0) return 4
  return lead >= 0xe0 ? 3 : 2
}

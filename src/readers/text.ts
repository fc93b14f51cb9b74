import { isUtf8 } from 'node:buffer'
import { binaryCode, utf16Encoding } from './binary.ts'
import { type IssueCode, issue } from './issues.ts'
import type { ReadIssue } from './records.ts'
import type { Source } from './source.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'iso-8859-15'

/** What one pass over a text file has found. */
export interface TextFacts {
  readonly encoding: Encoding
  /** The file has no line feed at all: its lines end with a carriage return (old Macintosh). */
  readonly endsLinesWithCr: boolean
}

export type Inspection =
  | { readonly facts: TextFacts; readonly error: null }
  | { readonly facts: null; readonly error: ReadIssue }

/** A line longer than this is no accounting line; stop before it fills the memory. */
export const MAX_LINE_CHARS = 1_000_000

const LF = 0x0a

/**
 * Reads the file once, in constant memory, to know its encoding: UTF-8 if every byte agrees, else
 * windows-1252 if a byte is in 0x80-0x9F, which ISO-8859-15 leaves to controls, else ISO-8859-15
 * (art. A47 A-1 LPF allows ASCII, ISO-8859-15 and UTF-8; software also writes windows-1252).
 */
export async function inspectText(source: Source): Promise<Inspection> {
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
  const facts = (encoding: Encoding): Inspection => ({
    facts: { encoding, endsLinesWithCr: !hasLf },
    error: null,
  })
  const utf16 = utf16Encoding(head)
  if (utf16) return facts(utf16)
  if (isUtf8So && carry.length === 0) return facts('utf-8')
  return facts((await hasC1Byte(source)) ? 'windows-1252' : 'iso-8859-15')
}

/** The text piece by piece, byte order mark removed. `onProgress` hears how many bytes were read. */
export async function* textChunks(
  source: Source,
  encoding: Encoding,
  onProgress?: (bytesRead: number) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  let bytesRead = 0
  for await (const chunk of source.open()) {
    bytesRead += chunk.length
    yield decoder.decode(chunk, { stream: true })
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

/** True when the file begins like XML, whatever its name says. */
export function looksLikeXml(head: Uint8Array, encoding: Encoding): boolean {
  return /^[\ufeff\s]*<[?!a-z]/i.test(new TextDecoder(encoding).decode(head))
}

function refused(code: IssueCode): Inspection {
  return { facts: null, error: issue(code) }
}

async function hasC1Byte(source: Source): Promise<boolean> {
  for await (const chunk of source.open()) {
    for (const byte of chunk) if (byte >= 0x80 && byte <= 0x9f) return true
  }
  return false
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

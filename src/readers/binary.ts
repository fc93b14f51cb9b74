import type { IssueCode } from './issues.ts'

const PDF = [0x25, 0x50, 0x44, 0x46]

const MAGIC: readonly (readonly [code: IssueCode, bytes: readonly number[]])[] = [
  ['is-pdf', PDF],
  ['is-old-excel', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['is-zip', [0x50, 0x4b, 0x03, 0x04]],
  ['is-zip', [0x50, 0x4b, 0x05, 0x06]],
  ['is-compressed', [0x1f, 0x8b]],
  ['is-compressed', [0x37, 0x7a, 0xbc, 0xaf]],
  ['is-compressed', [0x52, 0x61, 0x72, 0x21]],
]

/** True for the ZIP signature, which every .xlsx starts with. */
export function isZip(head: Uint8Array): boolean {
  return MAGIC.some(([code, bytes]) => code === 'is-zip' && startsWith(head, bytes))
}

/**
 * Why these first bytes cannot be a text file, or null: a known signature, else more control
 * characters than the few stray NULs old accounting exports carry.
 */
export function binaryCode(head: Uint8Array): IssueCode | null {
  const known = MAGIC.find(([, bytes]) => startsWith(head, bytes))
  if (known) return known[0]
  if (startsWith(head.subarray(leadingBlanks(head)), PDF)) return 'is-pdf'
  if (utf16Encoding(head)) return null
  let controls = 0
  for (const byte of head) if (isControl(byte)) controls++
  return controls * 50 > head.length ? 'is-binary' : null
}

/**
 * The UTF-16 named by the byte order mark ("Unicode text" of Excel) or, without one, shown by two plain characters
 * at the beginning; null for any other text.
 */
export function utf16Encoding(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const [first = 0, second = 0, third = 0, fourth = 0] = head
  if (isPlain(first) && second === 0 && isPlain(third) && fourth === 0) return 'utf-16le'
  return first === 0 && isPlain(second) && third === 0 && isPlain(fourth) ? 'utf-16be' : null
}

function isPlain(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f
}

// A byte order mark and line ends: some programs write a PDF behind them, and every viewer opens it.
function leadingBlanks(head: Uint8Array): number {
  let at = startsWith(head, [0xef, 0xbb, 0xbf]) ? 3 : 0
  while (at < 1024 && [0x0a, 0x0d, 0x20].includes(head[at] ?? 0)) at++
  return at
}

// Tab, line feed, form feed, carriage return and the end-of-file mark of MS-DOS (0x1A) are text.
function isControl(byte: number): boolean {
  return byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1a && byte !== 0x1b
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte)
}

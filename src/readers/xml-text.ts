import { isUtf8 } from 'node:buffer'
import { utf16Encoding } from './binary.ts'
import { issue } from './issues.ts'
import type { ReadIssue } from './records.ts'

// The labels by which software declares Latin encodings; UTF-8 needs no declaration to be believed.
const LATIN = /^(?:iso-?8859-15?|latin-?[19]|windows-125[02]|cp1252)$/i

/**
 * An XML document as text, byte order mark and leading blanks removed. Bytes that are UTF-8 are read
 * as such whatever the declaration says (real invoices declare "UTF-8-W/O-BOM", or ISO-8859-1 over
 * UTF-8 bytes); otherwise a declared Latin encoding is honoured, and anything else is refused rather
 * than guessed: names so spelt would go on the letters.
 */
export function decodeXml(bytes: Uint8Array): string | ReadIssue {
  const utf16 = utf16Encoding(bytes)
  if (utf16) return decoded(bytes, utf16)
  if (isUtf8(bytes)) return decoded(bytes, 'utf-8')
  const declared = declaredEncoding(bytes)
  if (declared === null || !LATIN.test(declared))
    return issue('einvoice-encoding', {}, { encoding: declared ?? 'UTF-8' })
  return decoded(bytes, /15|latin-?9/i.test(declared) ? 'iso-8859-15' : 'windows-1252')
}

/**
 * Local name of the root element, or null when the text does not begin like XML. Only tells what a
 * document is: whether it is well formed, or has a forbidden DOCTYPE, is for its reader to say.
 */
export function rootNameOf(text: string): string | null {
  let at = 0
  for (;;) {
    while (/[\s\ufeff]/.test(text.charAt(at))) at++
    if (text.startsWith('<?', at)) at = after(text, '?>', at)
    else if (text.startsWith('<!--', at)) at = after(text, '-->', at)
    else if (text.startsWith('<!', at)) at = afterDoctype(text, at)
    else break
  }
  const name = /<(?:[\w.-]+:)?([\w.-]+)/y
  name.lastIndex = at
  return name.exec(text)?.[1] ?? null
}

function decoded(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes).trimStart()
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 256))
  return /^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(head)?.[1] ?? null
}

function afterDoctype(text: string, at: number): number {
  const end = text.indexOf('>', at)
  const subset = text.indexOf('[', at)
  return subset < 0 || subset > end ? after(text, '>', at) : after(text, ']>', subset)
}

function after(text: string, closing: string, from: number): number {
  const found = text.indexOf(closing, from)
  return found < 0 ? text.length : found + closing.length
}

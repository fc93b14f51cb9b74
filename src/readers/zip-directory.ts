import { isUtf8 } from 'node:buffer'
import type { Source } from './source.ts'

/** One file of a ZIP archive, as its directory declares it. */
export interface ZipEntry {
  readonly name: string
  readonly size: number
  readonly packedSize: number
  readonly isEncrypted: boolean
  /** 0 stored, 8 deflated. */
  readonly method: number
  /** Where the file's own header stands. */
  readonly offset: number
}

const END_SIGNATURE = 0x06054b50
const ENTRY_SIGNATURE = 0x02014b50
const END_BYTES = 22
const ENTRY_BYTES = 46
// The end record is followed by a comment of at most 65,535 bytes.
const TAIL_BYTES = END_BYTES + 65_535
const MAX_DIRECTORY_BYTES = 20_000_000

/**
 * Lists a ZIP archive from its central directory, without unzipping anything: what is needed to
 * refuse a bomb beforehand. Null when there is no directory (truncated file) or it is a ZIP64 one,
 * which no archive of a reasonable size needs.
 */
export async function readZipDirectory(source: Pick<Source, 'size' | 'slice'>): Promise<ZipEntry[] | null> {
  const tailStart = Math.max(0, source.size - TAIL_BYTES)
  const tail = viewOf(await source.slice(tailStart, source.size))
  const end = findEnd(tail)
  if (end < 0) return null
  const count = tail.getUint16(end + 10, true)
  const start = tail.getUint32(end + 16, true)
  const bytes = tailStart + end - start
  if (bytes < 0 || bytes > MAX_DIRECTORY_BYTES) return null
  return readEntries(viewOf(await source.slice(start, start + bytes)), count)
}

function readEntries(view: DataView, count: number): ZipEntry[] | null {
  let at = 0
  const entries: ZipEntry[] = []
  for (let index = 0; index < count; index++) {
    if (at + ENTRY_BYTES > view.byteLength || view.getUint32(at, true) !== ENTRY_SIGNATURE) return null
    const method = view.getUint16(at + 10, true)
    const packedSize = view.getUint32(at + 20, true)
    const size = view.getUint32(at + 24, true)
    const offset = view.getUint32(at + 42, true)
    const nameLength = view.getUint16(at + 28, true)
    const flags = view.getUint16(at + 8, true)
    const name = nameOf(view, at + ENTRY_BYTES, nameLength)
    entries.push({ name, size, packedSize, isEncrypted: (flags & 1) !== 0, method, offset })
    at += ENTRY_BYTES + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

function nameOf(view: DataView, start: number, length: number): string {
  const room = Math.min(length, view.byteLength - start)
  const bytes = new Uint8Array(view.buffer, view.byteOffset + start, room)
  // Some tools write UTF-8 without saying so; what is not is in the letters of MS-DOS (appendix D of APPNOTE).
  if (isUtf8(bytes)) return new TextDecoder().decode(bytes)
  return Array.from(bytes, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : (CP437[byte - 0x80] ?? ''),
  ).join('')
}

const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■ '

function findEnd(view: DataView): number {
  for (let at = view.byteLength - END_BYTES; at >= 0; at--) {
    if (view.getUint32(at, true) === END_SIGNATURE) return at
  }
  return -1
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

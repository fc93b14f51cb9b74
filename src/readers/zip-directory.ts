/** One file of a ZIP archive, as its directory declares it. */
export interface ZipEntry {
  readonly name: string
  readonly size: number
  readonly packedSize: number
  /** 0 stored, 8 deflated. */
  readonly method: number
  /** Where the file's own header stands. */
  readonly offset: number
}

const END_SIGNATURE = 0x06054b50
const ENTRY_SIGNATURE = 0x02014b50
const END_BYTES = 22
const ENTRY_BYTES = 46

/**
 * Lists a ZIP archive from its central directory, without unzipping anything: what is needed to
 * refuse a bomb beforehand. Null when there is no directory (truncated file) or it is a ZIP64 one,
 * which no workbook of a reasonable size needs.
 */
export function readZipDirectory(bytes: Uint8Array): ZipEntry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  if (end < 0) return null
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const entries: ZipEntry[] = []
  for (let index = 0; index < count; index++) {
    if (at + ENTRY_BYTES > end || view.getUint32(at, true) !== ENTRY_SIGNATURE) return null
    const method = view.getUint16(at + 10, true)
    const packedSize = view.getUint32(at + 20, true)
    const size = view.getUint32(at + 24, true)
    const offset = view.getUint32(at + 42, true)
    const nameLength = view.getUint16(at + 28, true)
    const name = Buffer.from(bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameLength)).toString()
    entries.push({ name, size, packedSize, method, offset })
    at += ENTRY_BYTES + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

// The end record is followed by a comment of at most 65,535 bytes.
function findEnd(view: DataView): number {
  const last = view.byteLength - END_BYTES
  for (let at = last; at >= 0 && at > last - 65_536; at--) {
    if (view.getUint32(at, true) === END_SIGNATURE) return at
  }
  return -1
}

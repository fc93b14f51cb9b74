import { inflateRawSync } from 'node:zlib'
import { fileTooLarge, issue } from './issues.ts'
import type { ReadIssue } from './records.ts'
import { readZipDirectory, type ZipEntry } from './zip-directory.ts'

const MAX_FILES = 500
const LOCAL_SIGNATURE = 0x04034b50
const LOCAL_BYTES = 30
const STORED = 0
const DEFLATED = 8

/** One file out of an archive. */
export interface UnzippedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/**
 * Unzips an archive of a few files in memory. What the directory declares is checked beforehand, and
 * each file stops at what it declared: no archive unzips to more than `maxBytes` in all.
 */
export function unzip(archive: Uint8Array, maxBytes: number): readonly UnzippedFile[] | ReadIssue {
  const entries = readZipDirectory(archive)?.filter(isFile)
  if (!entries || entries.length > MAX_FILES) return issue('zip-unreadable')
  const total = entries.reduce((sum, { size }) => sum + size, 0)
  if (total > maxBytes) return fileTooLarge(total, maxBytes)
  const files: UnzippedFile[] = []
  for (const entry of entries) {
    const bytes = unzipOne(archive, entry)
    if (!bytes) return issue('zip-unreadable')
    files.push({ name: entry.name, bytes })
  }
  return files
}

// Folders, and the second files that a Macintosh puts beside each.
function isFile({ name }: ZipEntry): boolean {
  return !name.endsWith('/') && !name.startsWith('__MACOSX/')
}

// Null when the file is encrypted, compressed otherwise, truncated, or longer than it declared.
function unzipOne(archive: Uint8Array, { size, packedSize, offset, method }: ZipEntry): Uint8Array | null {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  if (offset + LOCAL_BYTES > archive.length || view.getUint32(offset, true) !== LOCAL_SIGNATURE) return null
  const start = offset + LOCAL_BYTES + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  const packed = archive.subarray(start, start + packedSize)
  if (packed.length < packedSize) return null
  if (method === STORED) return size === packedSize ? packed : null
  if (method !== DEFLATED) return null
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) })
  } catch {
    return null
  }
}

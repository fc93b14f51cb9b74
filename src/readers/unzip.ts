import { inflateRawSync } from 'node:zlib'
import { fileTooLarge, issue } from './issues.ts'
import type { ReadIssue } from './records.ts'
import type { Source } from './source.ts'
import { readZipDirectory, type ZipEntry } from './zip-directory.ts'

const LOCAL_SIGNATURE = 0x04034b50
const LOCAL_BYTES = 30
const STORED = 0
const DEFLATED = 8

/** What an archive may unzip to. */
export interface ZipLimits {
  readonly files: number
  /** Of one file, and of all of them. */
  readonly fileBytes: number
  readonly totalBytes: number
}

/** One file out of an archive, or why it cannot be taken out. */
export interface ZippedFile {
  readonly name: string
  readonly content: Uint8Array | ReadIssue
}

/**
 * Unzips an archive file by file, one at a time in memory. What the directory declares is checked
 * before anything is unzipped, and each file stops at what it declared: an archive that declares more
 * than `limits` is refused whole, a file that lies about itself alone.
 */
export async function zippedFiles(
  archive: Source,
  limits: ZipLimits,
): Promise<ReadIssue | AsyncGenerator<ZippedFile>> {
  const entries = (await readZipDirectory(archive))?.filter(isFile)
  if (!entries) return issue('zip-unreadable')
  if (entries.length > limits.files)
    return issue('zip-too-many', {}, { count: entries.length, max: limits.files })
  const total = entries.reduce((sum, { size }) => sum + size, 0)
  return total > limits.totalBytes
    ? fileTooLarge(total, limits.totalBytes)
    : filesOf(archive, entries, limits)
}

/** The same, all of them in memory, for archives of a few files; one that cannot be read refuses them all. */
export async function unzip(
  archive: Source,
  limits: ZipLimits,
): Promise<readonly { readonly name: string; readonly bytes: Uint8Array }[] | ReadIssue> {
  const zipped = await zippedFiles(archive, limits)
  if ('code' in zipped) return zipped
  const files: { name: string; bytes: Uint8Array }[] = []
  for await (const { name, content } of zipped) {
    if ('code' in content) return content
    files.push({ name, bytes: content })
  }
  return files
}

async function* filesOf(
  archive: Source,
  entries: readonly ZipEntry[],
  { fileBytes }: ZipLimits,
): AsyncGenerator<ZippedFile> {
  for (const entry of entries) {
    const content =
      entry.size > fileBytes
        ? fileTooLarge(entry.size, fileBytes)
        : entry.isEncrypted
          ? issue('zip-encrypted')
          : ((await unzipOne(archive, entry)) ?? issue('zip-unreadable'))
    yield { name: entry.name, content }
  }
}

// Folders, the second files that a Macintosh puts beside each, and what systems hide in a folder.
function isFile({ name, size }: ZipEntry): boolean {
  const path = name.replaceAll('\\', '/')
  if (path.endsWith('/') && size === 0) return false
  return !/(?:^|\/)(?:__MACOSX\/.*|\.[^/]*|Thumbs\.db|desktop\.ini)$/i.test(path)
}

// Null when the file is compressed otherwise, truncated, or longer than it declared.
async function unzipOne(
  archive: Source,
  { size, packedSize, offset, method }: ZipEntry,
): Promise<Uint8Array | null> {
  const header = Buffer.from(await archive.slice(offset, offset + LOCAL_BYTES))
  if (header.length < LOCAL_BYTES || header.readUInt32LE(0) !== LOCAL_SIGNATURE) return null
  const start = offset + LOCAL_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28)
  // More would not be what it declares.
  if (method === DEFLATED && packedSize > size + 100_000) return null
  const packed = await archive.slice(start, start + packedSize)
  if (packed.length < packedSize) return null
  if (method === STORED) return size === packedSize ? packed : null
  if (method !== DEFLATED) return null
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) })
  } catch {
    return null
  }
}

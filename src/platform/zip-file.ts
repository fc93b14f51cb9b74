import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

/** A file of an archive; its name has "/" between folders. */
export interface ZipEntry {
  readonly name: string
  readonly bytes: Uint8Array
}

/** The same files make the same archive. */
const FIRST_DAY = new Date(1980, 0, 1)

/**
 * A ZIP, file by file as they come: each is in memory while it is written, the archive never. Up to 65,535 files and
 * 4 GB, which one customer's letters do not reach.
 */
export async function* zipFile(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    pieces.push(Uint8Array.from(piece))
  })
  for await (const { name, bytes } of entries) {
    // What a PDF holds is compressed already.
    const file = name.endsWith('.pdf') ? new ZipPassThrough(name) : new ZipDeflate(name)
    file.mtime = FIRST_DAY
    zip.add(file)
    file.push(bytes, true)
    yield* pieces.splice(0)
  }
  zip.end()
  yield* pieces.splice(0)
}

import { createReadStream } from 'node:fs'
import type { BlobStore } from './blob-store.ts'

/** A backup: the path of a file, or a blob of a store. */
export type BackupFile = string | { readonly store: BlobStore; readonly name: string }

/** Where a backup is, as a person finds it. */
export function labelOf(file: BackupFile): string {
  return typeof file === 'string' ? file : `${file.name}, ${file.store.place}`
}

/** The bytes of a backup, and how many of them have come. */
export function openBackupFile(file: BackupFile): { bytes: AsyncIterable<Buffer>; taken(): number } {
  const source = typeof file === 'string' ? createReadStream(file) : file.store.read(file.name)
  let taken = 0
  async function* counted() {
    for await (const chunk of source as AsyncIterable<Uint8Array>) {
      taken += chunk.length
      yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
    }
  }
  return { bytes: counted(), taken: () => taken }
}

import { createHash } from 'node:crypto'
import type { Archive } from '#platform/archive.ts'

/** An archive that forgets everything with the test. */
export function memoryArchive(): Archive {
  const documents = new Map<string, Uint8Array>()
  return {
    async put(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      documents.set(sha256, bytes)
      return sha256
    },
    async get(sha256) {
      const bytes = documents.get(sha256)
      if (!bytes) throw new Error(`nothing under ${sha256}`)
      return bytes
    },
  }
}

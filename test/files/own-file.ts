import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileSource, type Source } from '#readers/source.ts'

/** A file of this folder, as a reader takes it. */
export async function ownFile(name: string): Promise<Source> {
  return await fileSource(join(import.meta.dirname, name))
}

export function ownText(name: string): string {
  return readFileSync(join(import.meta.dirname, name), 'utf8')
}

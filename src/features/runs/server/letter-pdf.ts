import { RelancesError } from '#domain/errors.ts'
import type { LetterPool, Priority } from '#letters/pool.ts'
import type { Archive } from '#platform/archive.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import { type FrozenLetter, readFrozenLetters } from './letter-store.ts'

export interface LetterPdfParts {
  readonly database: Pick<Database, 'db'>
  readonly pool: LetterPool
  readonly archive: Archive
}

export interface LetterPdf {
  readonly pdf: Uint8Array
  readonly pages: number
}

/**
 * One letter to look at: the archived bytes when there are some, never rendered again; else the
 * frozen content rendered now.
 * @throws RelancesError not-found
 */
export async function letterPdf(
  parts: LetterPdfParts,
  context: Context,
  letterId: number,
): Promise<LetterPdf> {
  const [letter] = await withScope(parts.database, context, (tx) => readFrozenLetters(tx, [letterId]), {
    readOnly: true,
  })
  if (!letter) throw new RelancesError('not-found', 'features.no-letter', { id: letterId })
  return await pdfOf(parts, letter, 'interactive')
}

/** The PDF of a letter read from the database, archived or not. */
export async function pdfOf(
  { pool, archive }: Omit<LetterPdfParts, 'database'>,
  letter: FrozenLetter,
  priority: Priority,
): Promise<LetterPdf> {
  if (letter.archiveSha256 !== null) {
    return { pdf: await archive.get(letter.archiveSha256), pages: letter.archivePages ?? 1 }
  }
  return await pool.archive(letter.letterhead, letter.content, priority)
}

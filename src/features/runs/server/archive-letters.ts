import { sql } from 'kysely'
import type { LetterContent, Letterhead } from '#domain/letters/letter.ts'
import { withImages } from '#ledger/letterhead.ts'
import type { LetterPool } from '#letters/pool.ts'
import type { Archive } from '#platform/archive.ts'
import type { Background, Wakeable } from '#platform/background.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { describeError, type Logger } from '#platform/log.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'

export interface ArchiveParts {
  readonly database: Pick<Database, 'db'>
  readonly pool: Pick<LetterPool, 'archive' | 'size'>
  readonly archive: Archive
  readonly log: Pick<Logger, 'error'>
}

interface UnarchivedLetter {
  company_id: number
  id: number
  content: LetterContent
  letterhead: Letterhead
  archive_attempts: number
}

const LETTERS_PER_TURN = 10
const WHO: Omit<Context, 'companyIds'> = {
  actor: { kind: 'system', name: 'archive' },
  permission: 'everything',
  today: '',
  language: 'fr',
}

/**
 * Archives every confirmed letter that has no archive yet, whoever confirmed it and whenever: the
 * letters themselves are the queue, so nothing can be lost between a confirmation and its archive.
 * Several processes may do it at once: each takes letters no other holds. A letter that fails is
 * tried again later, ever less often, and holds back no other. Returns how many were archived.
 */
export async function archiveLetters(
  parts: ArchiveParts,
  shouldStop: () => boolean = () => false,
): Promise<number> {
  const context = await narrowToCompanies(parts.database, WHO)
  const workers = Array.from({ length: parts.pool.size }, () => archiveUntilNone(parts, context, shouldStop))
  const counts = await Promise.all(workers)
  return counts.reduce((sum, count) => sum + count, 0)
}

async function archiveUntilNone(
  parts: ArchiveParts,
  context: Context,
  shouldStop: () => boolean,
): Promise<number> {
  let total = 0
  while (!shouldStop()) {
    const taken = await withScope(parts.database, context, (tx) => archiveSome(parts, tx))
    if (taken.letters === 0) return total
    total += taken.archived
  }
  return total
}

async function archiveSome(
  parts: ArchiveParts,
  tx: ScopedTransaction,
): Promise<{ letters: number; archived: number }> {
  const letters = await sql<UnarchivedLetter>`
    select l.company_id, l.id, l.content, r.letterhead, l.archive_attempts
    from letters l join runs r on r.company_id = l.company_id and r.id = l.run_id
    where l.archived_at is null and l.status in ('confirmed', 'cancelled')
      and (l.archive_retry_at is null or l.archive_retry_at <= now())
    order by l.id limit ${LETTERS_PER_TURN}
    for update of l skip locked
  `.execute(tx)
  let archived = 0
  for (const letter of letters.rows) {
    if (await archiveOne(parts, tx, letter)) archived += 1
  }
  return { letters: letters.rows.length, archived }
}

async function archiveOne(
  { pool, archive, log }: ArchiveParts,
  tx: ScopedTransaction,
  letter: UnarchivedLetter,
): Promise<boolean> {
  try {
    const letterhead = await withImages(tx, letter.company_id, letter.letterhead)
    const rendered = await pool.archive(letterhead, letter.content, 'batch')
    const sha256 = await archive.put(rendered.pdf)
    await sql`
      update letters set archive_sha256 = ${sha256}, archive_bytes = ${rendered.pdf.byteLength},
        archive_pages = ${rendered.pages}, archived_at = now(), archive_error = null
      where company_id = ${letter.company_id} and id = ${letter.id}
    `.execute(tx)
    return true
  } catch (error) {
    log.error({ err: error, letter: letter.id }, 'letter not archived')
    await sql`
      update letters set archive_attempts = archive_attempts + 1, archive_error = ${describeError(error).type},
        archive_retry_at = now() + least(interval '1 hour', interval '5 seconds' * power(2, archive_attempts))
      where company_id = ${letter.company_id} and id = ${letter.id}
    `.execute(tx)
    return false
  }
}

/**
 * Keeps the archive complete while the server runs: at start, when woken by a confirmation, and every ten seconds, so
 * that the letters which a dead server had in hand are soon taken by another one.
 */
export function startArchivist(background: Pick<Background, 'every'>, parts: ArchiveParts): Wakeable {
  return background.every({
    name: 'archive of letters',
    everyMs: 10_000,
    turn: async (stopping) => void (await archiveLetters(parts, () => stopping.aborted)),
  })
}

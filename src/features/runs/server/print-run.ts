import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import type { Letterhead } from '#domain/letters/letter.ts'
import { concatenatePdfs } from '#letters/pdf-concatenation.ts'
import { printStream } from '#letters/print-file.ts'
import { translate } from '#messages/translate.ts'
import type { Context } from '#platform/context.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import type { PrintParts } from '../letter-contract.ts'
import { type LetterPdfParts, pdfOf } from './letter-pdf.ts'
import { type FrozenLetter, readFrozenLetters } from './letter-store.ts'
import { readRunStatus } from './store.ts'

/** Letters to a part of the print file: what a browser's print dialog still takes. */
const LETTERS_PER_PART = 500
const LETTERS_PER_READ = 100

/** The parts a run is printed in, with the clients each begins and ends with. @throws RelancesError not-found */
export async function listPrintParts(tx: ScopedTransaction, runId: number): Promise<PrintParts['parts']> {
  await readRunStatus(tx, runId)
  const found = await sql<{ part: number; letters: number; first_name: string; last_name: string }>`
    select part, count(*) as letters, (array_agg(name order by place))[1] as first_name,
           (array_agg(name order by place desc))[1] as last_name
    from (
      select c.name, n.place, (n.place - 1) / ${LETTERS_PER_PART}::integer + 1 as part
      from (${printable(runId)}) n join customers c on c.company_id = n.company_id and c.id = n.customer_id) placed
    group by part order by part
  `.execute(tx)
  return found.rows.map((row) => ({
    part: row.part,
    letters: row.letters,
    firstName: row.first_name,
    lastName: row.last_name,
    url: `/api/runs/${runId}/print?part=${row.part}`,
  }))
}

// What has been put to review or undone is not to be posted, nor what goes by e-mail alone.
function printable(runId: number) {
  return sql`
    select l.id, l.company_id, l.customer_id, l.archived_at, row_number() over (order by l.position, l.id) as place
    from letters l where l.run_id = ${runId} and l.status in ('draft', 'confirmed') and l.way <> 'email'`
}

/**
 * The print file of a run, or one part of it, as a PDF written while it is made: its memory does
 * not depend on the number of letters. Once a letter is archived its archive is printed, never a
 * new rendering.
 * @throws RelancesError not-found for a run or a part that does not exist
 */
export async function printRun(
  parts: LetterPdfParts,
  context: Context,
  runId: number,
  part?: number,
): Promise<AsyncIterable<Uint8Array>> {
  const found = await withScope(parts.database, context, (tx) => lettersOfPart(tx, runId, part), {
    readOnly: true,
  })
  if (found.length === 0)
    throw new RelancesError('not-found', 'features.no-print-part', { run: runId, part: part ?? 1 })
  const letters = frozenLetters(
    parts,
    context,
    found.map((letter) => letter.id),
  )
  const title = translate(context.language, 'features.print-title', { run: runId })
  if (found.every((letter) => !letter.is_archived)) return printStream(parts.pool, letters, { title })
  return concatenatePdfs(pdfs(parts, letters), title)
}

async function lettersOfPart(
  tx: ScopedTransaction,
  runId: number,
  part: number | undefined,
): Promise<{ id: number; is_archived: boolean }[]> {
  await readRunStatus(tx, runId)
  const within =
    part === undefined
      ? sql`true`
      : sql`n.place > ${(part - 1) * LETTERS_PER_PART} and n.place <= ${part * LETTERS_PER_PART}`
  const found = await sql<{ id: number; is_archived: boolean }>`
    select n.id, n.archived_at is not null as is_archived from (${printable(runId)}) n
    where ${within} order by n.place
  `.execute(tx)
  return found.rows
}

// Letters are laid out together only when they have the same sender, told by identity: one
// letterhead object per company.
async function* frozenLetters(
  parts: LetterPdfParts,
  context: Context,
  ids: readonly number[],
): AsyncGenerator<FrozenLetter> {
  const letterheads = new Map<number, Letterhead>()
  for (let start = 0; start < ids.length; start += LETTERS_PER_READ) {
    const some = ids.slice(start, start + LETTERS_PER_READ)
    const letters = await withScope(parts.database, context, (tx) => readFrozenLetters(tx, some), {
      readOnly: true,
    })
    for (const letter of letters) {
      const letterhead = letterheads.get(letter.companyId) ?? letter.letterhead
      letterheads.set(letter.companyId, letterhead)
      yield { ...letter, letterhead }
    }
  }
}

async function* pdfs(
  parts: LetterPdfParts,
  letters: AsyncIterable<FrozenLetter>,
): AsyncGenerator<Uint8Array> {
  for await (const letter of letters) yield (await pdfOf(parts, letter, 'batch')).pdf
}

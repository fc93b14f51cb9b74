import { sql } from 'kysely'
import { mustHave, RelancesError } from '#domain/errors.ts'
import { isCreditorReference } from '#domain/letters/creditor-reference.ts'
import { type LetterContent, lacksRates } from '#domain/letters/letter.ts'
import { isAddressLong } from '#domain/people/parties.ts'
import type { DraftItem } from '#ledger/draft-source.ts'
import { searchWords } from '#ledger/letter-content.ts'
import { frozenLetterhead } from '#ledger/letterhead.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { type DraftLetter, type DraftOrder, type DraftPlan, type LeftOut, planDraft } from './plan-draft.ts'

export interface DraftMade {
  readonly run: number
  readonly letters: number
  readonly leftOut: LeftOut
}

const LETTERS_PER_INSERT = 500

/**
 * Makes the draft of a run: one letter per company, client and currency (per level too when the
 * company asks for it), with its whole content frozen. No level moves.
 * @throws RelancesError invalid for a day the letters cannot bear, conflict when nothing of the selection can be
 * reminded, or when credits cover all of it
 */
export async function createDraft(
  tx: ScopedTransaction,
  order: DraftOrder,
  actor: string,
): Promise<DraftMade> {
  return await writeDraft(tx, order, await planDraft(tx, order), actor)
}

/** Writes a plan down. @throws RelancesError conflict when it holds no letter */
export async function writeDraft(
  tx: ScopedTransaction,
  order: DraftOrder,
  { run, letters, leftOut, isTicked }: Omit<DraftPlan, 'leftOutClients'>,
  actor: string,
): Promise<DraftMade> {
  if (letters.length === 0)
    throw new RelancesError('conflict', isTicked ? 'features.all-covered' : 'features.nothing-to-remind')
  await keepActive(tx, letters)
  await insertRun(tx, run, letters, order, actor)
  for (let start = 0; start < letters.length; start += LETTERS_PER_INSERT) {
    await insertLetters(tx, run, start, letters.slice(start, start + LETTERS_PER_INSERT))
  }
  return { run, letters: letters.length, leftOut }
}

// Archiving a company waits for the draft, then sees it and is refused; a company archived since this picture of
// the database was taken makes the transaction begin again (`withScope`), without it.
async function keepActive(tx: ScopedTransaction, letters: readonly DraftLetter[]): Promise<void> {
  const ids = [...new Set(letters.map((letter) => letter.company.id))]
  await tx.selectFrom('companies').select('id').where('id', 'in', ids).orderBy('id').forShare().execute()
}

async function insertRun(
  tx: ScopedTransaction,
  run: number,
  letters: readonly DraftLetter[],
  order: DraftOrder,
  actor: string,
): Promise<void> {
  const companies = new Map(letters.map((letter) => [letter.company.id, letter.company]))
  await tx
    .insertInto('runs')
    .values(
      [...companies.values()].map((company) => ({
        company_id: company.id,
        id: run,
        overdue_on: order.filter.on,
        letter_on: order.letterOn,
        letterhead: JSON.stringify(frozenLetterhead(company.letterhead)),
        created_by: actor,
      })),
    )
    .execute()
}

async function insertLetters(
  tx: ScopedTransaction,
  run: number,
  offset: number,
  letters: readonly DraftLetter[],
): Promise<void> {
  const column = <T>(read: (letter: DraftLetter, index: number) => T): T[] => letters.map(read)
  const inserted = await sql<{ id: number; position: number }>`
    insert into letters (company_id, run_id, position, customer_id, currency, level, text_id, content, search,
      total_cents, net_cents, lacks_rates, payment_reference, address_is_long, information_ids, way, paper_reason, email)
    select company_id, ${run}, position, customer_id, currency, level, text_id, content, fold(search),
           total_cents, net_cents, lacks_rates, payment_reference, address_is_long, information_ids::bigint[],
           way, paper_reason, email
    from unnest(
      ${column((letter) => letter.company.id)}::bigint[],
      ${column((_, index) => offset + index + 1)}::integer[],
      ${column((letter) => letter.customer.id)}::bigint[],
      ${column((letter) => letter.content.currency)}::text[],
      ${column((letter) => letter.level)}::smallint[],
      ${column((letter) => letter.textId)}::bigint[],
      ${column((letter) => JSON.stringify(letter.content))}::jsonb[],
      ${column((letter) => searchWords(letter.content))}::text[],
      ${column((letter) => letter.content.instalmentsCents)}::bigint[],
      ${column((letter) => letter.content.netCents)}::bigint[],
      ${column((letter) => lacksRates(letter.content))}::boolean[],
      ${column(({ content }) => ownReference(content))}::text[],
      ${column(({ content, customer }) => isAddressLong(content.recipientLines, customer.country))}::boolean[],
      ${column(({ informationItems }) => `{${informationItems.map((item) => item.id).join(',')}}`)}::text[],
      ${column(({ message }) => message.way)}::text[],
      ${column(({ message }) => message.paperReason)}::text[],
      ${column(({ message: { email } }) => (email === null ? null : JSON.stringify(email)))}::jsonb[])
      t (company_id, position, customer_id, currency, level, text_id, content, search, total_cents, net_cents,
         lacks_rates, payment_reference, address_is_long, information_ids, way, paper_reason, email)
    returning id, position
  `.execute(tx)
  const idOf = new Map(inserted.rows.map((row) => [row.position, row.id]))
  await insertItems(
    tx,
    letters.flatMap((letter, index) =>
      letter.items.map((item, place) => ({
        item,
        place,
        letterId: mustHave(idOf.get(offset + index + 1), 'a letter just written'),
      })),
    ),
  )
}

function ownReference({ paymentReference }: LetterContent): string | null {
  return paymentReference && isCreditorReference(paymentReference) ? paymentReference : null
}

async function insertItems(
  tx: ScopedTransaction,
  rows: readonly { readonly item: DraftItem; readonly place: number; readonly letterId: number }[],
): Promise<void> {
  await sql`
    insert into letter_items (company_id, letter_id, instalment_id, position, open_cents, level, last_event_id)
    select * from unnest(
      ${rows.map((row) => row.item.company_id)}::bigint[],
      ${rows.map((row) => row.letterId)}::bigint[],
      ${rows.map((row) => row.item.id)}::bigint[],
      ${rows.map((row) => row.place + 1)}::integer[],
      ${rows.map((row) => row.item.open_cents)}::bigint[],
      ${rows.map((row) => row.item.level)}::smallint[],
      ${rows.map((row) => row.item.last_event_id)}::bigint[])
  `.execute(tx)
}

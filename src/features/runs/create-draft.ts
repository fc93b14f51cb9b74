import { sql } from 'kysely'
import { creditorReference, isCreditorReference, letterReferenceBody } from '#domain/creditor-reference.ts'
import type { Day } from '#domain/day.ts'
import { RelancesError } from '#domain/errors.ts'
import { type LetterContent, lacksRates } from '#domain/letter.ts'
import type { Level } from '#domain/levels.ts'
import { audienceOf, isAddressLong } from '#domain/parties.ts'
import { plannedLetters } from '#domain/run.ts'
import type { Selection } from '#domain/selection.ts'
import { type DraftCompany, readDraftCompanies } from '#ledger/draft-company.ts'
import {
  type DraftCustomer,
  type DraftItem,
  type DraftSource,
  readDraftSource,
} from '#ledger/draft-source.ts'
import { NOTHING_IMPUTED } from '#ledger/imputed-credits.ts'
import { documentName, letterContent, searchWords } from '#ledger/letter-content.ts'
import { frozenLetterhead } from '#ledger/letterhead.ts'
import type { ProposalFilter } from '#ledger/proposed-customers.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

export interface DraftOrder {
  readonly filter: ProposalFilter
  readonly selection: Selection
  readonly letterOn: Day
}

export interface DraftMade {
  readonly run: number
  readonly letters: number
}

interface DraftLetter {
  readonly company: DraftCompany
  readonly customer: DraftCustomer
  readonly level: Level
  readonly textId: number
  readonly content: LetterContent
  readonly items: readonly DraftItem[]
}

const LETTERS_PER_INSERT = 500

/**
 * Makes the draft of a run: one letter per company, client and currency (per level too when the
 * company asks for it), with its whole content frozen. No level moves.
 * @throws RelancesError conflict when nothing of the selection can be reminded, or when credits cover all of it
 */
export async function createDraft(
  tx: ScopedTransaction,
  order: DraftOrder,
  actor: string,
): Promise<DraftMade> {
  const source = await readDraftSource(tx, order.filter, order.selection, order.letterOn)
  const companies = await readDraftCompanies(tx, order.filter.companyIds)
  const items = Map.groupBy(source.items, (item) => keyOf(item.company_id, item.customer_id))
  const run = await nextRun(tx)
  const drafting = { accounts: source.accounts, letterOn: order.letterOn, references: letterReferences(run) }
  const letters = source.customers.flatMap((customer) => {
    const key = keyOf(customer.company_id, customer.id)
    const company = companies.get(customer.company_id)
    if (!company) return []
    return lettersOfCustomer(company, customer, items.get(key) ?? [], drafting)
  })
  if (letters.length === 0) {
    const isCovered = source.items.some((item) => item.is_ticked)
    throw new RelancesError('conflict', isCovered ? 'features.all-covered' : 'features.nothing-to-remind')
  }
  await keepActive(tx, letters)
  await insertRun(tx, run, letters, order, actor)
  for (let start = 0; start < letters.length; start += LETTERS_PER_INSERT) {
    await insertLetters(tx, run, start, letters.slice(start, start + LETTERS_PER_INSERT))
  }
  return { run, letters: letters.length }
}

async function nextRun(tx: ScopedTransaction): Promise<number> {
  const { rows } = await sql<{ run: number }>`select nextval('run_numbers') as run`.execute(tx)
  const [next] = rows
  if (!next) throw new Error('a sequence always has a next number')
  return next.run
}

// One a letter, in the order of the letters: the place of a letter in its run is its own.
function* letterReferences(run: number): Generator<string, never> {
  for (let position = 1; ; position += 1) yield creditorReference(letterReferenceBody(run, position))
}

function keyOf(companyId: number, customerId: number): string {
  return `${companyId}:${customerId}`
}

// Archiving a company waits for the draft, then sees it and is refused; a company archived since this picture of
// the database was taken makes the transaction begin again (`withScope`), without it.
async function keepActive(tx: ScopedTransaction, letters: readonly DraftLetter[]): Promise<void> {
  const ids = [...new Set(letters.map((letter) => letter.company.id))]
  await tx.selectFrom('companies').select('id').where('id', 'in', ids).orderBy('id').forShare().execute()
}

/** What is the same for every letter of a run. */
interface Drafting {
  readonly accounts: DraftSource['accounts']
  readonly letterOn: Day
  readonly references: Iterator<string, never>
}

function lettersOfCustomer(
  company: DraftCompany,
  customer: DraftCustomer,
  items: readonly DraftItem[],
  { accounts, letterOn, references }: Drafting,
): DraftLetter[] {
  const currencies = [...Map.groupBy(items, (item) => item.currency)].sort(([a], [b]) => a.localeCompare(b))
  return currencies.flatMap(([currency, ofCurrency]) => {
    const imputed = accounts.get(`${keyOf(company.id, customer.id)}:${currency}`) ?? NOTHING_IMPUTED
    const unticked = ofCurrency.filter((item) => !item.is_ticked)
    const planned = plannedLetters(
      ofCurrency.filter((item) => item.is_ticked).map((item) => ({ ...item, openCents: item.open_cents })),
      imputed.parts,
      company.oneLetterPerLevel,
    ).map((letter) => ({ ...letter, ownReference: references.next().value }))
    const feesAsked = new Set<number>()
    // From the highest level: the 40 € of an invoice are asked by the gravest letter that tells its penalties.
    const letters = planned.toReversed().map(({ level, instalments, ownReference }) => {
      const text = company.textFor(level, customer.language, audienceOf(customer.kind))
      const settings = company.settingsOf(level)
      const content = letterContent({
        letterhead: company.letterhead,
        customer: { ...customer, language: text.language },
        currency,
        level,
        letterOn,
        settings,
        penaltyRules: company.penaltyRules,
        text,
        items: instalments,
        ownReference,
        informationItems: settings.listsForInformation ? unticked : [],
        imputed,
        feesAsked: new Set(feesAsked),
      })
      for (const item of instalments) if (asksFee(content, item)) feesAsked.add(item.invoice_id)
      return { company, customer, level, textId: text.id, content, items: instalments }
    })
    return letters.toReversed()
  })
}

// An invoice is late by the interest it has borne, or by the days whose rate is missing.
function asksFee({ penalties, letterOn }: LetterContent, item: DraftItem): boolean {
  if (penalties?.kind !== 'owed') return false
  const isLine = penalties.lines.some((line) => line.number === documentName(item))
  return isLine || (penalties.missing !== undefined && penalties.missing.length > 0 && item.due_on < letterOn)
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
      total_cents, net_cents, lacks_rates, payment_reference, address_is_long)
    select company_id, ${run}, position, customer_id, currency, level, text_id, content, fold(search),
           total_cents, net_cents, lacks_rates, payment_reference, address_is_long
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
      ${column(({ content, customer }) => isAddressLong(content.recipientLines, customer.country))}::boolean[])
      t (company_id, position, customer_id, currency, level, text_id, content, search, total_cents, net_cents,
         lacks_rates, payment_reference, address_is_long)
    returning id, position
  `.execute(tx)
  const idOf = new Map(inserted.rows.map((row) => [row.position, row.id]))
  await insertItems(
    tx,
    letters.flatMap((letter, index) =>
      letter.items.map((item, place) => ({ item, place, letterId: idOf.get(offset + index + 1) ?? 0 })),
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

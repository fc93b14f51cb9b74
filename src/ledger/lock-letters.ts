import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { BlockKind } from '#domain/dunning/blocks.ts'
import type { Level } from '#domain/dunning/levels.ts'
import { mustHave } from '#domain/errors.ts'
import type { LetterRow } from '#domain/letters/letter.ts'
import type { LetterFacts, LetterTable } from '#domain/letters/letter-review.ts'
import type { CustomerKind } from '#domain/people/parties.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { LetterStatus } from '#platform/tables-letters.ts'
import { countedFor } from './draft-source.ts'
import { accountKey, type ImputedAccount, NOTHING_IMPUTED, readImputedAccounts } from './imputed-credits.ts'
import { creditRows, itemRow } from './letter-content.ts'
import { activeBlocks } from './proposed.ts'
import { waitForImport } from './receivable-locks.ts'

/** A letter that nobody else can decide of until the transaction ends, with what it was made of. */
export interface LockedLetter {
  readonly id: number
  readonly company_id: number
  readonly customer_id: number
  readonly currency: string
  readonly overdue_on: Day
  readonly letter_on: Day
  readonly made_at: Date
  readonly tells_penalties: boolean
  /** Who it was written to: the audience of its text, for a letter that does not say the kind. */
  readonly written_to: CustomerKind
  readonly names_mediator: boolean
  readonly table: LetterTable
  readonly information_ids: readonly number[]
}

/** An instalment of a locked letter, locked with it. */
export interface LockedItem {
  readonly letter_id: number
  readonly company_id: number
  readonly id: number
  readonly frozen_level: Level
  readonly frozen_reminded_on: Day | null
  readonly level: Level
  readonly last_reminded_on: Day | null
  readonly block_kind: BlockKind | null
  readonly block_ends_on: Day | null
  readonly number: string | null
  readonly label: string | null
  readonly issued_on: Day | null
  readonly amount_cents: number
  readonly open_cents: number
  readonly due_on: Day | null
  readonly due_is_estimated: boolean
}

/** A locked letter with its instalments in the order of its rows, and what it would say now. */
export interface LetterNow {
  readonly letter: LockedLetter
  readonly items: readonly LockedItem[]
  readonly facts: LetterFacts
}

/**
 * Locks the letters of one run that are still in that state. A letter someone else has just decided of, or is
 * deciding of, no longer comes back.
 */
export async function lockLetters(
  tx: ScopedTransaction,
  ids: readonly number[],
  status: Extract<LetterStatus, 'draft' | 'to-review' | 'confirmed'>,
): Promise<LockedLetter[]> {
  const isOpen = status === 'draft' ? sql`r.status = 'draft'` : sql`r.status <> 'discarded'`
  const { rows } = await sql<LockedLetter>`
    select l.id, l.company_id, l.customer_id, l.currency, l.information_ids, r.overdue_on, r.letter_on,
           r.created_at as made_at, l.content->'penalties'->>'kind' is not null as tells_penalties,
           coalesce(l.content->'addressee'->>'kind', t.audience) as written_to,
           coalesce((l.content->'addressee'->>'namesMediator')::boolean, false) as names_mediator,
           jsonb_build_object('rows', l.content->'rows', 'informationRows', l.content->'informationRows',
             'creditRows', l.content->'creditRows', 'netCents', l.net_cents) as table
    from letters l join runs r on r.company_id = l.company_id and r.id = l.run_id
      join letter_texts t on t.company_id = l.company_id and t.id = l.text_id
    where l.id = any(${ids}::bigint[]) and l.status = ${status} and ${isOpen}
    order by l.id
    for update of l
  `.execute(tx)
  return rows
}

/**
 * Locks what these letters of one run are made of, and reads what each would say now: the open credits of their
 * clients first, then their instalments, each in the order of company and identifier, as all who allocate do. What
 * is read is read after that, so that none of it can have moved meanwhile: a payment that arrives during the
 * reading comes after the letter.
 */
export async function readLettersNow(
  tx: ScopedTransaction,
  letters: readonly LockedLetter[],
  today: Day,
): Promise<LetterNow[]> {
  const [first] = letters
  if (!first) return []
  const companyIds = [...new Set(letters.map((letter) => letter.company_id))].sort((a, b) => a - b)
  for (const companyId of companyIds) await waitForImport(tx, companyId)
  const days = countedFor({ on: first.overdue_on, today }, first.letter_on)
  const customerIds = [...new Set(letters.map((letter) => letter.customer_id))]
  await lockCredits(tx, companyIds, customerIds)
  await lockItems(tx, letters, companyIds)
  const items = Map.groupBy(await readItems(tx, letters, companyIds, days.dueBy), (item) => item.letter_id)
  const accounts = await readImputedAccounts(tx, { companyIds, customerIds, ...days })
  const information = await readInformation(tx, letters, companyIds)
  const paid = await readPenaltiesPaid(tx, letters)
  const kinds = await readKinds(tx, companyIds, customerIds)
  return letters.map((letter) => {
    const own = items.get(letter.id) ?? []
    const imputed = accounts.get(accountKey(letter)) ?? NOTHING_IMPUTED
    return { letter, items: own, facts: factsOf(letter, own, { imputed, information, paid, kinds }) }
  })
}

function factsOf(
  letter: LockedLetter,
  items: readonly LockedItem[],
  now: {
    readonly imputed: ImputedAccount
    readonly information: ReadonlyMap<number, LetterRow>
    readonly paid: ReadonlyMap<number, { readonly before: number; readonly after: number }>
    readonly kinds: ReadonlyMap<number, CustomerKind>
  },
): LetterFacts {
  const { imputed, information, paid, kinds } = now
  const listed = letter.information_ids.flatMap((id) => information.get(id) ?? [])
  return {
    letterOn: letter.letter_on,
    table: letter.table,
    items: items.map((item) => ({
      row: itemRow(item),
      level: item.level,
      lastRemindedOn: item.last_reminded_on,
      frozen: { level: item.frozen_level, lastRemindedOn: item.frozen_reminded_on },
      block: item.block_kind === null ? null : { kind: item.block_kind, until: item.block_ends_on },
    })),
    // Letters made before these were kept list them by name only.
    informationRows: letter.information_ids.length === 0 ? null : listed,
    creditRows: creditRows({ items, imputed }),
    paidPenalties: paid.get(letter.id) ?? null,
    addressee: {
      before: letter.written_to,
      after: mustHave(kinds.get(letter.customer_id), 'the kind of a customer'),
      namesMediator: letter.names_mediator,
    },
  }
}

// What was paid of the penalties of its invoices when each letter was made, and now; of those that tell them.
async function readPenaltiesPaid(tx: ScopedTransaction, letters: readonly LockedLetter[]) {
  const telling = letters.filter((letter) => letter.tells_penalties)
  const { rows } = await sql<{ id: number; before: number; after: number }>`
    select l.id,
           coalesce(sum(a.amount_cents) filter (where a.created_at <= l.made_at
             and (a.cancelled_at is null or a.cancelled_at > l.made_at)), 0)::bigint as before,
           coalesce(sum(a.amount_cents) filter (where a.cancelled_at is null), 0)::bigint as after
    from unnest(${telling.map((letter) => letter.company_id)}::bigint[],
                ${telling.map((letter) => letter.id)}::bigint[],
                ${telling.map((letter) => letter.made_at)}::timestamptz[]) as l (company_id, id, made_at)
      join allocations a on a.company_id = l.company_id and a.penalty_invoice_id in (
        select i.invoice_id from letter_items m
          join instalments i on i.company_id = m.company_id and i.id = m.instalment_id
        where m.company_id = l.company_id and m.letter_id = l.id)
    group by l.id
  `.execute(tx)
  return new Map(rows.map(({ id, ...paid }) => [id, paid]))
}

async function readKinds(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  customerIds: readonly number[],
): Promise<ReadonlyMap<number, CustomerKind>> {
  const { rows } = await sql<{ id: number; kind: CustomerKind }>`
    select id, kind from customers
    where company_id = any(${companyIds}::bigint[]) and id = any(${customerIds}::bigint[])
  `.execute(tx)
  return new Map(rows.map(({ id, kind }) => [id, kind]))
}

async function lockCredits(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  customerIds: readonly number[],
): Promise<void> {
  await sql`
    select from credits
    where company_id = any(${companyIds}::bigint[]) and customer_id = any(${customerIds}::bigint[]) and open_cents > 0
    order by company_id, id
    for share
  `.execute(tx)
}

async function lockItems(
  tx: ScopedTransaction,
  letters: readonly LockedLetter[],
  companyIds: readonly number[],
): Promise<void> {
  const ids = letters.map((letter) => letter.id)
  await sql`
    select from letter_items li
    join instalments i on i.company_id = li.company_id and i.id = li.instalment_id
    where li.company_id = any(${companyIds}::bigint[]) and li.letter_id = any(${ids}::bigint[])
    order by i.company_id, i.id
    for update of i
  `.execute(tx)
}

// What the draft saw of the last reminder is in the history: it is read only where something has happened since.
async function readItems(
  tx: ScopedTransaction,
  letters: readonly LockedLetter[],
  companyIds: readonly number[],
  on: Day,
): Promise<LockedItem[]> {
  const ids = letters.map((letter) => letter.id)
  const { rows } = await sql<LockedItem>`
    select li.letter_id, i.company_id, i.id, li.level as frozen_level,
           case when li.last_event_id is not distinct from i.last_event_id then i.last_reminded_on
             else (select e.reminded_on_after from reminder_events e
               where e.company_id = li.company_id and e.id = li.last_event_id) end as frozen_reminded_on,
           i.level, i.last_reminded_on, b.kind as block_kind, b.ends_on as block_ends_on,
           inv.number, inv.label, inv.issued_on, i.amount_cents, i.open_cents, i.due_on, i.due_is_estimated
    from letter_items li
    join instalments i on i.company_id = li.company_id and i.id = li.instalment_id
    join invoices inv on inv.company_id = i.company_id and inv.id = i.invoice_id
    left join lateral (${activeBlocks(on)} order by b.id limit 1) b on true
    where li.company_id = any(${companyIds}::bigint[]) and li.letter_id = any(${ids}::bigint[])
    order by li.letter_id, li.position
  `.execute(tx)
  return rows
}

async function readInformation(
  tx: ScopedTransaction,
  letters: readonly LockedLetter[],
  companyIds: readonly number[],
): Promise<ReadonlyMap<number, LetterRow>> {
  const ids = letters.flatMap((letter) => letter.information_ids)
  if (ids.length === 0) return new Map()
  const { rows } = await sql<LockedItem>`
    select i.id, inv.number, inv.label, inv.issued_on, i.amount_cents, i.open_cents, i.due_on, i.due_is_estimated
    from instalments i join invoices inv on inv.company_id = i.company_id and inv.id = i.invoice_id
    where i.company_id = any(${companyIds}::bigint[]) and i.id = any(${ids}::bigint[])
  `.execute(tx)
  return new Map(rows.map((row) => [row.id, itemRow(row)]))
}

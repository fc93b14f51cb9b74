import { type RawBuilder, sql } from 'kysely'
import { SAME_DOCUMENT_DAYS } from '#domain/receivables/document-identity.ts'
import { changedRows } from '#platform/rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { withdrawCredits } from './import-absences.ts'
import { askDoubles, type DoubleQuestions, isSetAsideAsDouble } from './import-double-questions.ts'
import { type DocumentPair, identifyDocuments } from './import-identity.ts'
import { findMergedPayments, hasMerged, joinKept, mergedNotes } from './import-merged.ts'
import type { ImportScope } from './import-scope.ts'
import { hasLastingKeys, storedKey } from './import-staging.ts'

/**
 * Tells which staged credits, not known by their key, are known all the same: credit notes as any document
 * (domain/receivables/document-identity.ts); payments by customer, number, amount and date, or without a number by customer,
 * amount and date. What only a person can tell is asked.
 */
export async function recogniseCredits(
  tx: ScopedTransaction,
  scope: ImportScope,
  questions: DoubleQuestions,
): Promise<void> {
  const { companyId } = scope
  const isDoubtful = (which?: 'undecided') => isSetAsideAsDouble('credit_id', sql`k.id`, companyId, which)
  const base = { companyId, kind: 'credit', found: FOUND, instalments: null } as const
  await sql`
    update staged_credits s set credit_id = null
    where ${isSetAsideAsDouble('credit_id', sql`s.credit_id`, companyId)}
  `.execute(tx)
  const { same, asked } = await identifyDocuments(tx, {
    ...base,
    known: knownNotes(scope, sql`not ${isDoubtful()}`),
  })
  await joinKnown(tx, scope, same)
  const merged = await recogniseMerged(tx, scope, base)
  const open = asked.filter(({ key }) => !merged.has(key))
  const answered = await askDoubles(tx, scope, questions, open)
  await sql`
    update credits k set source_key = k.source_key || '#' || k.id
    where k.company_id = ${companyId} and k.source_key = any(${answered.map(({ key }) => key)}::text[])
  `.execute(tx)
  await joinKnown(tx, scope, answered)
  const again = await identifyDocuments(tx, { ...base, known: knownNotes(scope, isDoubtful('undecided')) })
  await joinKnown(tx, scope, again.same)
  // Two identifiers of one program are two payments, unless it says otherwise (`push-doubles.ts`).
  const hasRows = scope.source !== 'api'
  if (hasRows) await recogniseOfSameBooks(tx, scope, [sql`amount_cents`, sql`coalesce(number, '')`])
  if (hasRows && scope.covers === null)
    await recogniseOfSameBooks(tx, scope, [sql`identifying_number(number)`])
  await recogniseElsewhere(tx, scope)
  await recognisePayments(tx, scope, sql`0`)
  await recognisePayments(tx, scope, sql`7`)
  await recognisePayments(tx, scope, sql`15`, sql`k.noted_cents is not null`)
  if (await hasMerged(tx, companyId))
    await joinKept(tx, scope, 'credits', await findMergedPayments(tx, scope))
}

async function recogniseMerged(
  tx: ScopedTransaction,
  scope: ImportScope,
  base: Omit<Parameters<typeof identifyDocuments>[1], 'known'>,
): Promise<ReadonlySet<string>> {
  if (!(await hasMerged(tx, scope.companyId))) return new Set()
  const { same } = await identifyDocuments(tx, { ...base, known: mergedNotes(scope) })
  await joinKept(tx, scope, 'credits', same)
  return new Set(same.map(({ key }) => key))
}

// An opening line says neither what a credit is nor when it was issued (domain/receivables/document-identity.ts `issueDay`).
function issueDay(credit: 's' | 'k'): RawBuilder<unknown> {
  const of = (name: string) => sql.ref(`${credit}.${name}`)
  return sql`case when ${of('kind')} = 'adjustment' and ${of('received_on')} is not distinct from ${of('entered_on')}
    then null else ${of('received_on')} end`
}

const FOUND = sql`
  select s.key as ref, s.customer_id, s.number, s.currency, ${issueDay('s')} as issued_on, s.amount_cents as total_cents,
         s.amount_cents as left_cents, s.label, s.line as place
  from staged_credits s where s.credit_id is null and s.kind <> 'payment'`

function knownNotes(scope: ImportScope, condition: RawBuilder<boolean>): RawBuilder<unknown> {
  return sql`
    select k.id as ref, k.customer_id, k.number, k.currency, ${issueDay('k')} as issued_on,
           k.amount_cents as total_cents, k.open_cents as left_cents, k.label, k.id as place
    from credits k where k.kind <> 'payment' and ${condition} and ${isKnown(scope)} and ${mayMeet(scope)}`
}

// As of invoices: what bears one of the numbers of a push, or comes to one of its amounts.
function mayMeet({ companyId, source }: ImportScope): RawBuilder<boolean> {
  if (source !== 'api') return sql<boolean>`true`
  return sql<boolean>`k.id in (
    select b.credit_id from credit_notes_bearing(${companyId}, array(
      select identifying_number(number) from staged_credits
      where credit_id is null and identifying_number(number) is not null)) b
    union all
    select o.id from staged_credits s join credits o on o.company_id = ${companyId}
      and o.customer_id = s.customer_id and s.amount_cents in (o.amount_cents, o.open_cents)
    where s.credit_id is null and s.kind <> 'payment')`
}

// As of invoices: two entries of one ledger are two, unless one has vanished where the other has appeared.
function isKnown({ companyId, source, covers }: ImportScope): RawBuilder<boolean> {
  return sql<boolean>`k.company_id = ${companyId} and k.cancelled_at is null
    and (k.source = ${source} or ${isNotCancelled})
    and (k.source <> 'fec' or ${covers === null}
      or k.entered_on between ${covers?.from ?? null}::date and ${covers?.to ?? null}::date)
    and not exists (select from staged_credits t where t.credit_id = k.id)`
}

async function joinKnown(
  tx: ScopedTransaction,
  scope: ImportScope,
  pairs: readonly DocumentPair[],
): Promise<void> {
  const { companyId, source, covers } = scope
  await sql`
    update staged_credits s set credit_id = k.id, is_ours = ${covers !== null} or k.source = ${source}
    from unnest(${pairs.map(({ key }) => key)}::text[], ${pairs.map(({ knownId }) => knownId)}::bigint[]) p (key, id)
      join credits k on k.company_id = ${companyId} and k.id = p.id
    where s.key = p.key
  `.execute(tx)
}

// Payments of the same day that the same kind of file has brought, whatever else agrees.
async function recogniseOfSameBooks(
  tx: ScopedTransaction,
  scope: ImportScope,
  alike: readonly RawBuilder<unknown>[],
): Promise<void> {
  const columns = sql.join([...alike.map((value, index) => sql`${value} as ${sql.ref(`alike${index}`)}`)])
  const names = sql.join(alike.map((_, index) => sql.ref(`alike${index}`)))
  const ranked = (rows: RawBuilder<unknown>) => sql`
    select *, row_number() over (partition by customer_id, currency, day, ${names} order by label, place) as rank
    from (select *, coalesce(received_on, date '0001-01-01') as day, ${columns} from (${rows}) r) p`
  const known = sql`select k.id, k.id as place, k.customer_id, k.currency, k.number, k.amount_cents, k.received_on, k.label
    from credits k where k.kind = 'payment' and k.source = ${scope.source} and ${isKnown(scope)}`
  const found = sql`select s.key, s.line as place, s.customer_id, s.currency, s.number, s.amount_cents, s.received_on, s.label
    from staged_credits s where s.credit_id is null and s.kind = 'payment'`
  await sql`
    update staged_credits s set credit_id = k.id
    from (${ranked(found)}) f join (${ranked(known)}) k using (customer_id, currency, day, rank, ${names})
    where s.key = f.key
  `.execute(tx)
}

// A payment that bears the same number elsewhere, a cheque's, within a month.
async function recogniseElsewhere(tx: ScopedTransaction, scope: ImportScope): Promise<void> {
  const by = sql`customer_id, identifying_number(number), amount_cents, currency`
  await sql`
    with known as (
      select k.id, k.customer_id, identifying_number(k.number) as bare, k.amount_cents, k.currency, k.received_on,
             row_number() over (partition by ${by} order by k.id) as rank
      from credits k
      where k.kind <> 'credit-note' and k.source <> ${scope.source} and ${isKnown(scope)}
    ), found as (
      select s.key, s.customer_id, identifying_number(s.number) as bare, s.amount_cents, s.currency, s.received_on,
             row_number() over (partition by ${by} order by s.line) as rank
      from staged_credits s
      where s.credit_id is null and s.kind <> 'credit-note'
    )
    update staged_credits s set credit_id = k.id, is_ours = ${scope.covers !== null}
    from found f join known k using (customer_id, bare, amount_cents, currency, rank)
    where s.key = f.key and coalesce(abs(f.received_on - k.received_on) <= ${SAME_DOCUMENT_DAYS}, true)
  `.execute(tx)
}

// A payment written by hand or read from a bank statement bears no number the books would know: the same
// customer, amount and day, else within a week, since the books have it on the day it was entered. One noted on an
// invoice waits for the books a fortnight: a cheque is entered when it is cashed. A list that leaves only a part of it
// says what the whole was. The books, ledger or list, then take it over: they say what is left of it.
async function recognisePayments(
  tx: ScopedTransaction,
  { companyId, source }: ImportScope,
  days: RawBuilder<number>,
  among: RawBuilder<boolean> = sql`true`,
): Promise<void> {
  await sql`
    with pairs as (
      select s.key, k.id, abs(s.received_on - k.received_on) as apart,
             row_number() over (partition by s.key order by abs(s.received_on - k.received_on), k.id) as of_found,
             row_number() over (partition by k.id order by abs(s.received_on - k.received_on), s.line) as of_known
      from (
        select key, customer_id, whole_cents as amount_cents, currency, received_on, line,
               row_number() over (partition by customer_id, whole_cents, currency, received_on order by line) as rank
        from staged_credits where credit_id is null and kind = 'payment'
      ) s join (
        select *, row_number() over (partition by customer_id, amount_cents, currency, received_on order by id) as rank
        from credits k
        where k.company_id = ${companyId} and k.kind = 'payment' and (k.source in ('manual', 'statement') or (k.source = 'api' and k.withdrawn_by_import is null))
          and k.cancelled_at is null and k.source <> ${source} and ${among}
          and not exists (select from staged_credits t where t.credit_id = k.id)
      ) k using (customer_id, amount_cents, currency, rank)
      where abs(s.received_on - k.received_on) <= ${days}
    )
    update staged_credits s set credit_id = p.id
    from pairs p where s.key = p.key and p.of_found = 1 and p.of_known = 1
  `.execute(tx)
}

/**
 * What a list says is wholly used: nothing is left of the credit it is known as, and none is made of it. To be called
 * once credits are recognised.
 */
export async function withdrawUsedCredits(tx: ScopedTransaction, scope: ImportScope): Promise<void> {
  const { rows } = await sql<{ id: number | null; is_ours: boolean }>`
    delete from staged_credits where amount_cents = 0 returning credit_id as id, is_ours
  `.execute(tx)
  const known = rows.flatMap(({ id, is_ours }) => (id !== null && is_ours ? [id] : []))
  await withdrawCredits(tx, scope, known)
}

/** Updates the recognised credits, and brings back those withdrawn; to be called before new ones are created. */
export async function updateCredits(
  tx: ScopedTransaction,
  { companyId, source }: ImportScope,
): Promise<void> {
  const key = hasLastingKeys({ source }) ? sql`s.key` : sql`k.source_key`
  // A list without a date or a number never erases the one known.
  const wanted = sql`${source}, ${key}, s.customer_id, s.kind, coalesce(s.number, k.number),
    coalesce(s.received_on, k.received_on), s.entered_on, s.is_provisional, coalesce(s.label, k.label),
    greatest(s.amount_cents, k.allocated_cents), null::bigint,
    case when s.whole_cents > greatest(s.amount_cents, k.allocated_cents) then s.whole_cents end`
  const columns = [
    ...[
      'source',
      'source_key',
      'customer_id',
      'kind',
      'number',
      'received_on',
      'entered_on',
      'is_provisional',
    ],
    ...['label', 'amount_cents', 'withdrawn_by_import', 'whole_cents'],
  ]
  await sql`
    update credits k set (${sql.join(columns.map((name) => sql.ref(name)))}) = row(${wanted})
    from staged_credits s
    where k.company_id = ${companyId} and k.id = s.credit_id and s.is_ours
      and (${sql.join(columns.map((name) => sql.ref(`k.${name}`)))}) is distinct from (${wanted})
  `.execute(tx)
}

/** Creates the staged credits that were not recognised, allocated as the file says. Returns how many. */
export async function createCredits(tx: ScopedTransaction, scope: ImportScope): Promise<number> {
  const { companyId, importId, source, actor } = scope
  const created = await sql`
    insert into credits (company_id, id, customer_id, kind, number, received_on, entered_on, currency,
      amount_cents, whole_cents, allocated_cents, is_provisional, label, source, source_key, source_line, import_id, created_by)
    overriding system value
    select ${companyId}, s.id, customer_id, kind, number, received_on, entered_on, currency, amount_cents,
           nullif(whole_cents, amount_cents), least(amount_cents, coalesce(a.cents, 0)), is_provisional, label, ${source}, ${storedKey(scope, 's')}, line, ${importId},
           ${actor}
    from staged_credits s
      left join (select credit_key, sum(amount_cents)::bigint as cents from staged_allocations group by 1) a
        on a.credit_key = s.key
    where credit_id is null
    order by s.id
  `.execute(tx)
  return changedRows(created)
}

/** SQL: true unless the import that brought the credit `k` has been cancelled. */
export const isNotCancelled = sql<boolean>`coalesce(k.withdrawn_by_import <> k.import_id, true)`

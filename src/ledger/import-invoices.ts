import { type RawBuilder, sql } from 'kysely'
import { changedRows } from '#platform/rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { askDoubles, type DoubleQuestions, isSetAsideAsDouble } from './import-double-questions.ts'
import { type DocumentPair, identifyDocuments } from './import-identity.ts'
import { hasMerged, joinKept, mergedInvoices } from './import-merged.ts'
import { cutLikeKnown } from './import-schedules.ts'
import type { ImportScope } from './import-scope.ts'
import { storedKey } from './import-staging.ts'

/**
 * Tells which staged invoices and instalments, not known by their key, are known all the same
 * (domain/receivables/document-identity.ts): those of a ledger whose entries were numbered anew (a draft once validated), those
 * that another kind of file brought, and all that a list has. A ledger takes over the invoice of another kind of
 * file; a list does not, and only completes it. What only a person can
 * tell is asked.
 */
export async function recogniseInvoices(
  tx: ScopedTransaction,
  scope: ImportScope,
  questions: DoubleQuestions,
): Promise<void> {
  const { companyId } = scope
  const instalments = {
    found: sql`select invoice_key as ref, due_on, amount_cents from staged_instalments`,
    known: sql`select invoice_id as ref, due_on, amount_cents from instalments where company_id = ${companyId}`,
  }
  const isDoubtful = isSetAsideAsDouble('invoice_id', sql`i.id`, companyId)
  const base = { companyId, kind: 'debt', found: FOUND, instalments } as const
  await leaveDoubtful(tx, companyId)
  const known = knownInvoices(scope, sql`not ${isDoubtful}`)
  const { same, asked } = await identifyDocuments(tx, { ...base, known })
  await joinKnown(tx, scope, same)
  const merged = await recogniseMerged(tx, scope, base)
  const open = asked.filter(({ key }) => !merged.has(key))
  const answered = await askDoubles(tx, scope, questions, open)
  await freeKeys(tx, companyId, answered)
  await joinKnown(tx, scope, answered)
  // What an earlier import has set aside until someone says whether it is another document.
  const undecided = isSetAsideAsDouble('invoice_id', sql`i.id`, companyId, 'undecided')
  const again = await identifyDocuments(tx, { ...base, known: knownInvoices(scope, undecided) })
  await joinKnown(tx, scope, again.same)
  await mergeSchedules(tx, companyId)
  await cutLikeKnown(tx, companyId)
  for (const alike of [sql`due_on || '|' || amount_cents`, sql`due_on`, sql`amount_cents`, sql`invoice_id`]) {
    await pairInstalments(tx, companyId, alike)
  }
  if (scope.covers === null) await settleLikeList(tx, companyId)
}

// A document merged here is known by what the file says of it, and speaks of the one that stands for it.
async function recogniseMerged(
  tx: ScopedTransaction,
  scope: ImportScope,
  base: Omit<Parameters<typeof identifyDocuments>[1], 'known'>,
): Promise<ReadonlySet<string>> {
  if (!(await hasMerged(tx, scope.companyId))) return new Set()
  const { same } = await identifyDocuments(tx, { ...base, known: mergedInvoices(scope) })
  await joinKept(tx, scope, 'invoices', same)
  return new Set(same.map(({ key }) => key))
}

// A ledger's entry set aside as a double is known by its key, and asked about again all the same.
async function leaveDoubtful(tx: ScopedTransaction, companyId: number): Promise<void> {
  await sql`
    update staged_instalments j set instalment_id = null from staged_invoices s
    where s.key = j.invoice_key and ${isSetAsideAsDouble('invoice_id', sql`s.invoice_id`, companyId)}
  `.execute(tx)
  await sql`
    update staged_invoices s set invoice_id = null
    where ${isSetAsideAsDouble('invoice_id', sql`s.invoice_id`, companyId)}
  `.execute(tx)
}

// The row that was set aside, and found to be a double, keeps its past and gives its key back.
async function freeKeys(
  tx: ScopedTransaction,
  companyId: number,
  pairs: readonly DocumentPair[],
): Promise<void> {
  const keys = pairs.map(({ key }) => key)
  await sql`
    update instalments j set source_key = j.source_key || '#' || j.id from staged_instalments s
    where j.company_id = ${companyId} and j.source_key = s.key and s.invoice_key = any(${keys}::text[])
  `.execute(tx)
  await sql`
    update invoices i set source_key = i.source_key || '#' || i.id
    where i.company_id = ${companyId} and i.source_key = any(${keys}::text[])
  `.execute(tx)
}

// domain/receivables/document-identity.ts `issueDay`.
function issueDay(invoice: 's' | 'i'): RawBuilder<unknown> {
  const of = (name: string) => sql.ref(`${invoice}.${name}`)
  return sql`case when ${of('kind')} = 'opening-balance' and ${of('issued_on')} is not distinct from ${of('entered_on')}
    then null else ${of('issued_on')} end`
}

const FOUND = sql`
  select s.key as ref, s.customer_id, s.number, s.currency, ${issueDay('s')} as issued_on, s.total_cents,
         j.left_cents, s.label, s.line as place
  from staged_invoices s
    left join (select invoice_key, sum(amount_cents - settled_cents)::bigint as left_cents
      from staged_instalments group by 1) j on j.invoice_key = s.key
  where s.invoice_id is null`

// Two entries of a ledger are two items of its books: only one that has vanished from the period the file covers may
// be one that has appeared, numbered anew. One withdrawn with the import that brought it may come again.
function knownInvoices(
  { companyId, source, covers }: ImportScope,
  condition: RawBuilder<boolean>,
): RawBuilder<unknown> {
  return sql`
    select i.id as ref, i.customer_id, i.number, i.currency, ${issueDay('i')} as issued_on, i.total_cents,
           j.left_cents, i.label, i.id as place
    from invoices i
      left join (select invoice_id, sum(open_cents)::bigint as left_cents from instalments
        where company_id = ${companyId} group by 1) j on j.invoice_id = i.id
    where i.company_id = ${companyId} and i.merged_into is null and ${condition} and ${mayMeet({ companyId, source })}
      and (i.status = 'final' or (i.status = 'withdrawn' and i.source = ${source}))
      and (i.source <> 'fec' or ${covers === null}
        or i.entered_on between ${covers?.from ?? null}::date and ${covers?.to ?? null}::date)
      and not exists (select from staged_invoices s where s.invoice_id = i.id)`
}

// A push is of a few documents: of the books only those are read that bear one of its numbers, or come to the amount of
// one of its clients, which is all that `identifyDocuments` compares of those whose number is another.
function mayMeet({ companyId, source }: Pick<ImportScope, 'companyId' | 'source'>): RawBuilder<boolean> {
  if (source !== 'api') return sql<boolean>`true`
  return sql<boolean>`i.id in (
    select b.invoice_id from invoices_bearing(${companyId}, array(
      select identifying_number(number) from staged_invoices
      where invoice_id is null and identifying_number(number) is not null)) b
    union all
    select o.id from staged_invoices s join invoices o on o.company_id = ${companyId}
      and o.total_cents = s.total_cents and o.customer_id = s.customer_id
    where s.invoice_id is null
    union all
    select j.invoice_id from staged_invoices s join instalments j on j.company_id = ${companyId}
      and j.open_cents = s.total_cents and j.open_cents > 0 and j.customer_id = s.customer_id
    where s.invoice_id is null)`
}

async function joinKnown(
  tx: ScopedTransaction,
  { companyId, source, covers }: ImportScope,
  pairs: readonly DocumentPair[],
): Promise<void> {
  const keys = pairs.map(({ key }) => key)
  const ids = pairs.map(({ knownId }) => knownId)
  await sql`
    update staged_invoices s
    set invoice_id = i.id, joined_cents = case when i.source <> ${source} then i.total_cents end
    from unnest(${keys}::text[], ${ids}::bigint[]) p (key, id)
      join invoices i on i.company_id = ${companyId} and i.id = p.id
    where s.key = p.key
  `.execute(tx)
  await sql`
    update staged_invoices s set is_ours = false from invoices i
    where i.company_id = ${companyId} and i.id = s.invoice_id and i.source <> ${source} and ${covers === null}
  `.execute(tx)
}

// A list may cut into instalments what the ledger has in one line: the last due date is kept, since
// nobody is reminded of what is not due yet.
async function mergeSchedules(tx: ScopedTransaction, companyId: number): Promise<void> {
  await sql`
    with merged as (
      select s.key as invoice_key, sum(j.amount_cents) as amount_cents, sum(j.settled_cents) as settled_cents,
             (array_agg(j.key order by j.due_on desc nulls last, j.key))[1] as kept
      from staged_invoices s join staged_instalments j on j.invoice_key = s.key
      where not s.is_ours
        and (select count(*) from instalments k where k.company_id = ${companyId} and k.invoice_id = s.invoice_id) = 1
      group by s.key
      having count(*) > 1
    ), dropped as (
      delete from staged_instalments j using merged m where j.invoice_key = m.invoice_key and j.key <> m.kept
    )
    update staged_instalments j set amount_cents = m.amount_cents, settled_cents = m.settled_cents
    from merged m where j.key = m.kept
  `.execute(tx)
}

// Instalments of a recognised invoice whose key is not known, in the order they fall due.
async function pairInstalments(
  tx: ScopedTransaction,
  companyId: number,
  alike: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    with known as (
      select j.id, j.invoice_id, ${alike} as alike,
             row_number() over (partition by j.invoice_id, ${alike} order by j.due_on desc, j.id desc) as rank
      from instalments j
      where j.company_id = ${companyId} and j.invoice_id in (
        select s.invoice_id from staged_invoices s
          join staged_instalments i on i.invoice_key = s.key and i.instalment_id is null
        where s.invoice_id is not null)
        and not exists (select from staged_instalments s where s.instalment_id = j.id)
    ), found as (
      select i.key, s.invoice_id, ${alike} as alike,
             row_number() over (partition by s.invoice_id, ${alike} order by i.due_on desc, i.line desc) as rank
      from staged_instalments i join staged_invoices s on s.key = i.invoice_key
      where i.instalment_id is null and s.invoice_id is not null
    )
    update staged_instalments s set instalment_id = k.id
    from found f join known k using (invoice_id, alike, rank)
    where s.key = f.key
  `.execute(tx)
}

// Of an invoice a ledger brought, what a list leaves open is all that is left, whatever its total says.
async function settleLikeList(tx: ScopedTransaction, companyId: number): Promise<void> {
  await sql`
    update staged_instalments s
    set settled_cents = greatest(0, j.amount_cents - (s.amount_cents - s.settled_cents))
    from staged_invoices i, instalments j
    where i.key = s.invoice_key and not i.is_ours and j.company_id = ${companyId} and j.id = s.instalment_id
  `.execute(tx)
}

/**
 * Creates the staged invoices and instalments that were not recognised, already settled as the file
 * says: a row written twice in a transaction pays its foreign keys twice. Returns how many invoices.
 */
export async function createInvoices(tx: ScopedTransaction, scope: ImportScope): Promise<number> {
  const { companyId, importId, source, actor } = scope
  const created = await sql`
    insert into invoices (company_id, id, customer_id, number, kind, is_provisional, issued_on, entered_on, currency,
      total_cents, label, source, source_key, source_line, import_id, created_by)
    overriding system value
    select ${companyId}, id, customer_id, number, kind, is_provisional, issued_on, entered_on, currency,
           total_cents, label, ${source}, ${storedKey(scope, 'staged_invoices')}, line, ${importId}, ${actor}
    from staged_invoices where invoice_id is null
    order by id
  `.execute(tx)
  await sql`
    insert into instalments (company_id, id, invoice_id, customer_id, currency, source_key, due_on,
      due_is_estimated, amount_cents, settled_cents, is_provisional)
    overriding system value
    select ${companyId}, s.id, i.id, i.customer_id, i.currency, ${storedKey(scope, 's')}, s.due_on, s.due_is_estimated,
           s.amount_cents, least(s.amount_cents, greatest(s.settled_cents, coalesce(a.cents, 0))), i.is_provisional
    from staged_instalments s
      join staged_invoices i on i.key = s.invoice_key
      left join (select instalment_key, sum(amount_cents)::bigint as cents from staged_allocations group by 1) a
        on a.instalment_key = s.key
    where s.instalment_id is null and i.is_ours
    order by s.id
  `.execute(tx)
  return changedRows(created)
}

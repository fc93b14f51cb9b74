import { type RawBuilder, sql } from 'kysely'
import { changedRows } from '#platform/rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { insertAllocations, type NewAllocation } from './allocations.ts'
import type { ImportScope } from './import-scope.ts'

/**
 * Brings the allocations made by imports to what this file states, pair by pair: what it no longer
 * states is cancelled and kept, what is new is added, what agrees is not touched. Allocations made
 * by hand stay, and so do those of other years' ledgers; the file's are capped by what they leave.
 *
 * Expects the temporary tables `staged_allocations` (wanted, by key) and `spoken_instalments` (`id`:
 * those the file speaks of, on which its silence means "not settled").
 */
export async function reconcileAllocations(
  tx: ScopedTransaction,
  scope: ImportScope,
): Promise<{ readonly created: number; readonly cancelled: number }> {
  const cancelled = await cancelUnstated(tx, scope)
  await findMissing(tx, scope)
  const created = (await insertFitting(tx, scope)) + (await insertCapped(tx, scope))
  await refreshTouched(tx, scope)
  return { created, cancelled }
}

/**
 * Cancels every allocation of these credits and instalments, by hand or not: an allocation of
 * something the books no longer have is not true any more. Returns how many.
 */
export async function cancelAllocationsOf(
  tx: ScopedTransaction,
  { companyId, fileName, actor }: ImportScope,
  which: { readonly creditIds: readonly number[]; readonly instalmentIds: readonly number[] },
): Promise<number> {
  const result = await sql`
    with cancelled as (
      update allocations a set cancelled_at = now(), cancelled_by = ${actor}, cancel_reason = ${fileName}
      where a.company_id = ${companyId} and a.cancelled_at is null and a.credit_id is not null
        and (a.credit_id = any(${which.creditIds}::bigint[])
          or a.instalment_id = any(${which.instalmentIds}::bigint[]))
      returning a.instalment_id, a.credit_id
    )
    insert into touched_pairs select instalment_id, credit_id from cancelled
  `.execute(tx)
  return changedRows(result)
}

/**
 * SQL: true for an active allocation `a` that this import may cancel: made by an import, and not by
 * the ledger of another year. A list that does not say what settles an instalment only says how much:
 * what ledgers, e-invoices and other lists say of it is not its business.
 */
export function isOurs({ covers, source }: Pick<ImportScope, 'covers' | 'source'>): RawBuilder<boolean> {
  const maker = sql`select from imports m where m.company_id = a.company_id and m.id = a.import_id`
  // A program speaks for what programs have said, of the credits whose allocations it states (`stated_credits`).
  if (source === 'api') {
    return sql<boolean>`(${isByImport} and exists (${maker} and m.kind = 'api')
      and (a.credit_id is null or a.credit_id in (select id from stated_credits)))`
  }
  if (covers === null) {
    return sql<boolean>`(a.origin = 'settled-by-import'
      or (${isByImport} and exists (${maker} and m.kind = 'list')
        and exists (select from wanted_pairs w where w.instalment_id = a.instalment_id and w.credit_id <> 0)))`
  }
  return sql<boolean>`(${isByImport} and exists (${maker} and (m.covers_from is null
    or (m.covers_from <= ${covers.to}::date and m.covers_to >= ${covers.from}::date))))`
}

const isByImport = sql`a.origin not in ('manual', 'statement')`

/**
 * Fills `wanted_pairs` with the allocations the file states, by id; to be called before `reconcileAllocations`. "No credit"
 * is written 0 in the pairs, so that they can be joined by hashing.
 */
export async function resolveWanted(tx: ScopedTransaction, { companyId }: ImportScope): Promise<void> {
  await sql`
    insert into wanted_pairs
    select coalesce(s.id, (select j.id from instalments j
             where j.company_id = ${companyId} and j.source_key = a.instalment_key)) as instalment_id,
           case when a.credit_key is null then 0 else coalesce(c.id, (select k.id from credits k
             where k.company_id = ${companyId} and k.source_key = a.credit_key)) end as credit_id,
           a.origin, sum(a.amount_cents)::bigint as amount_cents
    from staged_allocations a
      left join staged_instalments s on s.key = a.instalment_key
      left join staged_credits c on c.key = a.credit_key
    group by 1, 2, 3
  `.execute(tx)
}

// What a list settles more than before is added to what it settled: the day that came is the day of its own list.
function isAddedTo({ covers }: ImportScope): RawBuilder<boolean> {
  return sql<boolean>`(${covers === null} and w.origin = 'settled-by-import' and w.credit_id = 0)`
}

async function cancelUnstated(tx: ScopedTransaction, scope: ImportScope): Promise<number> {
  const { companyId, fileName, actor } = scope
  const result = await sql`
    with current as (
      select a.instalment_id, coalesce(a.credit_id, 0) as credit_id, a.origin,
             sum(a.amount_cents)::bigint as amount_cents, array_agg(a.id) as ids
      from allocations a join spoken_instalments s on s.id = a.instalment_id
      where a.company_id = ${companyId} and a.cancelled_at is null and ${isOurs(scope)}
      group by 1, 2, 3
    ), unstated as (
      select unnest(c.ids) as id from current c
      where not exists (select from wanted_pairs w
        where w.instalment_id = c.instalment_id and w.credit_id = c.credit_id and w.origin = c.origin
          and (w.amount_cents = c.amount_cents or ${isAddedTo(scope)} and w.amount_cents > c.amount_cents))
    ), cancelled as (
      update allocations a set cancelled_at = now(), cancelled_by = ${actor}, cancel_reason = ${fileName}
      from unstated u
      where a.company_id = ${companyId} and a.id = u.id
      returning a.instalment_id, a.credit_id
    )
    insert into touched_pairs select instalment_id, credit_id from cancelled
  `.execute(tx)
  return changedRows(result)
}

// Room is counted from the allocations themselves: new rows are born settled as the file says.
async function findMissing(tx: ScopedTransaction, scope: ImportScope): Promise<void> {
  const { companyId } = scope
  await sql`
    insert into missing_pairs
    with active as (
      select a.instalment_id, coalesce(a.credit_id, 0) as credit_id, a.origin, a.amount_cents
      from allocations a
      where a.company_id = ${companyId} and a.cancelled_at is null
        and (a.instalment_id in (select instalment_id from wanted_pairs)
          or a.credit_id in (select credit_id from wanted_pairs))
    ), on_pair as (
      select instalment_id, credit_id, origin, sum(amount_cents)::bigint as cents from active group by 1, 2, 3
    ), on_instalment as (
      select instalment_id, sum(amount_cents)::bigint as cents from active group by 1
    ), on_credit as (
      select credit_id, sum(amount_cents)::bigint as cents from active group by 1
    ), missing as (
      select w.instalment_id, w.credit_id, w.origin,
             w.amount_cents - case when ${isAddedTo(scope)} then coalesce(p.cents, 0) else 0 end as amount_cents,
             j.amount_cents - coalesce(ai.cents, 0) as instalment_left,
             case when w.credit_id = 0 then w.amount_cents
               when k.withdrawn_by_import is not null or k.is_returned or k.cancelled_at is not null then 0
               else k.amount_cents - coalesce(ac.cents, 0) end as credit_left
      from wanted_pairs w
        join instalments j on j.company_id = ${companyId} and j.id = w.instalment_id
        left join credits k on k.company_id = ${companyId} and k.id = w.credit_id
        left join on_instalment ai on ai.instalment_id = w.instalment_id
        left join on_credit ac on ac.credit_id = w.credit_id
        left join on_pair p on p.instalment_id = w.instalment_id and p.credit_id = w.credit_id
          and p.origin = w.origin and (p.cents = w.amount_cents or ${isAddedTo(scope)})
      where (p.instalment_id is null or ${isAddedTo(scope)} and p.cents < w.amount_cents)
        and (w.origin <> 'proposed' or not exists (select from allocations r
          where r.company_id = ${companyId} and r.instalment_id = w.instalment_id and r.credit_id = w.credit_id
            and r.is_refused))
    )
    select *, sum(amount_cents) over (partition by instalment_id) <= instalment_left
             and (credit_id = 0 or sum(amount_cents) over (partition by credit_id) <= credit_left) as fits
    from missing
  `.execute(tx)
}

async function insertFitting(tx: ScopedTransaction, scope: ImportScope): Promise<number> {
  const result = await sql`
    with fitting as (
      insert into allocations (company_id, instalment_id, credit_id, amount_cents, origin, import_id, created_by)
      select ${scope.companyId}, instalment_id, nullif(credit_id, 0), amount_cents, origin, ${scope.importId},
             ${scope.actor}
      from missing_pairs where fits
      returning instalment_id, credit_id
    )
    insert into touched_pairs select instalment_id, credit_id from fitting
  `.execute(tx)
  return changedRows(result)
}

// Where allocations made by hand have taken the place, the file's take what is left, in turn.
async function insertCapped(tx: ScopedTransaction, scope: ImportScope): Promise<number> {
  const { rows } = await sql<MissingPair>`
    select instalment_id, credit_id, origin, amount_cents, instalment_left, credit_left
    from missing_pairs where not fits order by instalment_id, credit_id
  `.execute(tx)
  const instalments = new Map<number, number>()
  const credits = new Map<number, number>()
  const capped: NewAllocation[] = []
  for (const row of rows) {
    const instalmentLeft = instalments.get(row.instalment_id) ?? row.instalment_left
    const creditLeft =
      row.credit_id === 0 ? row.amount_cents : (credits.get(row.credit_id) ?? row.credit_left)
    const amountCents = Math.min(row.amount_cents, instalmentLeft, creditLeft)
    if (amountCents <= 0) continue
    instalments.set(row.instalment_id, instalmentLeft - amountCents)
    credits.set(row.credit_id, creditLeft - amountCents)
    const creditId = row.credit_id === 0 ? null : row.credit_id
    capped.push({ instalmentId: row.instalment_id, creditId, amountCents, origin: row.origin })
  }
  await insertAllocations(tx, scope.companyId, scope.importId, capped, scope.actor)
  await sql`
    insert into touched_pairs select instalment_id, nullif(credit_id, 0) from missing_pairs where not fits
  `.execute(tx)
  return capped.length
}

interface MissingPair {
  instalment_id: number
  credit_id: number
  origin: NewAllocation['origin']
  amount_cents: number
  instalment_left: number
  credit_left: number
}

async function refreshTouched(tx: ScopedTransaction, { companyId }: ImportScope): Promise<void> {
  await sql`
    update instalments j set settled_cents = t.cents
    from (
      select x.instalment_id as id, coalesce(sum(a.amount_cents), 0)::bigint as cents
      from (select distinct instalment_id from touched_pairs) x
        left join allocations a
          on a.company_id = ${companyId} and a.instalment_id = x.instalment_id and a.cancelled_at is null
      group by 1
    ) t
    where j.company_id = ${companyId} and j.id = t.id and j.settled_cents <> t.cents
  `.execute(tx)
  await sql`
    update credits k set allocated_cents = t.cents
    from (
      select x.credit_id as id, coalesce(sum(a.amount_cents), 0)::bigint as cents
      from (select distinct credit_id from touched_pairs where credit_id is not null) x
        left join allocations a
          on a.company_id = ${companyId} and a.credit_id = x.credit_id and a.cancelled_at is null
      group by 1
    ) t
    where k.company_id = ${companyId} and k.id = t.id and k.allocated_cents <> t.cents
  `.execute(tx)
}

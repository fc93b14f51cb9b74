import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { changedRows } from '#platform/rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { cancelAllocationsOf } from './import-reconciliation.ts'
import type { Coverage, ImportScope } from './import-scope.ts'

/** Instalments that were still open, and allocations cancelled. */
export interface Absences {
  readonly closed: number
  readonly cancelled: number
}

/**
 * What a ledger that covers the day of an entry no longer has is gone: its instalments are settled
 * by the import, its credits withdrawn, and every allocation of theirs cancelled, by hand or not. No
 * row is deleted: an entry that comes back finds its level again.
 */
export async function closeAbsentEntries(
  tx: ScopedTransaction,
  scope: ImportScope & { readonly covers: Coverage },
): Promise<Absences> {
  const { companyId, covers } = scope
  const { rows: instalments } = await sql<{ id: number; is_open: boolean }>`
    with absent as (
      insert into staged_allocations (instalment_key, amount_cents, origin)
      select j.source_key, j.amount_cents, 'settled-by-import'
      from instalments j join invoices i on i.company_id = j.company_id and i.id = j.invoice_id
      where j.company_id = ${companyId} and i.source = 'fec' and i.status = 'final'
        and i.entered_on between ${covers.from}::date and ${covers.to}::date
        and not exists (select from staged_instalments s where s.id = j.id)
      returning instalment_key
    )
    select j.id, j.open_cents > 0 as is_open
    from absent a join instalments j on j.company_id = ${companyId} and j.source_key = a.instalment_key
  `.execute(tx)
  const { rows: credits } = await sql<{ id: number }>`
    select k.id from credits k
    where k.company_id = ${companyId} and k.source = 'fec'
      and k.entered_on between ${covers.from}::date and ${covers.to}::date
      and not exists (select from staged_credits s where s.id = k.id)
  `.execute(tx)
  const instalmentIds = instalments.map((row) => row.id)
  const creditIds = credits.map((row) => row.id)
  await sql`insert into spoken_instalments select unnest(${instalmentIds}::bigint[])`.execute(tx)
  await withdrawCredits(tx, scope, creditIds)
  const cancelled = await cancelAllocationsOf(tx, scope, { creditIds, instalmentIds })
  return { closed: instalments.filter((row) => row.is_open).length, cancelled }
}

/**
 * What a list complete at `completeOn` no longer has, and was issued by then, is paid. A list speaks
 * for what lists have brought, never for the entries of a ledger.
 */
export async function closeAbsentRows(
  tx: ScopedTransaction,
  scope: ImportScope,
  completeOn: Day,
): Promise<Absences> {
  const closed = await sql`
    with absent as (
      select j.id, j.source_key,
             j.amount_cents - coalesce((
               select sum(a.amount_cents) from allocations a
               where a.company_id = j.company_id and a.instalment_id = j.id and a.cancelled_at is null
                 and a.credit_id is not null), 0)::bigint as amount_cents
      from instalments j join invoices i on i.company_id = j.company_id and i.id = j.invoice_id
      where j.company_id = ${scope.companyId} and i.source = 'list' and j.open_cents > 0 and j.is_final
        and coalesce(i.issued_on <= ${completeOn}::date, true)
        and not exists (select from staged_instalments s where s.id = j.id)
    ), settled as (
      insert into staged_allocations (instalment_key, amount_cents, origin)
      select source_key, amount_cents, 'settled-by-import' from absent
    )
    insert into spoken_instalments select id from absent
  `.execute(tx)
  const { rows: credits } = await sql<{ id: number }>`
    select k.id from credits k
    where k.company_id = ${scope.companyId} and k.source = 'list' and k.open_cents > 0
      and coalesce(k.received_on <= ${completeOn}::date, true)
      and not exists (select from staged_credits s where s.id = k.id)
  `.execute(tx)
  await withdrawCredits(
    tx,
    scope,
    credits.map((row) => row.id),
  )
  return { closed: changedRows(closed), cancelled: 0 }
}

/** Marks credits as no longer in the books: what is left of them counts for nothing. */
export async function withdrawCredits(
  tx: ScopedTransaction,
  { companyId, importId }: ImportScope,
  creditIds: readonly number[],
): Promise<void> {
  await sql`
    update credits k set withdrawn_by_import = ${importId}
    where k.company_id = ${companyId} and k.id = any(${creditIds}::bigint[]) and k.withdrawn_by_import is null
  `.execute(tx)
}

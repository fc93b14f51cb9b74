import { type RawBuilder, sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { ImportScope } from './import-scope.ts'

/**
 * Tells which staged credits, not known by their key, are known all the same: in a ledger whose
 * entries were numbered anew, by customer, kind, number, amount and date; else, when they came from
 * elsewhere, by customer, number and amount, and payments by customer, amount and date.
 */
export async function recogniseCredits(tx: ScopedTransaction, scope: ImportScope): Promise<void> {
  if (scope.covers !== null) await recogniseRenumbered(tx, scope)
  await recogniseElsewhere(tx, scope)
  await recognisePayments(tx, scope, sql`0`)
  await recognisePayments(tx, scope, sql`7`)
}

async function recogniseRenumbered(tx: ScopedTransaction, { companyId, covers }: ImportScope): Promise<void> {
  await sql`
    with vanished as (
      select k.id, k.customer_id, k.kind, k.amount_cents, k.currency, coalesce(k.number, '') as number, k.received_on,
             row_number() over (partition by k.customer_id, k.kind, k.amount_cents, k.currency, k.number,
               k.received_on order by k.id) as rank
      from credits k
      where k.company_id = ${companyId} and k.source = 'fec'
        and k.entered_on between ${covers?.from ?? null}::date and ${covers?.to ?? null}::date
        and not exists (select from staged_credits s where s.key = k.source_key)
    ), appeared as (
      select s.key, s.customer_id, s.kind, s.amount_cents, s.currency, coalesce(s.number, '') as number, s.received_on,
             row_number() over (partition by s.customer_id, s.kind, s.amount_cents, s.currency, s.number,
               s.received_on order by s.line) as rank
      from staged_credits s
      where s.credit_id is null
    )
    update staged_credits s set credit_id = v.id
    from appeared a join vanished v using (customer_id, kind, amount_cents, currency, number, received_on, rank)
    where s.key = a.key
  `.execute(tx)
}

async function recogniseElsewhere(
  tx: ScopedTransaction,
  { companyId, source, covers }: ImportScope,
): Promise<void> {
  await sql`
    with known as (
      select k.id, k.customer_id, bare_number(k.number) as bare, k.amount_cents, k.currency,
             row_number() over (partition by k.customer_id, bare_number(k.number), k.amount_cents, k.currency
               order by k.id) as rank
      from credits k
      where k.company_id = ${companyId} and k.source <> ${source} and ${isNotCancelled} and k.number is not null
    ), found as (
      select s.key, s.customer_id, bare_number(s.number) as bare, s.amount_cents, s.currency,
             row_number() over (partition by s.customer_id, bare_number(s.number), s.amount_cents, s.currency
               order by s.line) as rank
      from staged_credits s
      where s.credit_id is null and s.number is not null
    )
    update staged_credits s set credit_id = k.id, is_ours = ${covers !== null}
    from found f join known k using (customer_id, bare, amount_cents, currency, rank)
    where s.key = f.key
  `.execute(tx)
}

// A payment written by hand or read from a bank statement bears no number the books would know: the same
// customer, amount and day, else within a week, since the books have it on the day it was entered.
async function recognisePayments(
  tx: ScopedTransaction,
  { companyId, source, covers }: ImportScope,
  days: RawBuilder<number>,
): Promise<void> {
  await sql`
    with pairs as (
      select s.key, k.id, abs(s.received_on - k.received_on) as apart,
             row_number() over (partition by s.key order by abs(s.received_on - k.received_on), k.id) as of_found,
             row_number() over (partition by k.id order by abs(s.received_on - k.received_on), s.line) as of_known
      from (
        select *, row_number() over (partition by customer_id, amount_cents, currency, received_on order by line) as rank
        from staged_credits where credit_id is null and kind = 'payment'
      ) s join (
        select *, row_number() over (partition by customer_id, amount_cents, currency, received_on order by id) as rank
        from credits k
        where k.company_id = ${companyId} and k.kind = 'payment' and k.source in ('manual', 'statement')
          and k.cancelled_at is null and k.source <> ${source}
          and not exists (select from staged_credits t where t.credit_id = k.id)
      ) k using (customer_id, amount_cents, currency, rank)
      where abs(s.received_on - k.received_on) <= ${days}
    )
    update staged_credits s set credit_id = p.id, is_ours = ${covers !== null}
    from pairs p where s.key = p.key and p.of_found = 1 and p.of_known = 1
  `.execute(tx)
}

/** Updates the recognised credits, and brings back those withdrawn; to be called before new ones are created. */
export async function updateCredits(
  tx: ScopedTransaction,
  { companyId, source }: ImportScope,
): Promise<void> {
  await sql`
    update credits k
    set source = ${source}, source_key = s.key, customer_id = s.customer_id, kind = s.kind, number = s.number,
        received_on = s.received_on, entered_on = s.entered_on, is_provisional = s.is_provisional, label = s.label,
        amount_cents = greatest(s.amount_cents, k.allocated_cents), withdrawn_by_import = null
    from staged_credits s
    where k.company_id = ${companyId} and k.id = s.credit_id and s.is_ours
      and ((k.source, k.source_key, k.customer_id, k.kind, k.number, k.received_on, k.entered_on, k.is_provisional, k.label)
          is distinct from
            (${source}, s.key, s.customer_id, s.kind, s.number, s.received_on, s.entered_on, s.is_provisional, s.label)
        or k.amount_cents <> greatest(s.amount_cents, k.allocated_cents) or k.withdrawn_by_import is not null)
  `.execute(tx)
}

/** Creates the staged credits that were not recognised, allocated as the file says. Returns how many. */
export async function createCredits(tx: ScopedTransaction, scope: ImportScope): Promise<number> {
  const { companyId, importId, source, actor } = scope
  const created = await sql`
    insert into credits (company_id, id, customer_id, kind, number, received_on, entered_on, currency,
      amount_cents, allocated_cents, is_provisional, label, source, source_key, source_line, import_id, created_by)
    overriding system value
    select ${companyId}, s.id, customer_id, kind, number, received_on, entered_on, currency, amount_cents,
           least(amount_cents, coalesce(a.cents, 0)), is_provisional, label, ${source}, key, line, ${importId},
           ${actor}
    from staged_credits s
      left join (select credit_key, sum(amount_cents)::bigint as cents from staged_allocations group by 1) a
        on a.credit_key = s.key
    where credit_id is null
    order by s.id
  `.execute(tx)
  return Number(created.numAffectedRows ?? 0)
}

/** SQL: true unless the import that brought the credit `k` has been cancelled. */
export const isNotCancelled = sql<boolean>`coalesce(k.withdrawn_by_import <> k.import_id, true)`

import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/**
 * Figures kept summed (docs/decisions/0068): `customer_sums`, a row a client and currency, and `due_sums`, a row a
 * company, currency and due day. Triggers keep them; here is how they are read, checked and counted again.
 */

/**
 * Counts what this transaction has changed, which is otherwise done as it commits: for one that reads sums after it has
 * written, as the preview of an import does. Others of its companies wait from here on, as at a commit.
 */
export async function countSumsNow(tx: ScopedTransaction): Promise<void> {
  await sql`set constraints sum_changes_count immediate`.execute(tx)
  await sql`set constraints sum_changes_count deferred`.execute(tx)
}

export type SumKind = 'customer-sums' | 'due-sums'

/**
 * What was due before `day` of a row `f` of `customer_sums`: kept for any day between the due days around the one it was
 * counted on, and counted from the rows for another.
 */
export function lateCents(day: RawBuilder<Day>): RawBuilder<number> {
  return sql<number>`case when coalesce(f.first_due_on >= ${day}, true) then 0
    when ${day} between f.late_from and f.late_until then f.late_cents
    else (select coalesce(sum(i.open_cents), 0)::bigint from instalments i
      where i.company_id = f.company_id and i.customer_id = f.customer_id and i.currency = f.currency
        and i.open_cents > 0 and i.is_final and i.due_on < ${day}) end`
}

/** True of a row `f` whose late sum is counted from its rows: the clients that have passed a due day since. */
export function isBetweenDays(day: RawBuilder<Day>): RawBuilder<boolean> {
  return sql<boolean>`(f.late_from <= ${day} and f.late_until >= ${day})`
}

/**
 * Set form: `standingOfAll` (customer-standing.ts) as it is kept summed, but for the level, which no sum holds: a row a
 * customer and currency, with company_id and customer_id.
 */
export function keptStandingOfAll(companyIds: readonly number[], today: Day): RawBuilder<unknown> {
  const day = sql<Day>`${today}::date`
  return sql`
    select f.company_id, f.customer_id, f.currency, f.open_cents,
           f.credit_cents - coalesce(u.cents, 0) as credit_cents, ${lateCents(day)} as overdue_cents,
           case when f.first_due_on < ${day} then f.first_due_on end as oldest_due_on, null::smallint as level
    from customer_sums f
      left join (
        select k.company_id, k.customer_id, k.currency, sum(k.open_cents)::bigint as cents
        from credits k
        where k.company_id = any(${companyIds}::bigint[]) and k.open_cents > 0 and k.received_on > ${day}
        group by k.company_id, k.customer_id, k.currency
      ) u on u.company_id = f.company_id and u.customer_id = f.customer_id and u.currency = f.currency
    where f.company_id = any(${companyIds}::bigint[]) and (f.open_cents > 0 or f.credit_cents > coalesce(u.cents, 0))`
}

/** What a row `f` of `customer_sums` holds of credits dated after `day`, which its sums count and its balance does not yet. */
export function expectedCents(day: RawBuilder<Day>): RawBuilder<number> {
  return sql<number>`(select coalesce(sum(k.open_cents), 0)::bigint from credits k
    where k.company_id = f.company_id and k.customer_id = f.customer_id and k.currency = f.currency
      and k.open_cents > 0 and k.received_on > ${day})`
}

/** True of a row `f`, of a company `s`, whose client has a credit dated after `day`: few, and found by their own index. */
export function hasExpected(day: RawBuilder<Day>): RawBuilder<boolean> {
  return sql<boolean>`f.customer_id = any(array(select k.customer_id from credits k
    where k.company_id = s.company_id and k.open_cents > 0 and k.received_on > ${day}))`
}

/** Counts all the sums of the companies in scope again, from their rows. `today`: the day late sums are kept for. */
export async function rebuildSums(tx: ScopedTransaction, today: Day): Promise<void> {
  await sql`select rebuild_sums(${today}::date)`.execute(tx)
}

/** The sums of the companies in scope that are not what their rows come to. */
export async function findWrongSums(
  tx: ScopedTransaction,
): Promise<{ kind: SumKind; companyId: number; id: number }[]> {
  const { rows } = await sql<{ kind: SumKind; companyId: number; id: number }>`
    select 'customer-sums' as kind, c.company_id as "companyId", c.id from customers c
    where exists (
      select from (
        select s.currency, s.open_cents, s.credit_cents, s.first_due_on, s.least_cents, s.has_provisional, s.advised_on,
               s.counted_on, s.late_from, s.late_until, s.late_cents, s.late_items, s.late_invoices
        from customer_sums s where s.company_id = c.company_id and s.customer_id = c.id) s
      full join customer_figures(c.company_id, c.id, coalesce((select max(k.counted_on) from customer_sums k
        where k.company_id = c.company_id and k.customer_id = c.id), current_date)) f on f.currency = s.currency
      where s is distinct from f)
    union all
    select distinct 'due-sums', coalesce(s.company_id, i.company_id), coalesce(s.company_id, i.company_id)
    from (select * from due_sums where items <> 0 or open_cents <> 0) s full join (
      select i.company_id, i.currency, coalesce(i.due_on, 'infinity') as due_on, sum(i.open_cents) as open_cents,
             count(*) as items
      from instalments i where i.open_cents > 0 and i.is_final group by 1, 2, 3) i
      on i.company_id = s.company_id and i.currency = s.currency and i.due_on = s.due_on
    where (s.open_cents, s.items) is distinct from (i.open_cents, i.items)
  `.execute(tx)
  return rows
}

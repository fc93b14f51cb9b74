import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { judgePromise, type PromiseOutcome } from '#domain/dunning/promise.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { ZONE } from '#platform/zone.ts'
import { settledOn } from './customer-standing.ts'

/** What came of a promise, by the id of its block. */
export type PromiseOutcomes = ReadonlyMap<number, PromiseOutcome>

/**
 * Judges promises on what has come since they were made: allocated to what they are about, beyond what was then, or
 * not allocated yet.
 * Nobody breaks a promise because an accountant has still to say what a payment pays. A credit note counts as a
 * payment: what it settles is not owed any more.
 */
export async function judgePromises(
  tx: ScopedTransaction,
  blockIds: readonly number[],
  today: Day,
): Promise<PromiseOutcomes> {
  if (blockIds.length === 0) return new Map()
  const { rows } = await sql<{
    id: number
    promised_on: Day
    ends_on: Day
    amount_cents: number
    is_lifted: boolean
    receipts: { receivedOn: Day; cents: number }[]
  }>`
    select b.id, b.promised_on, b.ends_on, coalesce(b.amount_cents, 1) as amount_cents,
           b.lifted_at is not null as is_lifted,
           coalesce((select json_agg(json_build_object('receivedOn', r.on, 'cents', r.cents))
             from (${receiptsOf(sql`b`)}) r), '[]') as receipts
    from dunning_blocks b
    where b.id = any(${blockIds}::bigint[]) and b.kind = 'promise'
  `.execute(tx)
  return new Map(
    rows.map((row) => [
      row.id,
      judgePromise(
        {
          promisedOn: row.promised_on,
          endsOn: row.ends_on,
          amountCents: row.amount_cents,
          isLifted: row.is_lifted,
        },
        row.receipts,
        today,
      ),
    ]),
  )
}

/**
 * SQL: true for a promise `b` whose grace ended before `today` and whose amount had not come by then
 * (domain/dunning/promise.ts `broken`).
 */
export function isBrokenPromise(today: Day): RawBuilder<boolean> {
  return sql<boolean>`(b.kind = 'promise' and b.lifted_at is null and b.ends_on < ${today}::date
    and (select coalesce(sum(r.cents), 0) from (${receiptsOf(sql`b`)}) r where r.on <= b.ends_on)
      < coalesce(b.amount_cents, 1))`
}

/**
 * Scalar form: the day of the last promise of the customer `c`, in the currency of `p`, that was not kept by
 * `on` and has not been paid since either; null without one.
 */
export function brokenPromiseOf(on: Day): RawBuilder<Day | null> {
  return sql<Day | null>`(
    select max(b.promised_on) from dunning_blocks b
    where b.company_id = c.company_id and b.customer_id = c.id and coalesce(b.currency, p.currency) = p.currency
      and b.kind = 'promise' and b.lifted_at is null and b.ends_on < ${on}::date
      and (select coalesce(sum(r.cents), 0) from (${receiptsOf(sql`b`)}) r) < coalesce(b.amount_cents, 1))`
}

// What an instalment has had since is what it has beyond what it had then: a payment that came back and was paid again,
// or an allocation made anew, is no other money.
function receiptsOf(block: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select ${settledOn} as on, least(a.amount_cents, a.until_then - a.before)::bigint as cents
    from (
      select a.*, sum(a.amount_cents) over (partition by i.id order by a.created_at, a.id) as until_then, h.cents as before
      from invoices v
        join instalments i on i.company_id = v.company_id and i.invoice_id = v.id
        join allocations a on a.company_id = i.company_id and a.instalment_id = i.id and a.cancelled_at is null
        cross join lateral (
          select coalesce(sum(o.amount_cents), 0) as cents from allocations o
          where o.company_id = i.company_id and o.instalment_id = i.id and o.created_at <= ${block}.created_at
            and (o.cancelled_at is null or o.cancelled_at > ${block}.created_at)) h
      where v.company_id = ${block}.company_id and v.customer_id = ${block}.customer_id
        and (${block}.invoice_id is null or v.id = ${block}.invoice_id)
        and (${block}.instalment_id is null or i.id = ${block}.instalment_id)
        and (${block}.currency is null or v.currency = ${block}.currency)
    ) a
      left join credits k on k.company_id = a.company_id and k.id = a.credit_id
      left join imports m on m.company_id = a.company_id and m.id = a.import_id
    where a.until_then > a.before
    union all
    select coalesce(k.received_on, k.entered_on, (k.created_at at time zone ${ZONE})::date), k.open_cents
    from credits k
    where k.company_id = ${block}.company_id and k.customer_id = ${block}.customer_id and k.open_cents > 0
      and (${block}.currency is null or k.currency = ${block}.currency) and k.created_at > ${block}.created_at`
}

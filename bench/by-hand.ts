import { type RawBuilder, sql } from 'kysely'
import { ON } from './neighbours-data.ts'

/**
 * What a database engineer would write by hand for one company, to answer what the page « Relances » answers: the
 * clients proposed with their figures, credits by kind and net, drafts, promises that were not kept, what is
 * probably paid and what is under way. Where only the rules can tell (an invoice named in the text of a payment), it
 * goes by amounts.
 */

/** The page by name, `limit` clients of it. */
export function pageByHand(companyId: number, limit = 51): RawBuilder<unknown> {
  return sql`
    with timing as materialized (${timing(companyId)}),
    page as materialized (
      select c.id, c.code, c.name, c.postcode, c.town, c.address_lines, o.*, k.*,
             o.amount_cents - least(o.amount_cents, k.credit_cents) as net_cents
      from customers c
      cross join lateral (
        select ${figures} from instalments i, timing
        where i.company_id = ${companyId} and i.customer_id = c.id and ${dueAndFree(companyId)}
        group by i.currency) o
      cross join lateral (
        select ${creditSums} from credits k
        where k.company_id = ${companyId} and k.customer_id = c.id and k.currency = o.currency and k.open_cents > 0) k
      where c.company_id = ${companyId} and o.amount_cents > k.credit_cents
      order by c.name, c.id limit ${limit})
    select page.*, ${marks(companyId)}, calendar.* from page, (${calendar(companyId)}) calendar order by page.name, page.id`
}

/** The totals of the page. */
export function totalsByHand(companyId: number): RawBuilder<unknown> {
  return sql`
    with timing as materialized (${timing(companyId)}),
    proposed as (${clients(companyId)})
    select currency, count(*) as clients, sum(invoices) as invoices, sum(amount_cents)::bigint as cents,
           sum(net_cents)::bigint as net_cents, count(*) filter (where advised > 0) as advised,
           (select count(*) from instalments where company_id = ${companyId} and open_cents > 0 and is_final
              and (due_on <= ${ON}::date or due_on is null)) - sum(items) as set_aside
    from proposed group by currency`
}

/** `relances overdue`: every client, every instalment, and what is set aside with its reason. */
export function overdueByHand(companyId: number): readonly RawBuilder<unknown>[] {
  return [
    sql`
      with timing as materialized (${timing(companyId)}),
      page as materialized (
        select c.id, c.code, c.name, c.postcode, c.town, c.address_lines, proposed.*
        from (${clients(companyId)}) proposed
        join customers c on c.company_id = ${companyId} and c.id = proposed.customer_id)
      select page.*, ${marks(companyId)}, calendar.* from page, (${calendar(companyId)}) calendar
      order by page.name, page.id`,
    sql`
      select i.customer_id, i.invoice_id, i.currency, v.number, v.label, v.issued_on, i.due_on, i.due_is_estimated,
             i.level, i.open_cents, ${isProbablyPaid(companyId)} as is_probably_paid
      from instalments i join invoices v on v.company_id = ${companyId} and v.id = i.invoice_id
      where i.company_id = ${companyId} and ${dueAndFree(companyId)}
      order by i.due_on, v.number, i.id`,
    sql`
      with owing as materialized (
        select i.customer_id, i.currency, sum(i.open_cents) as cents from instalments i
        where i.company_id = ${companyId} and ${dueAndFree(companyId)} group by i.customer_id, i.currency),
      crediting as materialized (
        select customer_id, currency, sum(open_cents) as cents from credits
        where company_id = ${companyId} and open_cents > 0 group by customer_id, currency)
      select c.code, c.name, v.number, v.label, i.due_on, i.level, i.open_cents, i.currency, b.kind, b.reason, b.ends_on
      from instalments i
      join customers c on c.company_id = ${companyId} and c.id = i.customer_id
      join invoices v on v.company_id = ${companyId} and v.id = i.invoice_id
      left join owing o on o.customer_id = i.customer_id and o.currency = i.currency
      left join crediting k on k.customer_id = i.customer_id and k.currency = i.currency
      left join dunning_blocks b on b.company_id = ${companyId} and b.customer_id = i.customer_id and b.lifted_at is null
        and (b.ends_on is null or b.ends_on >= ${ON}::date) and (b.invoice_id is null or b.invoice_id = i.invoice_id)
        and (b.instalment_id is null or b.instalment_id = i.id)
      where i.company_id = ${companyId} and i.open_cents > 0 and i.is_final
        and (i.due_on <= ${ON}::date or i.due_on is null)
        and (i.due_on is null or b.id is not null or k.cents >= o.cents)
      order by c.name, c.id, i.id`,
  ]
}

function timing(companyId: number): RawBuilder<unknown> {
  return sql`select array_agg(delay_days order by level) as delays, array_agg(gap_days order by level) as gaps
    from dunning_levels where company_id = ${companyId}`
}

function calendar(companyId: number): RawBuilder<unknown> {
  return sql`select c.skips_weekends, c.holidays, (
      select json_agg(l) from company_closures l where l.company_id = ${companyId}) as closures
    from companies c where c.id = ${companyId}`
}

const advisedFrom = sql`case when not (i.level = 4 and i.had_formal_notice) then
  greatest(i.due_on + timing.delays[i.level], i.last_reminded_on + timing.gaps[i.level]) end`

const figures = sql`
  i.currency, count(distinct i.invoice_id) as invoices, count(*) as items, max(i.level) as level,
  count(distinct i.invoice_id) filter (where ${advisedFrom} <= ${ON}::date) as advised, min(${advisedFrom}) as advised_from,
  sum(i.open_cents)::bigint as amount_cents, min(i.due_on) as oldest_due_on, max(i.last_reminded_on) as last_reminded_on,
  bool_or(i.is_provisional) as has_provisional`

const creditSums = sql`
  coalesce(sum(k.open_cents), 0)::bigint as credit_cents,
  sum(k.open_cents) filter (where k.kind = 'payment')::bigint as payment_cents,
  sum(k.open_cents) filter (where k.kind = 'credit-note')::bigint as credit_note_cents,
  sum(k.open_cents) filter (where k.kind = 'adjustment')::bigint as adjustment_cents`

// Every client to propose, with its net.
function clients(companyId: number): RawBuilder<unknown> {
  return sql`
    select o.*, k.credit_cents, k.payment_cents, k.credit_note_cents, k.adjustment_cents,
           o.amount_cents - least(o.amount_cents, coalesce(k.credit_cents, 0)) as net_cents
    from (select i.customer_id, ${figures} from instalments i, timing
      where i.company_id = ${companyId} and ${dueAndFree(companyId)} group by i.customer_id, i.currency) o
    left join (select k.customer_id, k.currency, ${creditSums} from credits k
      where k.company_id = ${companyId} and k.open_cents > 0 group by k.customer_id, k.currency) k
      on k.customer_id = o.customer_id and k.currency = o.currency
    where o.amount_cents > coalesce(k.credit_cents, 0)`
}

function marks(companyId: number): RawBuilder<unknown> {
  return sql`
    (select max(l.run_id) from letters l join runs r on r.company_id = l.company_id and r.id = l.run_id
     where l.company_id = ${companyId} and l.customer_id = page.id and l.status = 'draft' and r.status = 'draft') as draft_run,
    (select max(b.promised_on) from dunning_blocks b
     where b.company_id = ${companyId} and b.customer_id = page.id and b.kind = 'promise' and b.lifted_at is null
       and b.ends_on < ${ON}::date and coalesce(b.amount_cents, 1) > (
         select coalesce(sum(a.amount_cents), 0) from instalments i
         join allocations a on a.company_id = ${companyId} and a.instalment_id = i.id
         where i.company_id = ${companyId} and i.customer_id = page.id and a.cancelled_at is null
           and a.created_at > b.created_at and (b.invoice_id is null or i.invoice_id = b.invoice_id)) + (
         select coalesce(sum(k.open_cents), 0) from credits k
         where k.company_id = ${companyId} and k.customer_id = page.id and k.open_cents > 0
           and k.created_at > b.created_at)) as broken_promise_on,
    (select count(*) from instalments i
     where page.payment_cents > 0 and i.company_id = ${companyId} and i.customer_id = page.id
       and i.currency = page.currency and i.open_cents > 0 and ${isProbablyPaid(companyId)}) as probably_paid`
}

function isProbablyPaid(companyId: number): RawBuilder<unknown> {
  return sql`exists (select from credits p where p.company_id = ${companyId} and p.customer_id = i.customer_id
    and p.currency = i.currency and p.kind = 'payment' and p.open_cents > 0 and p.open_cents = i.open_cents)`
}

function dueAndFree(companyId: number): RawBuilder<unknown> {
  return sql`i.open_cents > 0 and i.is_final and i.due_on <= ${ON}::date
    and not exists (
      select from dunning_blocks b
      where b.company_id = ${companyId} and b.customer_id = i.customer_id and b.lifted_at is null
        and (b.ends_on is null or b.ends_on >= ${ON}::date)
        and (b.invoice_id is null or b.invoice_id = i.invoice_id)
        and (b.instalment_id is null or b.instalment_id = i.id))
    and not exists (
      select from credits u
      where u.company_id = ${companyId} and u.customer_id = i.customer_id and u.kind = 'payment'
        and u.received_on > ${ON}::date and u.open_cents >= i.open_cents)`
}

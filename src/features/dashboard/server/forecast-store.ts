import { type RawBuilder, sql } from 'kysely'
import { addDays } from '#domain/days-and-money/day.ts'
import { mustHave } from '#domain/errors.ts'
import { type BacktestScore, backtest, type PastInstalment } from '#domain/steering/backtest.ts'
import {
  type DelayQuantiles,
  FORECAST_WEEKS,
  LEARNED_DAYS,
  LOST_SIGHT_DAYS,
  SEGMENT_WEIGHT,
  SETTLING_DAYS,
} from '#domain/steering/cash-forecast.ts'
import { isActiveBlock } from '#ledger/active-block.ts'
import { readUnderWay } from '#ledger/counted-credits.ts'
import { settledOn } from '#ledger/customer-standing.ts'
import { issuedOn } from '#ledger/dated-books.ts'
import { readAsSets } from '#platform/planner.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { Forecast, ForecastBy } from '../contract.ts'
import { type ListedItems, listItems, NO_ITEMS } from './open-items-store.ts'
import type { FiguresAsked } from './standing-store.ts'

const WEEKS = FORECAST_WEEKS

/** « Ce qui vient »: the rule of domain/steering/cash-forecast.ts over whole companies, summed by week. */
export async function readForecast(
  tx: ScopedTransaction,
  asked: FiguresAsked,
): Promise<Omit<Forecast, 'currency'>> {
  const learnt = await readSegment(tx, asked)
  const weeks = Array.from({ length: WEEKS }, (_, index) => ({
    from: addDays(asked.today, 7 * index),
    to: addDays(asked.today, 7 * index + 6),
    likelyCents: 0,
    prudentCents: 0,
  }))
  if (!learnt) return { learnt, weeks, laterCents: 0, unknownCents: 0, heldCents: 0 }
  const sums = await readWeeks(tx, asked, learnt)
  const of = (name: string) => sums.find((row) => row.week === name)
  const cents = (name: string) => of(name)?.likelyCents ?? 0
  return {
    learnt,
    weeks: weeks.map((week, index) => ({
      ...week,
      likelyCents: of(String(index))?.likelyCents ?? 0,
      prudentCents: of(String(index))?.prudentCents ?? 0,
    })),
    laterCents: cents('later'),
    unknownCents: cents('unknown'),
    heldCents: cents('held'),
  }
}

/** How the forecast would have done in each of the last twelve months, over the last instalments issued. */
export async function readBacktest(tx: ScopedTransaction, asked: FiguresAsked): Promise<BacktestScore> {
  const { companyIds, currency, today } = asked
  const past = await readAsSets(
    tx,
    sql<PastInstalment>`
    select p.customer_id as "customerId", ${issuedOn} as "issuedOn", p.due_on as "dueOn", p.amount_cents as cents,
           case when p.open_cents = 0 then p.settled_on end as "paidOn"
    from (${pastInstalments(asked, sql`i.due_on >= ${today}::date - ${PAST_DAYS}::int`)}) p
      join invoices v on v.company_id = p.company_id and v.id = p.invoice_id
    where p.currency = ${currency} and p.company_id = any(${companyIds}::bigint[])
    order by p.due_on desc limit ${MOST_PAST}::bigint
  `,
  )
  const days = Array.from({ length: 12 }, (_, month) => addDays(today, -30 * (month + 1)))
  return backtest(past, days, today)
}

/** A year of forecasts, each with what it learns from. */
const PAST_DAYS = 365 + SETTLING_DAYS + LEARNED_DAYS
const MOST_PAST = 20_000

// What is settled by credit notes alone was never paid: it says nothing of delays.
function pastInstalments({ companyIds }: FiguresAsked, window: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select i.company_id, i.customer_id, i.invoice_id, i.currency, i.due_on, i.amount_cents, i.open_cents, s.settled_on
    from instalments i left join (
      select a.company_id, a.instalment_id, max(${settledOn}) as settled_on,
             bool_or(k.kind is distinct from 'credit-note') as is_paid
      from allocations a
        left join credits k on k.company_id = a.company_id and k.id = a.credit_id
        left join imports m on m.company_id = a.company_id and m.id = a.import_id
      where a.company_id = any(${companyIds}::bigint[]) and a.cancelled_at is null and a.instalment_id is not null
      group by a.company_id, a.instalment_id
    ) s on s.company_id = i.company_id and s.instalment_id = i.id
    where i.company_id = any(${companyIds}::bigint[]) and i.is_final and ${window}
      and (i.open_cents > 0 or s.is_paid)`
}

// domain/steering/backtest.ts `learnDelays`: what is open counts the days so far.
function learntDelays(asked: FiguresAsked): RawBuilder<unknown> {
  const last = addDays(asked.today, -SETTLING_DAYS)
  const window = sql`i.currency = ${asked.currency}
    and i.due_on between ${addDays(last, -LEARNED_DAYS)}::date and ${last}::date`
  return sql`
    select p.company_id, p.customer_id,
           least(case when p.open_cents = 0 then p.settled_on else ${asked.today}::date end, ${asked.today}::date)
             - p.due_on as days
    from (${pastInstalments(asked, window)}) p`
}

async function readSegment(tx: ScopedTransaction, asked: FiguresAsked): Promise<DelayQuantiles | null> {
  const [found] = await readAsSets(
    tx,
    sql<DelayQuantiles>`
    select count(*) as count, coalesce(percentile_cont(0.5) within group (order by d.days), 0) as "p50Days",
           coalesce(percentile_cont(0.8) within group (order by d.days), 0) as "p80Days"
    from (${learntDelays(asked)}) d
  `,
  )
  const segment = mustHave(found, 'the delays')
  return segment.count === 0 ? null : segment
}

interface WeekSum {
  /** "0" to "12", "later", "unknown" or "held". */
  readonly week: string
  readonly likelyCents: number
  readonly prudentCents: number
}

async function readWeeks(
  tx: ScopedTransaction,
  asked: FiguresAsked,
  segment: DelayQuantiles,
): Promise<WeekSum[]> {
  const dated = await expectedItems(tx, asked, segment)
  return await readAsSets(
    tx,
    sql<WeekSum>`
    with ${dated}, parts as (
      select ${weekOf(asked, 'likely')} as week, open_cents as likely, 0 as prudent from dated
      union all
      select ${weekOf(asked, 'prudent')}, 0, open_cents from dated
    )
    select week, sum(likely)::bigint as "likelyCents", sum(prudent)::bigint as "prudentCents"
    from parts group by week
  `,
  )
}

/** The invoices that a week of the forecast expects, or that no week does, the greatest first. */
export async function readForecastItems(
  tx: ScopedTransaction,
  asked: FiguresAsked,
  { week, by }: { readonly week: string; readonly by: ForecastBy },
): Promise<ListedItems> {
  const learnt = await readSegment(tx, asked)
  if (!learnt) return NO_ITEMS
  const dated = await expectedItems(tx, asked, learnt)
  return await listItems(
    tx,
    sql`with ${dated}, items as materialized (
      select company_id, customer_id, invoice_id, min(due_on) as due_on,
             greatest(max(${asked.today}::date - due_on), 0) as late, sum(open_cents)::bigint as cents
      from dated where ${weekOf(asked, by)} = ${week}
      group by company_id, customer_id, invoice_id
    )`,
  )
}

// "0" to "12", "later", "unknown" or "held", of a row of `dated`.
function weekOf({ today }: FiguresAsked, by: ForecastBy): RawBuilder<string> {
  const day = sql.ref(by === 'likely' ? 'likely_on' : 'prudent_on')
  return sql<string>`case when is_held then 'held' when ${day} is null then 'unknown'
    when ${day} - ${today}::date < ${7 * WEEKS}::int then ((${day} - ${today}::date) / 7)::text else 'later' end`
}

// Common table expressions that end with `dated`: what is open, and the days by which it is expected.
async function expectedItems(
  tx: ScopedTransaction,
  asked: FiguresAsked,
  segment: DelayQuantiles,
): Promise<RawBuilder<unknown>> {
  const { companyIds, currency, today } = asked
  const underWay = await readUnderWay(tx, { companyIds, today, on: addDays(today, 7 * WEEKS) })
  const drawn = (own: RawBuilder<unknown>, all: number) =>
    sql`floor((coalesce(o.count, 0) * coalesce(${own}, 0) + ${SEGMENT_WEIGHT}::float * ${all}::float)
      / (coalesce(o.count, 0) + ${SEGMENT_WEIGHT}::float) + 0.5)::int`
  return sql`own as (
      select d.company_id, d.customer_id, count(*) as count,
             percentile_cont(0.5) within group (order by d.days) as p50,
             percentile_cont(0.8) within group (order by d.days) as p80
      from (${learntDelays(asked)}) d group by d.company_id, d.customer_id
    ), announced as (
      select u.id, u.day from unnest(${[...underWay.keys()]}::bigint[], ${[...underWay.values()]}::date[]) u (id, day)
    ), open as (
      select i.company_id, i.customer_id, i.invoice_id, i.open_cents, i.due_on,
             ${drawn(sql`o.p50`, segment.p50Days)} as p50,
             ${drawn(sql`o.p80`, segment.p80Days)} as p80, case when coalesce(u.day, b.promised_on) is not null
               then greatest(coalesce(u.day, b.promised_on), ${today}::date) end as told,
             coalesce(b.is_held, false) as is_held
      from instalments i
        left join own o on o.company_id = i.company_id and o.customer_id = i.customer_id
        left join announced u on u.id = i.id
        left join (${holds(asked)}) b on b.company_id = i.company_id and b.id = i.id
      where i.company_id = any(${companyIds}::bigint[]) and i.open_cents > 0 and i.is_final and i.currency = ${currency}
    ), waits as (
      select x.*, x.due_on + x.p50 as half, x.due_on + greatest(x.p50, x.p80) as most,
             greatest(7, x.p80 - x.p50) as wait
      from open x
    ), dated as (
      select w.company_id, w.customer_id, w.invoice_id, w.due_on, w.open_cents, w.is_held,
             case when w.told is not null then w.told
               when w.due_on is null or ${today}::date - w.most > ${LOST_SIGHT_DAYS}::int then null
               when w.most < ${today}::date then ${today}::date + w.wait
               when w.half < ${today}::date then w.most else w.half end as likely_on,
             case when w.told is not null then w.told
               when w.due_on is null or ${today}::date - w.most > ${LOST_SIGHT_DAYS}::int then null
               when w.most < ${today}::date then ${today}::date + 2 * w.wait else w.most end as prudent_on
      from waits w
    )`
}

// What blocks say of the open instalments they hold: few of them, found from the blocks.
function holds({ companyIds, today }: FiguresAsked): RawBuilder<unknown> {
  return sql`
    select i.company_id, i.id, max(b.promised_on) filter (where b.kind = 'promise') as promised_on,
           bool_or(b.kind in ('dispute', 'insolvency')) as is_held
    from dunning_blocks b join instalments i
      on i.company_id = b.company_id and i.customer_id = b.customer_id and i.open_cents > 0
        and (b.invoice_id is null or b.invoice_id = i.invoice_id)
        and (b.instalment_id is null or b.instalment_id = i.id)
        and coalesce(b.currency, i.currency) = i.currency
    where b.company_id = any(${companyIds}::bigint[]) and b.kind in ('promise', 'dispute', 'insolvency')
      and ${isActiveBlock(today)}
    group by i.company_id, i.id`
}

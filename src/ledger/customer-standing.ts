import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Level } from '#domain/dunning/levels.ts'
import { ZONE } from '#platform/zone.ts'
import { type AgeFigures, ageColumns } from './age-sums.ts'

/**
 * What a customer owes, as pieces of SQL shared by the list of customers, their page and the printed lists, so
 * that none of them can disagree. Names expected by the pieces: `c` a row of customers.
 */

/** Figures of one customer in one currency. */
export interface StandingFigures {
  currency: string
  open_cents: number
  credit_cents: number
  overdue_cents: number
  oldest_due_on: Day | null
  level: Level | null
}

/** With what is open by age. */
export interface CustomerFigures extends StandingFigures, AgeFigures {}

/**
 * Lateral form: the figures of the customer `c`, a row for each currency it has something open in. Late is
 * what was due before `today`: due today is not late. A credit dated later does not count yet. Read from the
 * covering indexes only.
 */
export function standingOfCustomer(today: Day): RawBuilder<unknown> {
  const isLate = sql`x.due_on < ${today}::date`
  return sql`
    select x.currency, sum(x.open_cents)::bigint as open_cents, sum(x.credit_cents)::bigint as credit_cents,
           coalesce(sum(x.open_cents) filter (where ${isLate}), 0)::bigint as overdue_cents,
           min(x.due_on) filter (where ${isLate}) as oldest_due_on, max(x.level) filter (where ${isLate}) as level,
           ${ageColumns('x', today)}
    from (
      select i.currency, i.open_cents, 0::bigint as credit_cents, i.due_on, i.level
      from instalments i
      where i.company_id = c.company_id and i.customer_id = c.id and i.open_cents > 0 and i.is_final
      union all
      select k.currency, 0, k.open_cents, null, null
      from credits k where k.company_id = c.company_id and k.customer_id = c.id and k.open_cents > 0
        and not ${isExpected(today)}
    ) x group by x.currency`
}

/**
 * Set form: the same figures of every customer of these companies, with its company_id and customer_id. Where
 * all of them are needed it costs a tenth of asking one by one. Each side is summed in the order of its own
 * index, and the sums are put side by side. `weighsDays` adds late_cent_days: what is late, times its days.
 */
export function standingOfAll(
  companyIds: readonly number[],
  today: Day,
  { weighsDays = false }: { readonly weighsDays?: boolean } = {},
): RawBuilder<unknown> {
  const isLate = sql`i.due_on < ${today}::date`
  const lateCentDays = weighsDays
    ? sql`coalesce(sum(i.open_cents * (${today}::date - i.due_on)) filter (where ${isLate}), 0)::bigint`
    : sql`null::bigint`
  return sql`
    select company_id, customer_id, currency, coalesce(o.open_cents, 0) as open_cents,
           coalesce(k.credit_cents, 0) as credit_cents, coalesce(o.overdue_cents, 0) as overdue_cents,
           o.oldest_due_on, o.level, o.late_cent_days
    from (
      select i.company_id, i.customer_id, i.currency, sum(i.open_cents)::bigint as open_cents,
             ${lateCentDays} as late_cent_days,
             coalesce(sum(i.open_cents) filter (where ${isLate}), 0)::bigint as overdue_cents,
             min(i.due_on) filter (where ${isLate}) as oldest_due_on, max(i.level) filter (where ${isLate}) as level
      from instalments i
      where i.company_id = any(${companyIds}::bigint[]) and i.open_cents > 0 and i.is_final
      group by i.company_id, i.customer_id, i.currency
    ) o full join (
      select k.company_id, k.customer_id, k.currency, sum(k.open_cents)::bigint as credit_cents
      from credits k where k.company_id = any(${companyIds}::bigint[]) and k.open_cents > 0
        and not ${isExpected(today)}
      group by k.company_id, k.customer_id, k.currency
    ) k using (company_id, customer_id, currency)`
}

/** True of a credit `k` that is dated after `today`: its client has not paid yet (domain/receivables/imputation.ts `countsOn`). */
export function isExpected(today: Day): RawBuilder<boolean> {
  return sql<boolean>`coalesce(k.received_on > ${today}::date, false)`
}

/** Set form: what each customer of these companies has open by age. */
export function agesOfAll(companyIds: readonly number[], today: Day): RawBuilder<unknown> {
  return sql`
    select i.company_id, i.customer_id, i.currency, ${ageColumns('i', today)}
    from instalments i
    where i.company_id = any(${companyIds}::bigint[]) and i.open_cents > 0 and i.is_final
    group by i.company_id, i.customer_id, i.currency`
}

const WINDOW_DAYS = 365

/**
 * Scalar form: average days late of the customer `c` in `currency` (domain/receivables/payment-delay.ts), over what was
 * due in the last 12 months and what is still open. A settlement without a payment counts to the day its file
 * speaks of.
 */
export function averageDaysLateOf(currency: RawBuilder<string>, today: Day): RawBuilder<number | null> {
  return sql<number | null>`(
    select ${weightedDays}
    from (
      select a.amount_cents as cents, ${settledOn} - i.due_on as days
      from invoices v
        join instalments i on i.company_id = v.company_id and i.invoice_id = v.id
        ${joinSettlements}
      where v.company_id = c.company_id and v.customer_id = c.id and v.currency = ${currency} and i.is_final
        and ${isInWindow(today)}
      union all
      select i.open_cents, ${today}::date - i.due_on
      from instalments i
      where i.company_id = c.company_id and i.customer_id = c.id and i.currency = ${currency} and ${isLate(today)}
    ) part)`
}

/**
 * Set form: the same average of every customer of these companies, as two pieces: a scalar over `f`, its standing
 * with `weighsDays`, and `g`, what it settled. What is open is summed with the standing already: only what was
 * settled is read for the average.
 */
export function settlementsOfAll(companyIds: readonly number[], today: Day): RawBuilder<unknown> {
  return sql`
    select i.company_id, i.customer_id, i.currency, sum(a.amount_cents)::bigint as cents,
           sum(a.amount_cents * greatest(0, ${settledOn} - i.due_on))::bigint as cent_days
    from instalments i ${joinSettlements}
    where i.company_id = any(${companyIds}::bigint[]) and i.is_final and ${isInWindow(today)}
    group by i.company_id, i.customer_id, i.currency`
}

// Twice the dividend and half the divisor: whole numbers, rounded half up as `round` does.
export const averageDaysLateOfStanding: RawBuilder<number | null> = sql<number | null>`(
  (2 * (coalesce(f.late_cent_days, 0) + coalesce(g.cent_days, 0))
    + coalesce(f.overdue_cents, 0) + coalesce(g.cents, 0))
  / nullif(2 * (coalesce(f.overdue_cents, 0) + coalesce(g.cents, 0)), 0))::int`

const weightedDays = sql`round(sum(part.cents * greatest(0, part.days)) / sum(part.cents))::int`

const joinSettlements = sql`
  join allocations a on a.company_id = i.company_id and a.instalment_id = i.id and a.cancelled_at is null
  left join credits k on k.company_id = a.company_id and k.id = a.credit_id
  left join imports m on m.company_id = a.company_id and m.id = a.import_id`

function isInWindow(today: Day): RawBuilder<unknown> {
  return sql`i.due_on >= ${today}::date - ${WINDOW_DAYS}::int`
}

function isLate(today: Day): RawBuilder<unknown> {
  return sql`i.open_cents > 0 and i.is_final and i.due_on < ${today}::date`
}

/** Day an allocation `a` counts from, with its credit `k` and its import `m`, either of which may be missing. */
export const settledOn: RawBuilder<Day> = sql<Day>`
  coalesce(k.received_on, k.entered_on, m.covers_to, (a.created_at at time zone ${ZONE})::date)`

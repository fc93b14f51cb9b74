import { type RawBuilder, sql } from 'kysely'
import { type Day, formatDay } from '#domain/days-and-money/day.ts'
import type { Level } from '#domain/dunning/levels.ts'
import { RelancesError } from '#domain/errors.ts'
import type { CreditKind } from '#domain/receivables/receivable-kinds.ts'
import { openInstalmentsAt, readKnownFrom, unallocatedAt } from '#ledger/balance-at.ts'
import { readAsSets } from '#platform/planner.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** Who a row is about; every list begins with it. */
export interface ListedCustomer {
  company: string
  code: string
  name: string
  currency: string
}

export interface ScheduleRow extends ListedCustomer {
  number: string | null
  issued_on: Day | null
  due_on: Day | null
  level: Level
  amount_cents: number
  open_cents: number
}

export interface BalanceRow extends ListedCustomer {
  not_due: number
  to30: number
  to60: number
  to90: number
  over90: number
  credit_cents: number
  balance_cents: number
}

export interface ReminderRow extends ListedCustomer {
  letter_on: Day
  level: Level
  total_cents: number
  net_cents: number
  actor: string | null
  is_cancelled: boolean
}

export interface CreditRow extends ListedCustomer {
  kind: CreditKind
  number: string | null
  received_on: Day | null
  amount_cents: number
  open_cents: number
}

export interface ListScope {
  readonly companyIds: readonly number[]
  /** Null: since ever. */
  readonly from: Day | null
  readonly to: Day
  readonly today: Day
}

/**
 * The open instalments due in a period, earliest first. What has no due date cannot fall in one: it comes
 * last, so that the total is all that is open when the period is wide enough.
 */
export async function readSchedule(
  tx: ScopedTransaction,
  scope: ListScope,
  limit: number,
): Promise<ScheduleRow[]> {
  const { rows } = await sql<ScheduleRow>`
    select ${customerColumns}, i.currency, coalesce(v.number, v.label) as number, v.issued_on, i.due_on, i.level,
           i.amount_cents, i.open_cents
    from instalments i
      join invoices v on v.company_id = i.company_id and v.id = i.invoice_id
      ${joinCustomer(sql`i`)}
    where i.company_id = any(${scope.companyIds}::bigint[]) and i.open_cents > 0 and i.is_final
      and (i.due_on between coalesce(${scope.from}::date, '-infinity') and ${scope.to}::date or i.due_on is null)
    order by i.due_on nulls last, c.name, c.id, i.id
    limit ${limit}
  `.execute(tx)
  return rows
}

/**
 * What each client owed at the end of a day, by age (domain/steering/balance-at.ts), credits that had settled nothing
 * taken off. @throws RelancesError invalid before the first day that the account of one of the companies is known
 */
export async function readAgedBalance(
  tx: ScopedTransaction,
  scope: ListScope,
  limit: number,
): Promise<BalanceRow[]> {
  await refuseUnknownDay(tx, scope)
  const days = sql`coalesce(${scope.to}::date - i.due_on, 0)`
  const band = (from: number, to: number | null): RawBuilder<unknown> =>
    sql`coalesce(sum(i.open_cents) filter (where ${days} >= ${from}
      and ${to === null ? sql`true` : sql`${days} <= ${to}`}), 0)::bigint`
  return await readAsSets(
    tx,
    sql<BalanceRow>`
    with owed as (
      select i.company_id, i.customer_id, i.currency,
             coalesce(sum(i.open_cents) filter (where ${days} <= 0), 0)::bigint as not_due,
             ${band(1, 30)} as to30, ${band(31, 60)} as to60, ${band(61, 90)} as to90, ${band(91, null)} as over90,
             sum(i.open_cents)::bigint as open_cents
      from (${openInstalmentsAt(scope.companyIds, scope.to)}) i
      group by i.company_id, i.customer_id, i.currency
    ), credited as (
      select k.company_id, k.customer_id, k.currency, sum(k.cents)::bigint as cents
      from (${unallocatedAt(scope.companyIds, scope.to)}) k
      group by k.company_id, k.customer_id, k.currency
    ), both_sides as (
      select company_id, customer_id, currency, coalesce(o.not_due, 0) as not_due, coalesce(o.to30, 0) as to30,
             coalesce(o.to60, 0) as to60, coalesce(o.to90, 0) as to90, coalesce(o.over90, 0) as over90,
             coalesce(k.cents, 0) as credit_cents, coalesce(o.open_cents, 0) - coalesce(k.cents, 0) as balance_cents
      from owed o full join credited k using (company_id, customer_id, currency)
    )
    select ${customerColumns}, b.currency, b.not_due, b.to30, b.to60, b.to90, b.over90, b.credit_cents,
           b.balance_cents
    from both_sides b ${joinCustomer(sql`b`)}
    order by c.name, c.company_id, c.id, b.currency
    limit ${limit}::bigint
  `,
  )
}

async function refuseUnknownDay(tx: ScopedTransaction, scope: ListScope): Promise<void> {
  const known = await readKnownFrom(tx, scope.companyIds, scope.today)
  const unknown = known.find(({ knownFrom }) => knownFrom !== null && knownFrom > scope.to)
  if (unknown)
    throw new RelancesError('invalid', 'lists.unknown-before', {
      company: unknown.company,
      day: formatDay(unknown.knownFrom ?? scope.to),
    })
}

/** The letters confirmed for a day of the period, those cancelled since marked. */
export async function readReminders(
  tx: ScopedTransaction,
  scope: ListScope,
  limit: number,
): Promise<ReminderRow[]> {
  const { rows } = await sql<ReminderRow>`
    select ${customerColumns}, l.currency, r.letter_on, l.level, l.total_cents, l.net_cents,
           l.confirmed_by as actor, l.status = 'cancelled' as is_cancelled
    from letters l
      join runs r on r.company_id = l.company_id and r.id = l.run_id
      ${joinCustomer(sql`l`)}
    where l.company_id = any(${scope.companyIds}::bigint[]) and l.status in ('confirmed', 'cancelled')
      and r.letter_on between coalesce(${scope.from}::date, '-infinity') and ${scope.to}::date
    order by r.letter_on, c.name, c.id, l.id
    limit ${limit}
  `.execute(tx)
  return rows
}

/** Credit notes and payments with something left to allocate. */
export async function readCredits(
  tx: ScopedTransaction,
  scope: ListScope,
  limit: number,
): Promise<CreditRow[]> {
  const { rows } = await sql<CreditRow>`
    select ${customerColumns}, k.currency, k.kind, coalesce(k.number, k.label) as number, k.received_on,
           k.amount_cents, k.open_cents
    from credits k ${joinCustomer(sql`k`)}
    where k.company_id = any(${scope.companyIds}::bigint[]) and k.open_cents > 0
    order by c.name, c.company_id, c.id, k.received_on nulls last, k.id
    limit ${limit}
  `.execute(tx)
  return rows
}

const customerColumns = sql`co.code as company, c.code, c.name`

function joinCustomer(row: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`join customers c on c.company_id = ${row}.company_id and c.id = ${row}.customer_id
    join companies co on co.id = ${row}.company_id`
}

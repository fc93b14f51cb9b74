import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { isActiveBlock } from './active-block.ts'
import { type CountedCredits, countCredits } from './counted-credits.ts'
import { readProbablePayments } from './probable-payments.ts'
import { advisedFrom, companyScope, isAdvisable, isProposable } from './proposed.ts'
import {
  contactsBy,
  creditOfAll,
  isWorthReminding,
  matchesFilter,
  type ProposalFilter,
  proposedClients,
  usableCents,
} from './proposed-customers.ts'
import { isBetweenDays } from './sums.ts'

/**
 * The CTEs of `proposedClients` for what only counts clients and adds up what they owe: from what is kept summed of each,
 * where its sums can tell. The others are read from their rows: those of whom something may not be proposed, has a payment
 * under way or is probably paid, and those that passed a due day since they were counted. A filter that needs rows has all
 * of them read.
 */
export async function countedClients(
  tx: ScopedTransaction,
  filter: ProposalFilter,
): Promise<RawBuilder<unknown>> {
  if (needsRows(filter)) return await proposedClients(tx, filter)
  const counted = await countCredits(tx, filter)
  const payments = await readProbablePayments(tx, { ...filter, fromSums: true })
  const customers = new Set([
    ...payments.map(({ customerId }) => customerId),
    ...[...counted.usable.keys()].map((key) => Number(key.slice(0, key.indexOf(':')))),
    ...(await customersOf(tx, filter, [...counted.underWay.keys()])),
  ])
  const paid = payments.flatMap(({ invoiceIds }) => invoiceIds)
  return keptClients(filter, { counted, paid, customers: [...customers] })
}

async function customersOf(
  tx: ScopedTransaction,
  { companyIds }: ProposalFilter,
  instalmentIds: readonly number[],
): Promise<number[]> {
  if (instalmentIds.length === 0) return []
  const { rows } = await sql<{ id: number }>`
    select distinct i.customer_id as id from instalments i
    where i.company_id = any(${companyIds}::bigint[]) and i.id = any(${instalmentIds}::bigint[])
  `.execute(tx)
  return rows.map(({ id }) => id)
}

/** What sums cannot tell, told by the rules. */
interface Told {
  readonly counted: CountedCredits
  /** Invoices probably paid. */
  readonly paid: readonly number[]
  /** Whose they are, and who has a payment under way, or credits counted by the rule itself. */
  readonly customers: readonly number[]
}

function needsRows({ level, text, notRemindedForDays, customerIds }: ProposalFilter): boolean {
  return (
    level !== undefined ||
    notRemindedForDays !== undefined ||
    customerIds !== undefined ||
    (text ?? '').trim() !== ''
  )
}

function keptClients(filter: ProposalFilter, told: Told): RawBuilder<unknown> {
  const { counted, paid } = told
  const { on, companyIds } = filter
  const columns = sql`company_id, customer_id, currency, invoice_count, item_count, amount_cents, advised_from,
    oldest_due_on`
  return sql`
    s as materialized (${companyScope(companyIds, contactsBy(filter))}),
    -- In the order of the table, and not from the index of the first due days: most have something late.
    late as materialized (
      select f.company_id, f.customer_id, f.currency, f.late_invoices, f.late_items, f.late_cents, f.advised_on,
             f.first_due_on, ${isBetweenDays(sql`${on}::date + 1`)} and not (f.has_provisional and s.excludes_provisional)
               and f.least_cents >= s.minimum_item_cents
               and (f.company_id, f.customer_id) not in (${ofWhomRowsAreRead(filter)})
               and f.customer_id not in (select unnest(${told.customers}::bigint[])) as is_plain
      from customer_sums f join s on s.company_id = f.company_id
      where f.company_id = any(${companyIds}::bigint[]) and coalesce(f.first_due_on <= ${on}::date, false)
        and (f.company_id, f.customer_id) not in (
          select b.company_id, b.customer_id from dunning_blocks b
          where b.company_id = any(${companyIds}::bigint[]) and ${isActiveBlock(on)}
            and b.invoice_id is null and b.instalment_id is null)
    ),
    figures as (
      select l.company_id, l.customer_id, l.currency, l.late_invoices as invoice_count, l.late_items as item_count,
             l.late_cents as amount_cents,
             case when l.advised_on is not null
               then greatest(l.advised_on, (s.left_alone ->> l.customer_id::text)::date) end as advised_from,
             l.first_due_on as oldest_due_on
      from late l join s on s.company_id = l.company_id where l.is_plain
      union all
      select ${columns} from (${figuresOfRows(on, counted, paid)}) r
    ),
    worth as (
      select p.company_id, p.customer_id, p.currency, p.invoice_count, p.item_count, p.amount_cents,
             ${usableCents(counted)} as usable_cents, p.advised_from, ${matchesFilter(filter)} as is_within
      from figures p
      join s on s.company_id = p.company_id
      left join (${creditOfAll(filter)}) k
        on k.company_id = p.company_id and k.customer_id = p.customer_id and k.currency = p.currency
      where ${isWorthReminding(counted)}
    ),
    p as (select * from worth where is_within)`
}

// Something of them is blocked, or has a payment that comes later.
function ofWhomRowsAreRead({ on, today, companyIds }: ProposalFilter): RawBuilder<unknown> {
  const companies = sql`any(${companyIds}::bigint[])`
  return sql`
    select b.company_id, b.customer_id from dunning_blocks b
    where b.company_id = ${companies} and ${isActiveBlock(on)}
    union all
    select k.company_id, k.customer_id from credits k
    where k.company_id = ${companies} and k.open_cents > 0 and k.received_on > ${today}::date`
}

// As `figures` of proposed-customers.ts, of the clients of `late` that are not plain: each through its index.
function figuresOfRows(on: Day, { underWay }: CountedCredits, paid: readonly number[]): RawBuilder<unknown> {
  return sql`
    select l.company_id, l.customer_id, l.currency, f.*
    from late l join s on s.company_id = l.company_id cross join lateral (
      select count(distinct i.invoice_id) as invoice_count, count(*) as item_count,
             sum(i.open_cents)::bigint as amount_cents,
             min(${advisedFrom}) filter (where ${isAdvisable(paid)}) as advised_from, min(i.due_on) as oldest_due_on
      from instalments i
      where i.company_id = l.company_id and i.customer_id = l.customer_id and i.currency = l.currency
        and ${isProposable(on, underWay)}
      having count(*) > 0) f
    where not l.is_plain`
}

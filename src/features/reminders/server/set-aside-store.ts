import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { SET_ASIDE_REASONS, type SetAsideReason } from '#domain/dunning/blocks.ts'
import type { Level } from '#domain/dunning/levels.ts'
import { daysLate } from '#domain/dunning/procedure.ts'
import { isActiveBlock } from '#ledger/active-block.ts'
import { type CountedCredits, countCredits } from '#ledger/counted-credits.ts'
import { activeBlocks, companyScope, isToAccountFor } from '#ledger/proposed.ts'
import {
  creditOfCustomer,
  creditsByKind,
  matchesText,
  type ProposalFilter,
  type UnallocatedCredit,
  usableCents,
} from '#ledger/proposed-customers.ts'
import { isAfter, type Keyset, pageOf } from '#platform/keyset.ts'
import { readInOrder } from '#platform/planner.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { SetAsidePage, SetAsideReasons, SetAsideRow } from '../contract.ts'
import { type PaymentMark, readPaymentMarks } from './payment-marks-store.ts'

interface FoundItem extends UnallocatedCredit {
  company: string
  company_id: number
  customer_id: number
  code: string
  name: string
  instalment_id: number
  invoice_id: number
  number: string | null
  label: string | null
  due_on: Day | null
  level: Level
  open_cents: number
  currency: string
  reason: SetAsideReason
  block_id: number | null
  doubt_id: number | null
  note: string | null
  until: Day | null
  scope: SetAsideRow['scope']
}

type SetAsideFilter = Pick<ProposalFilter, 'on' | 'today' | 'companyIds' | 'text'> & {
  /** Only what this reason keeps aside. */
  readonly reason?: SetAsideReason | undefined
}

/**
 * « Écartés »: each overdue instalment that is not proposed, with its reason, by client name.
 * An item's own reason (no due date, block, excluded provisional, too little) comes before its client's
 * (credit that covers, under the minimum).
 */
export async function readSetAsidePage(
  tx: ScopedTransaction,
  filter: SetAsideFilter,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<SetAsidePage> {
  const counted = await countCredits(tx, filter)
  const query = sql<FoundItem>`
    with s as materialized (${companyScope(filter.companyIds)})
    select page.* from s cross join lateral (
    select c.company_id, s.company, c.id as customer_id, c.code, c.name, p.id as instalment_id, p.invoice_id,
           inv.number, inv.label, p.due_on, p.level, p.open_cents, p.currency, r.reason,
           p.block_id, p.doubt_id, p.note, p.until, p.scope, k.*
    from customers c
    cross join lateral (${accountedItems(filter.on, counted.underWay)}) p
    cross join lateral (${creditOfCustomer(filter.today)}) k
    cross join lateral (${reasonOf(counted)}) r
    join invoices inv on inv.company_id = c.company_id and inv.id = p.invoice_id
    where c.company_id = s.company_id and ${mayBeSetAside(filter)} and r.reason is not null and ${isFor(filter.reason)}
      and ${isAfter(BY_NAME, page.after)}
      and ${matchesText(filter.text, { companyId: 'c.company_id', id: 'c.id' })}
    order by c.name, c.id, p.id
    limit ${page.limit + 1}) page
    order by page.name, page.company_id, page.customer_id, page.instalment_id
    limit ${page.limit + 1}`
  const found = await readInOrder(tx, query)
  const { rows, next } = pageOf(found, page.limit, (row) => [
    row.name,
    row.company_id,
    row.customer_id,
    row.instalment_id,
  ])
  const payments = await readPaymentMarks(tx, filter.companyIds, [
    ...new Set(rows.map((row) => row.customer_id)),
  ])
  return {
    rows: rows.map((row) => toRow(row, filter.on, payments.get(row.invoice_id) ?? null)),
    next,
  }
}

/** How many items each reason keeps aside, whatever the reason asked for; only those that keep some. */
export async function countSetAsideReasons(
  tx: ScopedTransaction,
  filter: Omit<SetAsideFilter, 'reason'>,
): Promise<SetAsideReasons> {
  const counted = await countCredits(tx, filter)
  const query = sql<SetAsideReasons['reasons'][number]>`
    with s as materialized (${companyScope(filter.companyIds)})
    select r.reason, count(*) as count
    from s join customers c on c.company_id = s.company_id and ${mayBeSetAside(filter)}
    cross join lateral (${accountedItems(filter.on, counted.underWay)}) p
    cross join lateral (${creditOfCustomer(filter.today)}) k
    cross join lateral (${reasonOf(counted)}) r
    where r.reason is not null and ${matchesText(filter.text, { companyId: 'c.company_id', id: 'c.id' })}
    group by r.reason
    order by array_position(${[...SET_ASIDE_REASONS]}::text[], r.reason)`
  return { reasons: (await query.execute(tx)).rows }
}

function isFor(reason: SetAsideReason | undefined): RawBuilder<unknown> {
  return reason === undefined ? sql`true` : sql`r.reason = ${reason}`
}

// All a client owes at that day, each item with its own reason, and beside it the sum of those
// without one: what the client's credits are compared with.
function accountedItems(on: Day, underWay: ReadonlyMap<number, Day>): RawBuilder<unknown> {
  const expected = sql`(${JSON.stringify(Object.fromEntries(underWay))}::jsonb ->> i.id::text)::date`
  return sql`
    select item.*, sum(open_cents) filter (where own_reason is null) over (partition by currency)::bigint
             as amount_cents
    from (
      select i.id, i.invoice_id, i.due_on, i.level, i.open_cents, i.currency, b.id as block_id, b.doubt_id,
             nullif(b.reason, '') as note,
             case when b.id is null then ${expected} else b.ends_on end as until,
             case when b.id is null then null when b.instalment_id is not null then 'instalment'
                  when b.invoice_id is not null then 'invoice' else 'customer' end as scope,
             case when b.id is not null then b.kind when i.due_on is null then 'no-due-date'
                  when i.is_provisional and s.excludes_provisional then 'provisional'
                  when i.open_cents < s.minimum_item_cents then 'under-minimum'
                  when ${expected} is not null then 'payment-under-way' end as own_reason
      from instalments i
      left join lateral (${activeBlocks(on)}
        order by array_position(array['insolvency', 'dispute', 'refused', 'not-received', 'suspended', 'do-not-remind', 'reply-to-read', 'promise', 'to-confirm'], b.kind), b.id limit 1) b
        on true
      where i.company_id = c.company_id and i.customer_id = c.id and ${isToAccountFor(on)}) item`
}

// True of a client `c` that any reason may concern. Most have none, and what they owe is not read: each reason is found from
// its own index, unless the company's settings make one of any instalment or client. A payment under way is a credit.
function mayBeSetAside({ on, companyIds }: SetAsideFilter): RawBuilder<unknown> {
  const companies = sql`any(${companyIds}::bigint[])`
  return sql`(s.excludes_provisional or s.minimum_item_cents > 1 or s.minimum_cents > 1 or c.id in (
    select b.customer_id from dunning_blocks b where b.company_id = ${companies} and ${isActiveBlock(on)}
    union all select k.customer_id from credits k where k.company_id = ${companies} and k.open_cents > 0
    union all select i.customer_id from instalments i
      where i.company_id = ${companies} and i.open_cents > 0 and i.due_on is null))`
}

// The figures of `usableCents`, over the client's proposable items as the page sums them.
function reasonOf(counted: CountedCredits): RawBuilder<unknown> {
  return sql`
    select coalesce(p.own_reason, case
      when p.amount_cents - used.cents <= 0 then 'credit-covers'
      when p.amount_cents - used.cents < s.minimum_cents then 'under-minimum' end) as reason
    from (select ${usableCents(counted, sql`c.id`)} as cents) used`
}

// The walk of a company starts from the index of its names.
const BY_NAME: Keyset = {
  keys: [
    { of: sql`c.name`, type: 'text', collation: 'fr-x-icu' },
    { of: sql`c.company_id`, type: 'bigint' },
    { of: sql`c.id`, type: 'bigint' },
    { of: sql`p.id`, type: 'bigint' },
  ],
  direction: 'asc',
  indexed: 1,
}

function toRow(item: FoundItem, on: Day, probablePayment: PaymentMark | null): SetAsideRow {
  return {
    company: item.company,
    customerId: item.customer_id,
    code: item.code,
    name: item.name,
    invoiceId: item.invoice_id,
    instalmentId: item.instalment_id,
    number: item.number,
    label: item.label,
    dueOn: item.due_on,
    daysLate: item.due_on === null ? 0 : daysLate(item.due_on, on),
    level: item.level,
    openCents: item.open_cents,
    currency: item.currency,
    reason: item.reason,
    coveredBy: item.reason === 'credit-covers' ? creditsByKind(item) : [],
    probablePayment,
    blockId: item.block_id,
    doubtId: item.doubt_id,
    note: item.note,
    until: item.until,
    scope: item.scope,
  }
}

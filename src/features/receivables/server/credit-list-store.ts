import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { parseAmount } from '#domain/days-and-money/money.ts'
import type { CreditSort } from '#domain/receivables/receivable-lists.ts'
import { isNoted } from '#ledger/note-payment.ts'
import { isAfter, type Keyset, orderBy, orderOf, pageOf } from '#platform/keyset.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { CreditFilters, CreditListRow, CreditTotals } from '../credit-contract.ts'

export interface CreditFilter extends Omit<CreditFilters, 'companies'> {
  readonly companyIds: readonly number[]
}

export interface CreditListRequest extends CreditFilter {
  readonly sort: CreditSort
  readonly direction: 'asc' | 'desc'
  readonly after?: string | undefined
  readonly limit: number
}

/** What a row of `credits` says for the list and the record. */
export interface CreditColumns {
  id: number
  company: string
  customer_id: number
  code: string
  name: string
  kind: CreditListRow['kind']
  number: string | null
  label: string | null
  received_on: Day | null
  currency: string
  amount_cents: number
  open_cents: number
  is_provisional: boolean
  is_noted: boolean
  void_reason: CreditListRow['voidReason']
}

/** SQL of `CreditColumns`, from a credit `k`, its company `co` and its client `c`. */
export const creditColumns = sql`
  k.id, co.code as company, c.id as customer_id, c.code, c.name, k.kind, k.number, k.label, k.received_on,
  k.currency, k.amount_cents, k.open_cents, k.is_provisional, ${isNoted} as is_noted,
  case when k.cancelled_at is not null then 'cancelled' when k.is_returned then 'returned'
    when k.withdrawn_by_import is not null then 'withdrawn' end as void_reason`

/**
 * One page of credits. Each company gives its own first rows, which an index has in order when the
 * list is sorted by date.
 */
export async function readCreditList(
  tx: ScopedTransaction,
  request: CreditListRequest,
): Promise<{ readonly rows: CreditListRow[]; readonly next: string | null }> {
  const { companyIds, sort, limit } = request
  const keyset = keysetOf(request)
  const pageOrder = orderBy([sql`p.sort_value`, sql`p.id`], request.direction)
  const customers =
    sort === 'customer'
      ? sql`join customers c on c.company_id = k.company_id and c.id = k.customer_id`
      : sql``
  const found = await sql<CreditColumns & { sort_value: string | number }>`
    with page as (
      select p.* from unnest(${companyIds}::bigint[]) s (company_id)
        cross join lateral (
          select k.company_id, k.id, ${sortValue(sort)} as sort_value
          from credits k ${customers}
          where k.company_id = s.company_id and ${matchesFilter(request)} and ${isAfter(keyset, request.after)}
          order by ${orderOf(keyset)}
          limit ${limit + 1}
        ) p
      order by ${pageOrder}
      limit ${limit + 1}
    )
    select ${creditColumns}, p.sort_value
    from page p
      join credits k on k.company_id = p.company_id and k.id = p.id
      join companies co on co.id = k.company_id
      join customers c on c.company_id = k.company_id and c.id = k.customer_id
    order by ${pageOrder}
  `.execute(tx)
  const { rows, next } = pageOf(found.rows, limit, (row) => [row.sort_value, row.id])
  return { rows: rows.map(toCreditRow), next }
}

export function toCreditRow(row: CreditColumns): CreditListRow {
  return {
    id: row.id,
    company: row.company,
    customer: { id: row.customer_id, code: row.code, name: row.name },
    kind: row.kind,
    number: row.number,
    label: row.label,
    receivedOn: row.received_on,
    currency: row.currency,
    amountCents: row.amount_cents,
    openCents: row.open_cents,
    state: row.void_reason !== null ? 'void' : row.open_cents > 0 ? 'open' : 'allocated',
    voidReason: row.void_reason,
    isProvisional: row.is_provisional,
    isNoted: row.is_noted,
  }
}

/** Count and sums of all the filters keep; what is worth nothing any more counts for nothing. */
export async function readCreditTotals(tx: ScopedTransaction, filter: CreditFilter): Promise<CreditTotals> {
  const { rows } = await sql<{ currency: string; count: number; total_cents: number; open_cents: number }>`
    select k.currency, count(*)::int as count, coalesce(sum(k.amount_cents) filter (where not ${isVoid}), 0)::bigint
             as total_cents, sum(k.open_cents)::bigint as open_cents
    from credits k
    where k.company_id = any(${filter.companyIds}::bigint[]) and ${matchesFilter(filter)}
    group by k.currency order by k.currency = 'EUR' desc, k.currency
  `.execute(tx)
  return {
    count: rows.reduce((total, row) => total + row.count, 0),
    amounts: rows.map((row) => ({
      currency: row.currency,
      totalCents: row.total_cents,
      openCents: row.open_cents,
    })),
  }
}

const isVoid = sql`(k.cancelled_at is not null or k.is_returned or k.withdrawn_by_import is not null)`

function matchesFilter(filter: CreditFilter): RawBuilder<boolean> {
  const { family, receivedFrom, receivedTo, customer } = filter
  const conditions = [sql`true`]
  if (family === 'payments') conditions.push(sql`k.kind = 'payment'`)
  if (family === 'credit-notes') conditions.push(sql`k.kind <> 'payment'`)
  if (filter.state === 'open') conditions.push(sql`k.open_cents > 0`)
  if (filter.state === 'allocated') conditions.push(sql`k.open_cents = 0 and not ${isVoid}`)
  if (filter.state === 'void') conditions.push(isVoid)
  if (receivedFrom) conditions.push(sql`k.received_on >= ${receivedFrom}::date`)
  if (receivedTo) conditions.push(sql`k.received_on <= ${receivedTo}::date`)
  if (customer) conditions.push(sql`k.customer_id = ${customer}`)
  if (filter.text) conditions.push(matchesText(filter.text))
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`
}

function matchesText(text: string): RawBuilder<unknown> {
  const cents = parseAmount(text)
  const amount = cents === null ? sql`false` : sql`k.amount_cents = ${cents}`
  return sql`(k.customer_id in (select s.customer_id from customers_named(${text}) s)
    or k.id in (select s.credit_id from credits_written(${text}) s) or ${amount})`
}

function sortValue(sort: CreditSort): RawBuilder<unknown> {
  switch (sort) {
    case 'receivedOn':
      // As the index has it (migration 0011): a page far down then starts where it starts.
      return sql`case when k.received_on is null then date '0001-01-01' else k.received_on end`
    case 'number':
      return sql`coalesce(k.number, '') collate "C"`
    case 'customer':
      return sql`c.name`
    case 'amount':
      return sql`k.amount_cents`
    case 'open':
      return sql`k.open_cents`
  }
}

function keysetOf({ sort, direction }: CreditListRequest): Keyset {
  return {
    keys: [
      { of: sortValue(sort), ...KEYS[sort] },
      { of: sql`k.id`, type: 'bigint' },
    ],
    direction,
  }
}

const KEYS = {
  receivedOn: { type: 'date' },
  number: { type: 'text', collation: 'C' },
  customer: { type: 'text', collation: 'fr-x-icu' },
  amount: { type: 'bigint' },
  open: { type: 'bigint' },
} as const

import { type RawBuilder, sql } from 'kysely'
import { type Day, daysBetween } from '#domain/days-and-money/day.ts'
import { sumByCurrency } from '#domain/days-and-money/money.ts'
import { hasPostalAddress } from '#domain/people/parties.ts'
import { AGE_BANDS, type AgeBand } from '#domain/receivables/aged-balance.ts'
import { creditAlert, LIMIT_CURRENCY } from '#domain/steering/credit-limit.ts'
import { agesOf, centsOfBand } from '#ledger/age-sums.ts'
import {
  agesOfAll,
  averageDaysLateOf,
  averageDaysLateOfStanding,
  type CustomerFigures,
  settlementsOfAll,
  standingOfAll,
  standingOfCustomer,
} from '#ledger/customer-standing.ts'
import { keptStandingOfAll } from '#ledger/sums.ts'
import { isAfter, type Keyset, orderBy, orderOf, pageOf } from '#platform/keyset.ts'
import { readInOrder } from '#platform/planner.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type {
  CustomerFilters,
  CustomerListPage,
  CustomerListRow,
  CustomerSortKey,
  CustomerTotals,
} from '../contract.ts'
import { isBlocked, matches } from './list-filters.ts'
import { rankedPage } from './ranked-list.ts'

export interface CustomerListRequest extends Omit<CustomerFilters, 'companies'> {
  readonly companyIds: readonly number[]
  readonly today: Day
  readonly sort: CustomerSortKey
  readonly direction: 'asc' | 'desc'
  readonly after?: string | undefined
  readonly limit: number
}

interface FoundRow extends CustomerFigures {
  company_id: number
  company: string
  customer_id: number
  code: string
  name: string
  postcode: string | null
  town: string | null
  address_lines: string[]
  is_blocked: boolean
  credit_limit_cents: number | null
  average_days_late: number | null
  sort_value: number
  sort_text: string
}

/**
 * One page of the clients, a row for each currency. By name it walks the name index and stops when the page
 * is full; what is sorted by a figure kept summed walks its index as well. What else is sorted or chosen by figures needs
 * those of every client first, and reads them in one go. What is shown is counted for the page only.
 */
export async function readCustomerList(
  tx: ScopedTransaction,
  request: CustomerListRequest,
): Promise<CustomerListPage> {
  const { limit, sort } = request
  const found = await readRanked(tx, request)
  const { rows, next } = pageOf(found ?? (await readAll(tx, request)), limit, (row) => [
    ...(isText(sort) ? [] : [row.sort_value]),
    row.sort_text,
    row.company_id,
    row.customer_id,
    row.currency,
  ])
  return { rows: rows.map((row) => toRow(row, request.today)), next }
}

// Sorted by a figure that is kept summed: a page of those who owe, or are owed. Null where it cannot tell all the page.
async function readRanked(tx: ScopedTransaction, request: CustomerListRequest): Promise<FoundRow[] | null> {
  const { sort, state, text, level, kind, limit } = request
  if (sort !== 'balance' && sort !== 'overdue' && sort !== 'age') return null
  // Whoever is late owes and is overdue: by what is late these filters leave nobody out.
  const isEverybody = state === 'all' || (sort !== 'balance' && (state === 'overdue' || state === 'owing'))
  if (!isEverybody || text?.trim() || level !== undefined || kind !== undefined) return null
  const page = rankedPage({ ...request, sort })
  if (!page) return null
  const rows = await readInOrder(tx, withFigures(request, page.rows))
  return page.isWhole || rows.length > limit ? rows : null
}

async function readAll(tx: ScopedTransaction, request: CustomerListRequest): Promise<FoundRow[]> {
  const { companyIds, today, limit, sort, direction } = request
  const keyset = keysetOf(request)
  const rows = (figures: RawBuilder<unknown>, isOfCompany: RawBuilder<unknown>) => sql`
    select c.company_id, c.id as customer_id, p.currency, ${sortValue(sort, today)} as sort_value,
           ${sortText(sort)} as sort_text
    from customers c ${figures}
    where ${isOfCompany} and ${matches(request)} and ${isAfter(keyset, request.after)}
    order by ${orderOf(keyset)}
    limit ${limit + 1}::bigint`
  if (needsAllFigures(request)) {
    const figures = sql`${figuresOfAll(request)} ${moreFigures(request)}`
    const query = withFigures(request, rows(figures, sql`c.company_id = any(${companyIds}::bigint[])`))
    return (await query.execute(tx)).rows
  }
  // Company by company, each in the order of its index: asked of several at once, an index has no order.
  const ofEach = sql`
    select page.* from unnest(${companyIds}::bigint[]) s (company_id)
      cross join lateral (${rows(figuresOfEach(today), sql`c.company_id = s.company_id`)}) page
    order by ${pageOrder(sort, direction)} limit ${limit + 1}::bigint`
  return await readInOrder(tx, withFigures(request, ofEach))
}

// Of the rows of a page alone, what is shown is read from what they owe, whatever it was sorted by.
function withFigures(
  { today, sort, direction }: CustomerListRequest,
  rows: RawBuilder<unknown>,
): RawBuilder<FoundRow> {
  return sql<FoundRow>`
    with page as (${rows})
    select page.*, co.code as company, k.code, k.name, k.postcode, k.town, k.address_lines, k.credit_limit_cents,
           coalesce(f.open_cents, 0) as open_cents, coalesce(f.credit_cents, 0) as credit_cents,
           coalesce(f.overdue_cents, 0) as overdue_cents, f.oldest_due_on, f.level,
           ${AGE_BANDS_SHOWN},
           ${averageDaysLateOf(sql<string>`c.currency`, today)} as average_days_late,
           ${isBlocked(sql`c.company_id`, sql`c.id`, today)} as is_blocked
    from page cross join lateral (select page.company_id, page.customer_id as id, page.currency) c
      join customers k on k.company_id = page.company_id and k.id = page.customer_id
      join companies co on co.id = page.company_id
      left join lateral (${standingOfCustomer(today)}) f on f.currency = page.currency
    order by ${pageOrder(sort, direction)}`
}

/** How many clients answer the filters, and what they owe. */
export async function readCustomerTotals(
  tx: ScopedTransaction,
  request: Pick<CustomerListRequest, 'companyIds' | 'today' | 'text' | 'state' | 'level' | 'kind'>,
): Promise<CustomerTotals> {
  const { rows } = await sql<{
    currency: string
    rows: number
    customers: number
    balance: number
    late: number
  }>`
    with found as (
      select c.id, p.currency, p.open_cents - p.credit_cents as balance, p.overdue_cents
      from customers c ${figuresOfAll(request)}
      where c.company_id = any(${request.companyIds}::bigint[]) and ${matches(request)}
    )
    select currency, (select count(distinct id) from found) as customers, sum(balance)::bigint as balance,
           sum(overdue_cents)::bigint as late
    from found group by currency
  `.execute(tx)
  const sums = (read: (row: (typeof rows)[number]) => number) =>
    sumByCurrency(rows.map((row) => ({ currency: row.currency, cents: read(row) })))
  return {
    customers: rows[0]?.customers ?? 0,
    balances: sums((row) => row.balance),
    overdue: sums((row) => row.late).filter((amount) => amount.cents > 0),
  }
}

function needsAllFigures({ sort, state, level }: CustomerListRequest): boolean {
  const isOfFigures =
    state === 'owing' ||
    state === 'overdue' ||
    state === 'credit' ||
    state === 'near-limit' ||
    level !== undefined
  return isOfFigures || (sort !== 'name' && sort !== 'code')
}

function figuresOfEach(today: Day): RawBuilder<unknown> {
  return sql`left join lateral (${standingOfCustomer(today)}) f on true ${filledIn}`
}

function figuresOfAll({
  companyIds,
  today,
  sort,
  level,
}: Pick<CustomerListRequest, 'companyIds' | 'today' | 'level'> & {
  readonly sort?: CustomerSortKey
}): RawBuilder<unknown> {
  const needsRows = sort === 'average' || sort === 'level' || level !== undefined
  const figures = needsRows
    ? standingOfAll(companyIds, today, { weighsDays: sort === 'average' })
    : keptStandingOfAll(companyIds, today)
  return sql`
    left join (${figures}) f on f.company_id = c.company_id and f.customer_id = c.id
    ${filledIn}`
}

function moreFigures(request: CustomerListRequest): RawBuilder<unknown> {
  const { sort, companyIds, today } = request
  if (sort === 'average') return settlements(request)
  if (!isBand(sort)) return sql``
  return sql`left join (${agesOfAll(companyIds, today)}) a
    on a.company_id = c.company_id and a.customer_id = c.id and a.currency = p.currency`
}

function isBand(sort: CustomerSortKey): sort is AgeBand {
  return AGE_BANDS.some((band) => band === sort)
}

function settlements({
  companyIds,
  today,
}: Pick<CustomerListRequest, 'companyIds' | 'today'>): RawBuilder<unknown> {
  return sql`
    left join (${settlementsOfAll(companyIds, today)}) g
      on g.company_id = c.company_id and g.customer_id = c.id and g.currency = p.currency`
}

// Who owes nothing has no figures.
const AGE_BANDS_SHOWN = sql.join(
  (['not_due', 'to30', 'to60', 'to90', 'over90'] as const).map(
    (name) => sql`coalesce(${sql.ref(`f.${name}`)}, 0) as ${sql.ref(name)}`,
  ),
)

// A client with nothing open has one row, in euros.
const filledIn = sql`
  cross join lateral (
    select coalesce(f.currency, 'EUR') as currency, coalesce(f.open_cents, 0) as open_cents,
           coalesce(f.credit_cents, 0) as credit_cents, coalesce(f.overdue_cents, 0) as overdue_cents,
           f.oldest_due_on, f.level
  ) p`

function sortValue(sort: CustomerSortKey, today: Day): RawBuilder<unknown> {
  if (isBand(sort)) return centsOfBand('a', sort)
  switch (sort) {
    case 'balance':
      return sql`(p.open_cents - p.credit_cents)`
    case 'overdue':
      return sql`p.overdue_cents`
    case 'age':
      return sql`coalesce(${today}::date - p.oldest_due_on, -1)`
    case 'level':
      return sql`coalesce(p.level, 0)`
    case 'average':
      return sql`coalesce(${averageDaysLateOfStanding}, -1)`
    case 'name':
    case 'code':
      return sql`0`
  }
}

function sortText(sort: CustomerSortKey): RawBuilder<unknown> {
  return sort === 'code' ? sql`c.code` : sql`c.name`
}

// Every order ends with the keys, so that no client is shown twice or lost between pages.
function keysetOf({ sort, direction, today }: CustomerListRequest): Keyset {
  const keys = [
    { of: sortText(sort), type: 'text', collation: sort === 'code' ? 'default' : 'fr-x-icu' },
    { of: sql`c.company_id`, type: 'bigint' },
    { of: sql`c.id`, type: 'bigint' },
    { of: sql`p.currency`, type: 'text' },
  ] as const
  // The currency is in no index of clients.
  if (isText(sort)) return { keys, direction, indexed: 3 }
  return { keys: [{ of: sortValue(sort, today), type: 'bigint' }, ...keys], direction }
}

function pageOrder(sort: CustomerSortKey, direction: 'asc' | 'desc'): RawBuilder<unknown> {
  const keys = [sql`page.sort_text`, sql`page.company_id`, sql`page.customer_id`, sql`page.currency`]
  return orderBy(isText(sort) ? keys : [sql`page.sort_value`, ...keys], direction)
}

function isText(sort: CustomerSortKey): boolean {
  return sort === 'name' || sort === 'code'
}

function toRow(row: FoundRow, today: Day): CustomerListRow {
  const { postcode, town } = row
  return {
    company: row.company,
    customerId: row.customer_id,
    code: row.code,
    name: row.name,
    postcode,
    town,
    hasAddress: hasPostalAddress({ addressLines: row.address_lines, postcode, town }),
    isBlocked: row.is_blocked,
    creditAlert: row.currency === LIMIT_CURRENCY ? creditAlert(row.open_cents, row.credit_limit_cents) : null,
    currency: row.currency,
    balanceCents: row.open_cents - row.credit_cents,
    overdueCents: row.overdue_cents,
    oldestDueOn: row.oldest_due_on,
    daysLate: row.oldest_due_on === null ? 0 : daysBetween(row.oldest_due_on, today),
    level: row.level,
    ageCents: agesOf(row),
    averageDaysLate: row.average_days_late,
  }
}

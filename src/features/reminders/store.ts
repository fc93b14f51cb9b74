import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import type { Level } from '#domain/levels.ts'
import type { OpenDays } from '#domain/open-days.ts'
import { hasPostalAddress } from '#domain/parties.ts'
import { daysLate, daysToWait } from '#domain/procedure.ts'
import { customerKey } from '#domain/selection.ts'
import { readCalendars } from '#ledger/open-days.ts'
import { readProbablyPaid } from '#ledger/probable-payments.ts'
import { brokenPromiseOf } from '#ledger/promises.ts'
import { companyScope } from '#ledger/proposed.ts'
import {
  creditOfCustomer,
  creditsByKind,
  figuresOfCustomer,
  isWorthReminding,
  matchesFilter,
  matchesText,
  type ProposalFilter,
  type ProposedFigures,
  type UnallocatedCredit,
  withProbablyPaid,
} from '#ledger/proposed-customers.ts'
import { decodeCursor, encodeCursor } from '#platform/cursor.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { CustomerPage, CustomerRow, SortKey } from './contract.ts'

export interface PageRequest extends ProposalFilter {
  readonly sort: SortKey
  readonly direction: 'asc' | 'desc'
  readonly after?: string | undefined
  readonly limit: number
}

interface FoundRow extends ProposedFigures, UnallocatedCredit {
  company_id: number
  company: string
  customer_id: number
  code: string
  name: string
  postcode: string | null
  town: string | null
  address_lines: string[]
  draft_run: number | null
  broken_promise_on: Day | null
  sort_value: number
}

/**
 * One page of proposed clients. Sorted by name it walks the name index and stops when the page is
 * full, so that its cost is that of the page and not of the company; other orders need every
 * client's figures first.
 */
export async function readCustomerPage(tx: ScopedTransaction, request: PageRequest): Promise<CustomerPage> {
  const { on, companyIds, limit, sort, direction } = request
  // Who is advised hangs on what is probably paid; any other page asks it for the clients it shows.
  const paid = request.tab === 'advised' ? await readProbablyPaid(tx, request) : []
  const found = await sql<FoundRow>`
    with s as materialized (${companyScope(companyIds)})
    select c.company_id, s.company, c.id as customer_id, c.code, c.name, c.postcode, c.town, c.address_lines,
           p.*, k.*, ${sortValue(sort, on)} as sort_value,
           (select max(l.run_id) from letters l join runs r on r.company_id = l.company_id and r.id = l.run_id
            where l.company_id = c.company_id and l.customer_id = c.id and l.currency = p.currency
              and l.status = 'draft' and r.status = 'draft') as draft_run,
           ${brokenPromiseOf(on)} as broken_promise_on
    from customers c
    join s on s.company_id = c.company_id
    cross join lateral (${figuresOfCustomer(on, paid)}) p
    cross join lateral (${creditOfCustomer}) k
    where c.company_id = any(${companyIds}::bigint[])
      and ${isWorthReminding} and ${matchesFilter(request)} and ${isAfter(request)}
      and ${matchesText(request.text, { companyId: 'c.company_id', id: 'c.id' })}
    order by ${orderBy(sort, direction, on)}
    limit ${limit + 1}
  `.execute(tx)
  const shown = found.rows.slice(0, limit)
  const rows = request.tab === 'advised' ? shown : await withProbablyPaid(tx, request, shown)
  const calendars = await readCalendars(tx, companyIds)
  const last = rows.at(-1)
  const hasMore = found.rows.length > limit && last !== undefined
  return {
    rows: rows.map((row) => toRow(row, on, calendars.get(row.company_id))),
    next: hasMore ? cursorOf(last) : null,
  }
}

// Every order ends with the name and the keys, so that no client is shown twice or lost between pages.
function orderBy(sort: SortKey, direction: 'asc' | 'desc', on: Day): RawBuilder<unknown> {
  const way = direction === 'asc' ? sql`asc` : sql`desc`
  const keys = [sql`c.name`, sql`c.company_id`, sql`c.id`, sql`p.currency`]
  const all = sort === 'name' ? keys : [sortValue(sort, on), ...keys]
  return sql.join(all.map((key) => sql`${key} ${way}`))
}

function sortValue(sort: SortKey, on: Day): RawBuilder<unknown> {
  switch (sort) {
    case 'amount':
      return sql`p.amount_cents`
    case 'age':
      return sql`(${on}::date - p.oldest_due_on)`
    case 'level':
      return sql`p.level`
    case 'name':
      return sql`0`
  }
}

function isAfter({ after, sort, direction, on }: PageRequest): RawBuilder<unknown> {
  if (after === undefined) return sql`true`
  const [value, name, companyId, id, currency] = decodeCursor(after, [
    'number',
    'string',
    'number',
    'number',
    'string',
  ])
  const beyond = direction === 'asc' ? sql`>` : sql`<`
  const keys = sql`(${name}::text collate "fr-x-icu", ${companyId}::bigint, ${id}::bigint, ${currency}::text)`
  if (sort !== 'name') {
    return sql`(${sortValue(sort, on)}, c.name, c.company_id, c.id, p.currency) ${beyond}
      (${value}::bigint, ${name}::text, ${companyId}::bigint, ${id}::bigint, ${currency}::text)`
  }
  // The first comparison is one the name index can start from; the second is exact.
  return sql`(c.name, c.company_id, c.id) ${beyond}= (${name}::text, ${companyId}::bigint, ${id}::bigint)
    and (c.name, c.company_id, c.id, p.currency) ${beyond} ${keys}`
}

function cursorOf(row: FoundRow): string {
  return encodeCursor([row.sort_value, row.name, row.company_id, row.customer_id, row.currency])
}

function toRow(row: FoundRow, on: Day, openDays: OpenDays | undefined): CustomerRow {
  return {
    key: customerKey(row.customer_id, row.currency),
    company: row.company,
    customerId: row.customer_id,
    code: row.code,
    name: row.name,
    postcode: row.postcode,
    town: row.town,
    hasAddress: hasPostalAddress({ addressLines: row.address_lines, postcode: row.postcode, town: row.town }),
    currency: row.currency,
    invoiceCount: row.invoice_count,
    advisedCount: row.advised_count,
    daysToWait: daysToWait(row.advised_from, on, openDays),
    level: row.level satisfies Level,
    amountCents: row.amount_cents,
    creditCents: row.credit_cents,
    credits: creditsByKind(row),
    oldestDueOn: row.oldest_due_on,
    daysLate: daysLate(row.oldest_due_on, on),
    lastRemindedOn: row.last_reminded_on,
    hasProvisional: row.has_provisional,
    draftRun: row.draft_run,
    probablyPaidCount: row.paid_count,
    brokenPromiseOn: row.broken_promise_on,
  }
}

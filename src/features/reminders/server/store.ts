import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { OpenDays } from '#domain/days-and-money/open-days.ts'
import type { Level } from '#domain/dunning/levels.ts'
import { daysLate, daysToWait } from '#domain/dunning/procedure.ts'
import { customerKey } from '#domain/dunning/selection.ts'
import { hasPostalAddress } from '#domain/people/parties.ts'
import type { AgeFigures } from '#ledger/age-sums.ts'
import { readUnderWay, readUsable } from '#ledger/counted-credits.ts'
import { readCalendars } from '#ledger/open-days.ts'
import { readProbablyPaid } from '#ledger/probable-payments.ts'
import { brokenPromiseOf } from '#ledger/promises.ts'
import { companyScope, type UnderWay } from '#ledger/proposed.ts'
import {
  creditOfAll,
  creditOfCustomer,
  creditsByKind,
  FIGURES,
  figuresOfAll,
  figuresOfCustomer,
  matchesFilter,
  matchesText,
  mayBeHeld,
  mayBeWorthReminding,
  type ProposalFilter,
  type ProposedFigures,
  type UnallocatedCredit,
  withProbablyPaid,
} from '#ledger/proposed-customers.ts'
import { encodeCursor, isAfter, type Keyset, orderBy, orderOf, pageOf } from '#platform/keyset.ts'
import { readAsSets, readInOrder } from '#platform/planner.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { CustomerPage, CustomerRow, SortKey } from '../contract.ts'
import { readExpectedPayments } from './expected-payments-store.ts'

export interface PageRequest extends ProposalFilter {
  readonly sort: SortKey
  readonly direction: 'asc' | 'desc'
  readonly after?: string | undefined
  readonly limit: number
}

interface FoundRow extends ProposedFigures, UnallocatedCredit, Omit<AgeFigures, 'not_due'> {
  company_id: number
  company: string
  customer_id: number
  code: string
  name: string
  postcode: string | null
  town: string | null
  address_lines: string[]
  minimum_cents: number
  /** What its credits take off hangs on what is due and may not be proposed. */
  is_held: boolean
  pays: boolean
  draft_run: number | null
  broken_promise_on: Day | null
  sort_value: number
}

/**
 * One page of proposed clients. Sorted by name it walks each company's clients by name and stops when the page is
 * full, so that its cost is that of the page and not of the company, nor of its neighbours; other orders need
 * every client's figures first. What only the shown rows need is asked for them alone.
 */
export async function readCustomerPage(tx: ScopedTransaction, request: PageRequest): Promise<CustomerPage> {
  const { on, limit, tab } = request
  const underWay = await readUnderWay(tx, request)
  // Who is advised hangs on what is probably paid; any other page asks it for the clients it shows.
  const paid = tab === 'advised' ? await readProbablyPaid(tx, request) : []
  const read = request.sort === 'name' ? readInOrder : readAsSets
  const worth: WorthRow[] = []
  let { after } = request
  for (;;) {
    const query = pageQuery({ ...request, after }, { underWay, paid })
    const found = await read(tx, query)
    worth.push(...(await keepWorth(tx, request, { found, underWay })))
    const last = found.at(-1)
    if (found.length <= limit || worth.length > limit || !last) break
    after = encodeCursor(cursorValues(request, last))
  }
  const { rows: shown, next } = pageOf(worth, limit, (row) => cursorValues(request, row))
  const rows = tab === 'advised' ? shown : await withProbablyPaid(tx, request, shown, underWay)
  const expected = await readExpectedPayments(tx, request, rows, underWay)
  const waiting = rows.filter((row) => row.advised_from !== null && row.advised_from > on)
  const calendars = await readCalendars(tx, [...new Set(waiting.map((row) => row.company_id))])
  return {
    rows: rows.map((row) => ({
      ...toRow(row, on, calendars.get(row.company_id)),
      expectedPayments: expected.get(customerKey(row.customer_id, row.currency)) ?? null,
    })),
    next,
  }
}

interface WorthRow extends FoundRow {
  readonly net_cents: number
}

// The rule itself says what the credits of the clients found take off: SQL let pass all it could not tell.
async function keepWorth(
  tx: ScopedTransaction,
  request: PageRequest,
  { found, underWay }: { readonly found: readonly FoundRow[]; readonly underWay: UnderWay },
): Promise<WorthRow[]> {
  const customerIds = found.filter((row) => row.is_held).map((row) => row.customer_id)
  const usable =
    customerIds.length > 0 ? await readUsable(tx, { ...request, customerIds }, underWay) : new Map()
  return found.flatMap((row): WorthRow[] => {
    const used =
      usable.get(customerKey(row.customer_id, row.currency)) ?? Math.min(row.credit_cents, row.amount_cents)
    const net = row.amount_cents - used
    return net < row.minimum_cents ? [] : [{ ...row, net_cents: net }]
  })
}

/** What was read before the page: payments under way, and invoices probably paid. */
interface Known {
  readonly underWay: UnderWay
  readonly paid: readonly number[]
}

function pageQuery(request: PageRequest, known: Known): RawBuilder<FoundRow> {
  return sql<FoundRow>`
    with s as materialized (${companyScope(request.companyIds, request.today)}),
    page as materialized (${request.sort === 'name' ? pageByName(request, known) : pageByFigure(request, known)})
    select page.*, ${marksOf(request.on)} from page order by place`
}

function pageByName(request: PageRequest, { underWay, paid }: Known): RawBuilder<unknown> {
  const { on, direction, limit } = request
  return sql`
    select walked.*, row_number() over () as place from (
      select found.* from s cross join lateral (
        select ${columnsOf(request, underWay)}
        from customers c
        cross join lateral (${figuresOfCustomer(on, underWay, paid)}) p
        cross join lateral (${creditOfCustomer(request.today)}) k
        where c.company_id = s.company_id and ${isShown(request, underWay)}
        order by ${orderBy([sql`c.name`, sql`c.id`, sql`p.currency`], direction)}
        limit ${limit + 1}) found
      order by ${orderBy([sql`found.name`, sql`found.company_id`, sql`found.customer_id`, sql`found.currency`], direction)}
      limit ${limit + 1}) walked`
}

function pageByFigure(request: PageRequest, { underWay, paid }: Known): RawBuilder<unknown> {
  const { limit } = request
  return sql`
    select sorted.*, row_number() over () as place from (
      select ${columnsOf(request, underWay)}
      from (${figuresOfAll(request, underWay, paid)}) p
      join s on s.company_id = p.company_id
      join customers c on c.company_id = p.company_id and c.id = p.customer_id
      left join (${creditOfAll(request)}) k
        on k.company_id = p.company_id and k.customer_id = p.customer_id and k.currency = p.currency
      where ${isShown(request, underWay)}
      order by ${orderOf(keysetOf(request))}
      limit ${limit + 1}) sorted`
}

function columnsOf({ sort, on }: PageRequest, underWay: UnderWay): RawBuilder<unknown> {
  return sql`c.company_id, s.company, c.id as customer_id, c.code, c.name, c.postcode, c.town, c.address_lines,
    ${FIGURES}, p.not_due + p.to30 as to30, p.to60, p.to90, p.over90, coalesce(k.credit_cents, 0)::bigint as credit_cents, k.payment_cents, k.credit_note_cents,
    k.adjustment_cents, s.minimum_cents, ${mayBeHeld(on, underWay)} is true as is_held, ${sortValue(sort, on)} as sort_value`
}

function isShown(request: PageRequest, underWay: UnderWay): RawBuilder<boolean> {
  return sql<boolean>`(${mayBeWorthReminding(request.on, underWay)} and ${matchesFilter(request)} and ${isAfter(keysetOf(request), request.after)}
    and ${matchesText(request.text, { companyId: 'c.company_id', id: 'c.id' })})`
}

// Asked of the rows of the page alone.
function marksOf(on: Day): RawBuilder<unknown> {
  return sql`
    exists (select from credits k where k.company_id = page.company_id and k.customer_id = page.customer_id
      and k.open_cents > 0 and k.kind = 'payment') as pays,
    (select max(l.run_id) from letters l join runs r on r.company_id = l.company_id and r.id = l.run_id
     where l.company_id = page.company_id and l.customer_id = page.customer_id and l.currency = page.currency
       and l.status = 'draft' and r.status = 'draft') as draft_run,
    (select ${brokenPromiseOf(on)}
     from (select page.company_id, page.customer_id as id) c, (select page.currency) p) as broken_promise_on`
}

function sortValue(sort: SortKey, on: Day): RawBuilder<unknown> {
  switch (sort) {
    case 'amount':
      return sql`p.amount_cents`
    case 'age':
      return sql`(${on}::date - p.oldest_due_on)`
    case 'level':
      return sql`p.level`
    case 'to30':
      return sql`(p.not_due + p.to30)`
    case 'to60':
    case 'to90':
    case 'over90':
      return sql.ref(`p.${sort}`)
    case 'name':
      return sql`0`
  }
}

// Every order ends with the name and the keys, so that no client is shown twice or lost between pages.
function keysetOf({ sort, direction, on }: PageRequest): Keyset {
  const keys = [
    { of: sql`c.name`, type: 'text', collation: 'fr-x-icu' },
    { of: sql`c.company_id`, type: 'bigint' },
    { of: sql`c.id`, type: 'bigint' },
    { of: sql`p.currency`, type: 'text' },
  ] as const
  // The walk of a company starts from the index of its names.
  if (sort === 'name') return { keys, direction, indexed: 1 }
  return { keys: [{ of: sortValue(sort, on), type: 'bigint' }, ...keys], direction }
}

function cursorValues({ sort }: PageRequest, row: FoundRow): readonly (string | number)[] {
  const keys = [row.name, row.company_id, row.customer_id, row.currency]
  return sort === 'name' ? keys : [row.sort_value, ...keys]
}

function toRow(
  row: WorthRow,
  on: Day,
  openDays: OpenDays | undefined,
): Omit<CustomerRow, 'expectedPayments'> {
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
    lateCents: { to30: row.to30, to60: row.to60, to90: row.to90, over90: row.over90 },
    creditCents: row.credit_cents,
    credits: creditsByKind(row),
    netCents: row.net_cents,
    oldestDueOn: row.oldest_due_on,
    daysLate: daysLate(row.oldest_due_on, on),
    lastRemindedOn: row.last_reminded_on,
    hasProvisional: row.has_provisional,
    draftRun: row.draft_run,
    probablyPaidCount: row.paid_count,
    brokenPromiseOn: row.broken_promise_on,
  }
}

import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Level } from '#domain/dunning/levels.ts'
import type { CreditKind } from '#domain/receivables/receivable-kinds.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { isActiveBlock } from './active-block.ts'
import { ageColumns } from './age-sums.ts'
import { type CountedCredits, countCredits } from './counted-credits.ts'
import { readProbablyPaid } from './probable-payments.ts'
import {
  advisedFrom,
  companyScope,
  isAdvisable,
  isProposable,
  isProposableOfAll,
  type UnderWay,
} from './proposed.ts'

/** The page's filters, resolved: companies are ids the user may see. */
export interface ProposalFilter {
  readonly on: Day
  /** Payments received by then count, whatever day the page is asked for; later ones are under way. */
  readonly today: Day
  readonly companyIds: readonly number[]
  readonly level?: Level | undefined
  readonly text?: string | undefined
  readonly minCents?: number | undefined
  readonly minDaysLate?: number | undefined
  readonly notRemindedForDays?: number | undefined
  readonly tab?: 'all' | 'advised' | undefined
  /** Only these clients: spares the others when the ticked ones are known. */
  readonly customerIds?: readonly number[] | undefined
  /** What would be advised if nobody were left alone after a contact. */
  readonly ignoresContacts?: boolean | undefined
}

/** The day by which clients are left alone, for `companyScope`. */
export function contactsBy({
  today,
  ignoresContacts,
}: Pick<ProposalFilter, 'today' | 'ignoresContacts'>): Day | undefined {
  return ignoresContacts ? undefined : today
}

/** Figures of one client in one currency over its proposed instalments, as columns of `p`. */
export interface ProposedFigures {
  currency: string
  invoice_count: number
  /** Instalments, for counting what is set aside. */
  item_count: number
  advised_count: number
  /** Invoices that a payment has probably settled: they are not advised. */
  paid_count: number
  /** Null when no letter is advised any more, or all of them are probably paid. */
  advised_from: Day | null
  level: Level
  amount_cents: number
  oldest_due_on: Day
  last_reminded_on: Day | null
  has_provisional: boolean
}

/** The columns of `p` that are `ProposedFigures`. */
export const FIGURES: RawBuilder<unknown> = sql`p.currency, p.invoice_count, p.item_count, p.advised_count,
  p.paid_count, p.advised_from, p.level, p.amount_cents, p.oldest_due_on, p.last_reminded_on, p.has_provisional`

// Counting distinct invoices sorts the few instalments of each client, which the covering index
// already gives together: cheaper than grouping a whole company by invoice first.
function figures(on: Day, source: RawBuilder<unknown>, paid: readonly number[]): RawBuilder<unknown> {
  return sql`
    select i.company_id, i.customer_id, i.currency,
           count(distinct i.invoice_id) as invoice_count,
           count(*) as item_count,
           count(distinct i.invoice_id) filter (where ${advisedFrom} <= ${on}::date and ${isAdvisable(paid)})
             as advised_count,
           count(distinct i.invoice_id) filter (where not ${isAdvisable(paid)}) as paid_count,
           min(${advisedFrom}) filter (where ${isAdvisable(paid)}) as advised_from,
           max(i.level) as level,
           sum(i.open_cents)::bigint as amount_cents,
           min(i.due_on) as oldest_due_on,
           max(i.last_reminded_on) as last_reminded_on,
           bool_or(i.is_provisional) as has_provisional,
           ${ageColumns('i', on)}
    from ${source}
    group by i.company_id, i.customer_id, i.currency`
}

/**
 * Lateral form, for one page: figures of the customer `c`, read from the covering index only. Nothing advises to
 * remind the invoices of `paid`; what is `underWay` is not proposed.
 */
export function figuresOfCustomer(on: Day, underWay: UnderWay, paid: readonly number[]): RawBuilder<unknown> {
  return figures(
    on,
    sql`instalments i where i.company_id = c.company_id and i.customer_id = c.id and ${isProposable(on, underWay)}`,
    paid,
  )
}

/**
 * Set form, for totals and selections: figures of every client of the companies of `s`, company by company, each
 * in the order of its index.
 */
export function figuresOfAll(
  { on, customerIds }: Pick<ProposalFilter, 'on' | 'customerIds'>,
  underWay: UnderWay,
  paid: readonly number[],
): RawBuilder<unknown> {
  const isAsked = customerIds ? sql`i.customer_id = any(${customerIds}::bigint[])` : sql`true`
  const source = sql`instalments i where i.company_id = s.company_id and ${isAsked} and ${isProposableOfAll(on, underWay)}`
  return sql`select f.* from s cross join lateral (${figures(on, source, paid)}) f`
}

/** What `creditOfCustomer` gives; null for a kind there is none of. */
export interface UnallocatedCredit {
  credit_cents: number
  payment_cents: number | null
  credit_note_cents: number | null
  adjustment_cents: number | null
}

const creditSums = sql`coalesce(sum(k.open_cents), 0)::bigint as credit_cents,
  sum(k.open_cents) filter (where k.kind = 'payment')::bigint as payment_cents,
  sum(k.open_cents) filter (where k.kind = 'credit-note')::bigint as credit_note_cents,
  sum(k.open_cents) filter (where k.kind = 'adjustment')::bigint as adjustment_cents`

/**
 * Lateral form: unallocated credit of the customer `c` in the currency of `p`, in all and by kind; what comes after
 * `today` is not of it yet.
 */
export function creditOfCustomer(today: Day): RawBuilder<unknown> {
  return sql`
    select ${creditSums} from credits k
    where k.company_id = c.company_id and k.customer_id = c.id and k.currency = p.currency and k.open_cents > 0
      and ${isReceived(today)}`
}

/** The kinds a client has something unallocated of, each under its own name. */
export function creditsByKind(row: Omit<UnallocatedCredit, 'credit_cents'>): KindOfCredit[] {
  const cents = [
    ['payment', row.payment_cents],
    ['credit-note', row.credit_note_cents],
    ['adjustment', row.adjustment_cents],
  ] as const
  return cents.flatMap(([kind, amount]) => (amount === null ? [] : { kind, cents: amount }))
}

export interface KindOfCredit {
  readonly kind: CreditKind
  readonly cents: number
}

function isReceived(today: Day): RawBuilder<boolean> {
  return sql<boolean>`coalesce(k.received_on <= ${today}::date, true)`
}

/** Set form of `creditOfCustomer`: one row a client and currency that has some. */
export function creditOfAll({ today, companyIds, customerIds }: ProposalFilter): RawBuilder<unknown> {
  const among = customerIds ? sql`and k.customer_id = any(${customerIds}::bigint[])` : sql``
  return sql`
    select k.company_id, k.customer_id, k.currency, ${creditSums} from credits k
    where k.open_cents > 0 and k.company_id = any(${companyIds}::bigint[]) and ${isReceived(today)} ${among}
    group by k.company_id, k.customer_id, k.currency`
}

/** What the credits take off the figures `p` of a client (`k` holds all they come to). */
export function usableCents(
  { usable }: CountedCredits,
  customerId: RawBuilder<unknown> = sql`p.customer_id`,
): RawBuilder<number> {
  const all = sql<number>`least(coalesce(k.credit_cents, 0), p.amount_cents)`
  if (usable.size === 0) return all
  // Looked up by key, as the ticks of a selection are.
  return sql<number>`coalesce(
    (${JSON.stringify(Object.fromEntries(usable))}::jsonb -> (${customerId} || ':' || p.currency))::bigint, ${all})`
}

/** What is left once the credits are set against it is worth a letter. */
export function isWorthReminding(
  counted: CountedCredits,
  customerId?: RawBuilder<unknown>,
): RawBuilder<boolean> {
  return sql<boolean>`(p.amount_cents - ${usableCents(counted, customerId)} >= s.minimum_cents)`
}

/**
 * True of a client `c` whose credits `k` may fall on something due that may not be proposed: what they take off the
 * rest is only known once they are read (`readUsable`).
 */
export function mayBeHeld(on: Day, underWay: UnderWay): RawBuilder<boolean> {
  return sql<boolean>`(k.credit_cents > 0
    and (${underWay.size > 0}::boolean or s.excludes_provisional or s.minimum_item_cents > 1
      or exists (select from dunning_blocks b where b.company_id = c.company_id and b.customer_id = c.id
        and ${isActiveBlock(on)})))`
}

/** `isWorthReminding` for one page, asked before what the credits pay is read: true as well of whoever `mayBeHeld`. */
export function mayBeWorthReminding(on: Day, underWay: UnderWay): RawBuilder<boolean> {
  return sql<boolean>`(p.amount_cents - coalesce(k.credit_cents, 0) >= s.minimum_cents
    or p.amount_cents >= s.minimum_cents and ${mayBeHeld(on, underWay)})`
}

/** The user's filters, on columns `p` (figures); the text is `matchesText`. */
export function matchesFilter(filter: ProposalFilter): RawBuilder<boolean> {
  const conditions: RawBuilder<unknown>[] = [sql`true`]
  const { on, level, minCents, minDaysLate, notRemindedForDays, tab } = filter
  if (level !== undefined) conditions.push(sql`p.level = ${level}`)
  if (minCents !== undefined) conditions.push(sql`p.amount_cents >= ${minCents}`)
  if (minDaysLate !== undefined) conditions.push(sql`${on}::date - p.oldest_due_on >= ${minDaysLate}`)
  if (notRemindedForDays !== undefined)
    conditions.push(
      sql`(p.last_reminded_on is null or ${on}::date - p.last_reminded_on >= ${notRemindedForDays})`,
    )
  // A client is advised as soon as one of its instalments is.
  if (tab === 'advised') conditions.push(sql`p.advised_from <= ${on}::date`)
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`
}

/** Below it a text has no trigram: no index helps, and most clients answer. */
const INDEXED_LENGTH = 3

/** Customers found by code, name, town or invoice number; true for all without a text. */
export function matchesText(
  text: string | undefined,
  customer: { readonly companyId: string; readonly id: string },
): RawBuilder<boolean> {
  const needle = text?.trim() ?? ''
  if (needle === '') return sql<boolean>`true`
  const [companyId, id] = [sql.ref(customer.companyId), sql.ref(customer.id)]
  if (needle.length < INDEXED_LENGTH) {
    // Asked of each client in turn, so that a page that is full asks no more.
    return sql<boolean>`(
      exists (select from customers x where x.company_id = ${companyId} and x.id = ${id}
        and position(fold(${needle}) in x.search) > 0)
      or exists (select from invoices x where x.company_id = ${companyId} and x.customer_id = ${id}
        and position(lower(${needle}) in lower(x.number)) > 0))`
  }
  return sql<boolean>`${id} = any (array(select found.customer_id from search_customers(${needle}) found))`
}

/**
 * CTEs for what needs every client and not one page: `s` (companies), `worth` (every client to
 * propose) and `p` (those of them within the user's filters). Figures no filter asks for are not
 * among the columns, so that PostgreSQL need not compute them. Nothing advises to remind the invoices of `paid`.
 */
export function clientsProposed(
  filter: ProposalFilter,
  counted: CountedCredits,
  paid: readonly number[],
): RawBuilder<unknown> {
  const isFound = matchesText(filter.text, { companyId: 'p.company_id', id: 'p.customer_id' })
  return sql`
    s as materialized (${companyScope(filter.companyIds, contactsBy(filter))}),
    worth as (
      select p.company_id, p.customer_id, p.currency, p.invoice_count, p.item_count, p.amount_cents,
             ${usableCents(counted)} as usable_cents, p.advised_from, ${matchesFilter(filter)} and ${isFound} as is_within
      from (${figuresOfAll(filter, counted.underWay, paid)}) p
      join s on s.company_id = p.company_id
      left join (${creditOfAll(filter)}) k
        on k.company_id = p.company_id and k.customer_id = p.customer_id and k.currency = p.currency
      where ${isWorthReminding(counted)}
    ),
    p as (select * from worth where is_within)`
}

/** The same, once it has been read what the credits pay, and what is probably paid. */
export async function proposedClients(
  tx: ScopedTransaction,
  filter: ProposalFilter,
): Promise<RawBuilder<unknown>> {
  return clientsProposed(filter, await countCredits(tx, filter), await readProbablyPaid(tx, filter))
}

interface ClientRow extends ProposedFigures {
  customer_id: number
  /** Whether anything of it is unallocated: nothing else can be a probable payment. */
  pays: boolean
}

/** The rows of a page whose figures were read without it, with what is probably paid taken into account. */
export async function withProbablyPaid<Row extends ClientRow>(
  tx: ScopedTransaction,
  filter: Pick<ProposalFilter, 'on' | 'today' | 'companyIds'>,
  rows: readonly Row[],
  underWay: UnderWay,
): Promise<Row[]> {
  const paying = rows.filter((row) => row.pays).map((row) => row.customer_id)
  if (paying.length === 0) return [...rows]
  const { on, companyIds } = filter
  const clients = { companyIds, customerIds: [...new Set(paying)] }
  const paid = await readProbablyPaid(tx, clients)
  if (paid.length === 0) return [...rows]
  const found = await sql<ProposedFigures & { customer_id: number }>`
    with s as materialized (${companyScope(companyIds, contactsBy(filter))})
    ${figuresOfAll({ on, ...clients }, underWay, paid)}
  `.execute(tx)
  const figuresOf = new Map(found.rows.map((row) => [`${row.customer_id}:${row.currency}`, row]))
  return rows.map((row) => ({ ...row, ...figuresOf.get(`${row.customer_id}:${row.currency}`) }))
}

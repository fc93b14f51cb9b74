import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { parseAmount } from '#domain/days-and-money/money.ts'
import type { InvoiceSort } from '#domain/receivables/receivable-lists.ts'
import type { Keyset } from '#platform/keyset.ts'
import type { InvoiceFilters } from '../invoice-contract.ts'

/**
 * Pieces of SQL shared by the list, its totals and its export. Names they expect: `i` an invoice,
 * `f` what is open of it (`openFigures`).
 */

export interface ListFilter extends Omit<InvoiceFilters, 'companies'> {
  readonly companyIds: readonly number[]
  /** What is due before is overdue. */
  readonly today: Day
}

/** What is open, invoice by invoice, of one company: read from the index of open instalments alone. */
export function openFigures(companyId: RawBuilder<unknown>, today: Day): RawBuilder<unknown> {
  return sql`
    select j.invoice_id, sum(j.open_cents)::bigint as open_cents, min(j.due_on) as due_on,
           coalesce(sum(j.open_cents) filter (where j.due_on < ${today}::date), 0)::bigint as overdue_cents
    from instalments j
    where j.company_id = ${companyId} and j.open_cents > 0 and j.is_final
    group by j.invoice_id`
}

/** True for the invoices the filters keep. With `f` joined, it says what is open; else the index is asked. */
export function matchesFilter(filter: ListFilter, hasFigures: boolean): RawBuilder<boolean> {
  const { level, issuedFrom, issuedTo, customer } = filter
  const conditions = [isInState(filter, hasFigures)]
  if (level) {
    const open = (more: RawBuilder<unknown>) => hasOpen(sql`j.is_final and ${more}`)
    conditions.push(sql`${open(sql`j.level = ${level}`)} and not ${open(sql`j.level > ${level}`)}`)
  }
  if (issuedFrom) conditions.push(sql`i.issued_on >= ${issuedFrom}::date`)
  if (issuedTo) conditions.push(sql`i.issued_on <= ${issuedTo}::date`)
  if (customer) conditions.push(sql`i.customer_id = ${customer}`)
  if (filter.text) conditions.push(matchesText(filter.text))
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`
}

function isInState({ state, today }: ListFilter, hasFigures: boolean): RawBuilder<unknown> {
  switch (state) {
    case 'draft':
    case 'withdrawn':
      return sql`i.status = ${state}`
    case 'open':
      return sql`i.status = 'final' and ${hasFigures ? sql`f.open_cents > 0` : hasOpen(sql`true`)}`
    case 'overdue': {
      const isLate = hasFigures ? sql`f.overdue_cents > 0` : hasOpen(sql`j.due_on < ${today}::date`)
      return sql`i.status = 'final' and ${isLate}`
    }
    case 'settled':
      return sql`i.status = 'final' and ${hasFigures ? sql`f.open_cents is null` : sql`not ${hasOpen(sql`true`)}`}`
    case undefined:
      return sql`i.status <> 'withdrawn'`
  }
}

function hasOpen(more: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`exists (select from instalments j
    where j.company_id = i.company_id and j.invoice_id = i.id and j.open_cents > 0 and ${more})`
}

// The trigram indexes are out of reach under row-level security: the functions read them.
function matchesText(text: string): RawBuilder<unknown> {
  const cents = parseAmount(text)
  const amount = cents === null ? sql`false` : sql`i.total_cents = ${cents}`
  return sql`(i.customer_id in (select s.customer_id from customers_named(${text}) s)
    or i.id in (select s.invoice_id from invoices_written(${text}) s) or ${amount})`
}

/** What the list is sorted by; never null, so that a page can start after any row. */
export function sortValue(sort: InvoiceSort): RawBuilder<unknown> {
  switch (sort) {
    case 'issuedOn':
      // As the index has it (migration 0011): a page far down then starts where it starts.
      return sql`case when i.issued_on is null then date '0001-01-01' else i.issued_on end`
    case 'dueOn':
      return sql`coalesce(f.due_on, date '9999-12-31')`
    case 'number':
      return sql`coalesce(i.number, '') collate "C"`
    case 'customer':
      return sql`c.name`
    case 'total':
      return sql`i.total_cents`
    case 'open':
      return sql`coalesce(f.open_cents, 0)`
  }
}

/** The order of the list; the identifier tells apart what is sorted alike. */
export function keysetOf({
  sort,
  direction,
}: {
  readonly sort: InvoiceSort
  readonly direction: 'asc' | 'desc'
}): Keyset {
  return {
    keys: [
      { of: sortValue(sort), ...KEYS[sort] },
      { of: sql`i.id`, type: 'bigint' },
    ],
    direction,
  }
}

const KEYS = {
  issuedOn: { type: 'date' },
  dueOn: { type: 'date' },
  number: { type: 'text', collation: 'C' },
  customer: { type: 'text', collation: 'fr-x-icu' },
  total: { type: 'bigint' },
  open: { type: 'bigint' },
} as const

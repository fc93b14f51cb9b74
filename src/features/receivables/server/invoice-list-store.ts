import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Level } from '#domain/dunning/levels.ts'
import { daysLate } from '#domain/dunning/procedure.ts'
import type { InvoiceSort } from '#domain/receivables/receivable-lists.ts'
import { isAfter, orderBy, orderOf, pageOf } from '#platform/keyset.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { InvoiceListRow, InvoiceTotals } from '../invoice-contract.ts'
import { keysetOf, type ListFilter, matchesFilter, openFigures, sortValue } from './invoice-list-sql.ts'

export interface ListRequest extends ListFilter {
  readonly sort: InvoiceSort
  readonly direction: 'asc' | 'desc'
  readonly after?: string | undefined
  readonly limit: number
}

interface FoundRow {
  id: number
  sort_value: string | number
  company: string
  customer_id: number
  code: string
  name: string
  number: string | null
  label: string | null
  status: 'draft' | 'final' | 'withdrawn'
  is_provisional: boolean
  issued_on: Day | null
  currency: string
  total_cents: number
  instalments: number
  open_cents: number
  first_due_on: Day | null
  last_due_on: Day | null
  level: Level | null
}

/**
 * One page of invoices. Each company gives its own first rows, which an index has in order when the
 * list is sorted by date; only the page itself is then joined to what it shows.
 */
export async function readInvoiceList(
  tx: ScopedTransaction,
  request: ListRequest,
): Promise<{ readonly rows: InvoiceListRow[]; readonly next: string | null }> {
  const { companyIds, today, sort, limit } = request
  const keyset = keysetOf(request)
  const pageOrder = orderBy([sql`p.sort_value`, sql`p.id`], request.direction)
  const needsFigures = sort === 'dueOn' || sort === 'open'
  const figures = needsFigures
    ? sql`left join (${openFigures(sql`s.company_id`, today)}) f on f.invoice_id = i.id`
    : sql``
  const customers =
    sort === 'customer'
      ? sql`join customers c on c.company_id = i.company_id and c.id = i.customer_id`
      : sql``
  const found = await sql<FoundRow>`
    with page as (
      select p.* from unnest(${companyIds}::bigint[]) s (company_id)
        cross join lateral (
          select i.company_id, i.id, ${sortValue(sort)} as sort_value
          from invoices i ${figures} ${customers}
          where i.company_id = s.company_id and ${matchesFilter(request, needsFigures)} and ${isAfter(keyset, request.after)}
          order by ${orderOf(keyset)}
          limit ${limit + 1}
        ) p
      order by ${pageOrder}
      limit ${limit + 1}
    )
    select i.id, p.sort_value, co.code as company, c.id as customer_id, c.code, c.name, i.number, i.label, i.status,
           i.is_provisional, i.issued_on, i.currency, i.total_cents, a.*
    from page p
      join invoices i on i.company_id = p.company_id and i.id = p.id
      join companies co on co.id = i.company_id
      join customers c on c.company_id = i.company_id and c.id = i.customer_id
      cross join lateral (
        select count(*)::int as instalments, coalesce(sum(j.open_cents), 0)::bigint as open_cents,
               min(j.due_on) filter (where j.open_cents > 0) as first_due_on, max(j.due_on) as last_due_on,
               max(j.level) filter (where j.open_cents > 0) as level
        from instalments j where j.company_id = i.company_id and j.invoice_id = i.id
      ) a
    order by ${pageOrder}
  `.execute(tx)
  const { rows, next } = pageOf(found.rows, limit, (row) => [row.sort_value, row.id])
  return { rows: rows.map((row) => toRow(row, today)), next }
}

function toRow(row: FoundRow, today: Day): InvoiceListRow {
  const late = row.status === 'final' && row.first_due_on !== null ? daysLate(row.first_due_on, today) : 0
  return {
    id: row.id,
    company: row.company,
    customer: { id: row.customer_id, code: row.code, name: row.name },
    number: row.number,
    label: row.label,
    state: stateOf(row, late),
    isProvisional: row.is_provisional,
    issuedOn: row.issued_on,
    dueOn: row.first_due_on ?? row.last_due_on,
    daysLate: late,
    instalments: row.instalments,
    currency: row.currency,
    totalCents: row.total_cents,
    openCents: row.open_cents,
    level: row.status === 'final' ? row.level : null,
  }
}

/** Where an invoice stands; late from the day after its first open due date. */
export function stateOf(
  invoice: { readonly status: 'draft' | 'final' | 'withdrawn'; readonly open_cents: number },
  late: number,
): InvoiceListRow['state'] {
  if (invoice.status !== 'final') return invoice.status
  if (invoice.open_cents === 0) return 'settled'
  return late > 0 ? 'overdue' : 'open'
}

/** Counts and sums of all the filters keep. */
export async function readInvoiceTotals(tx: ScopedTransaction, filter: ListFilter): Promise<InvoiceTotals> {
  const { rows } = await sql<{
    currency: string
    count: number
    drafts: number
    total_cents: number
    open_cents: number
    overdue_cents: number
  }>`
    select p.currency, sum(p.count)::int as count, sum(p.drafts)::int as drafts,
           sum(p.total_cents)::bigint as total_cents, sum(p.open_cents)::bigint as open_cents,
           sum(p.overdue_cents)::bigint as overdue_cents
    from unnest(${filter.companyIds}::bigint[]) s (company_id)
      cross join lateral (
        select i.currency, count(*) as count, count(*) filter (where i.status = 'draft') as drafts,
               coalesce(sum(i.total_cents) filter (where i.status = 'final'), 0) as total_cents,
               coalesce(sum(f.open_cents), 0) as open_cents, coalesce(sum(f.overdue_cents), 0) as overdue_cents
        from invoices i
          left join (${openFigures(sql`s.company_id`, filter.today)}) f on f.invoice_id = i.id
        where i.company_id = s.company_id and ${matchesFilter(filter, true)}
        group by i.currency
      ) p
    group by p.currency order by p.currency = 'EUR' desc, p.currency
  `.execute(tx)
  const sum = (column: 'count' | 'drafts') => rows.reduce((total, row) => total + row[column], 0)
  return {
    count: sum('count'),
    drafts: sum('drafts'),
    amounts: rows.map((row) => ({
      currency: row.currency,
      totalCents: row.total_cents,
      openCents: row.open_cents,
      overdueCents: row.overdue_cents,
    })),
  }
}

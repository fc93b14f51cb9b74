import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { openInstalmentsAt } from '#ledger/balance-at.ts'
import { readAsSets } from '#platform/planner.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { OpenItem } from '../contract.ts'

/** Days late, first and last, of the parts of an aged balance. */
const BANDS = {
  overdue: [1, null],
  notDue: [null, 0],
  to30: [1, 30],
  to60: [31, 60],
  to90: [61, 90],
  over90: [91, null],
} as const

const LISTED = 200

/** The invoices open at the end of a day within a band, the greatest first, and what all of them come to. */
export async function readOpenItems(
  tx: ScopedTransaction,
  asked: {
    readonly companyIds: readonly number[]
    readonly currency: string
    readonly on: Day
    readonly band: keyof typeof BANDS | undefined
  },
): Promise<ListedItems> {
  const { companyIds, currency, on, band } = asked
  const [from, to] = band ? BANDS[band] : [null, null]
  const late = sql`coalesce(${on}::date - i.due_on, 0)`
  return await listItems(
    tx,
    sql`with items as materialized (
      select i.company_id, i.customer_id, i.invoice_id, min(i.due_on) as due_on, max(${late}) as late,
             sum(i.open_cents)::bigint as cents
      from (${openInstalmentsAt(companyIds, on)}) i
      where i.currency = ${currency} and ${late} between coalesce(${from}::int, -2147483647) and coalesce(${to}::int, 2147483647)
      group by i.company_id, i.customer_id, i.invoice_id
    )`,
  )
}

export interface ListedItems {
  readonly count: number
  readonly totalCents: number
  readonly rows: OpenItem[]
}

export const NO_ITEMS: ListedItems = { count: 0, totalCents: 0, rows: [] }

/**
 * Lists the invoices of `items`, which common table expressions end with: company_id, customer_id, invoice_id, due_on, late
 * and cents.
 */
export async function listItems(tx: ScopedTransaction, items: RawBuilder<unknown>): Promise<ListedItems> {
  const found = await readAsSets(
    tx,
    sql<OpenItem & { count: number; totalCents: number }>`
    ${items}, listed as (
      select * from items order by cents desc, invoice_id limit ${LISTED}::bigint
    )
    select (select count(*) from items) as count, (select sum(cents)::bigint from items) as "totalCents",
           co.code as company, c.id as "customerId", c.code, c.name, v.id as "invoiceId",
           coalesce(v.number, v.label) as number, l.due_on as "dueOn", coalesce(l.late, 0) as "daysLate",
           l.cents as "openCents"
    from listed l
      join invoices v on v.company_id = l.company_id and v.id = l.invoice_id
      join customers c on c.company_id = l.company_id and c.id = l.customer_id
      join companies co on co.id = l.company_id
    order by l.cents desc, l.invoice_id
  `,
  )
  const [first] = found
  if (!first) return NO_ITEMS
  const { count, totalCents } = first
  return { count, totalCents, rows: found.map(({ count: _, totalCents: __, ...row }) => row) }
}

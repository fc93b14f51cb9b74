import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { LAST_LEVEL } from '#domain/dunning/levels.ts'
import {
  type BookCustomer,
  type BookLetter,
  type OpenBook,
  type OpenItem,
  openBook,
} from '#domain/matching/open-book.ts'
import type { PaymentMade } from '#domain/matching/payments-made.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { andMerged } from './history.ts'

/** SQL: the numbers of the invoices merged into `v`. */
const OTHER_NUMBERS = sql`array(select o.number from invoices o
  where o.company_id = v.company_id and o.merged_into = v.id and o.number is not null)`

/**
 * What a company is owed, arranged for its bank movements: all of it, or what these customers owe.
 * Only final invoices are paid.
 */
export async function readOpenBook(
  tx: ScopedTransaction,
  companyId: number,
  customerIds?: readonly number[],
): Promise<OpenBook> {
  const isAsked = (column: string) =>
    customerIds ? sql`${sql.ref(column)} = any(${customerIds}::bigint[])` : sql`true`
  const items = await sql<OpenItem>`
    select i.id as "instalmentId", i.invoice_id as "invoiceId", i.customer_id as "customerId", i.currency,
           v.number, ${OTHER_NUMBERS} as "otherNumbers", i.due_on as "dueOn", i.open_cents as "openCents"
    from instalments i join invoices v on v.company_id = i.company_id and v.id = i.invoice_id
    where i.company_id = ${companyId} and i.open_cents > 0 and i.is_final and ${isAsked('i.customer_id')}
  `.execute(tx)
  const customers = await sql<BookCustomer>`
    select c.id as "customerId", n.code, n.name from customers c cross join lateral (
      select c.code, c.name
      union select unnest(c.other_codes), c.name
      union select m.code, m.name from customers m
        where m.company_id = c.company_id and m.merged_into = c.id) n
    where c.company_id = ${companyId} and ${isAsked('c.id')}
      and (c.id in (select i.customer_id from instalments i where i.company_id = ${companyId} and i.open_cents > 0)
        or c.id in (select p.customer_id from payer_names p where p.company_id = ${companyId}))
  `.execute(tx)
  const payers = await tx
    .selectFrom('payer_names')
    .select(['payer_key as payerKey', 'customer_id as customerId'])
    .where('company_id', '=', companyId)
    .where(sql<boolean>`${isAsked('customer_id')}`)
    .execute()
  return openBook(items.rows, customers.rows, payers, await readLetters(tx, companyId, isAsked))
}

// Whatever became of a letter since it was made: its paper may have left.
async function readLetters(
  tx: ScopedTransaction,
  companyId: number,
  isAsked: (column: string) => RawBuilder<unknown>,
): Promise<BookLetter[]> {
  // Only a formal notice demands more than the net: the contents of the others are not opened.
  const demanded = sql`
    case when l.level = ${LAST_LEVEL} then coalesce((l.content->>'demandedCents')::bigint, l.net_cents)
         else l.net_cents end`
  const { rows } = await sql<BookLetter>`
    select substr(l.payment_reference, 5) as "referenceBody", l.customer_id as "customerId", l.currency,
           l.net_cents as "netCents", ${demanded} as "demandedCents", array_agg(distinct i.id) as "instalmentIds"
    from instalments i
    join lateral unnest(${andMerged('i')}) own (id) on true
    join letter_items t on t.company_id = i.company_id and t.instalment_id = own.id
    join letters l on l.company_id = t.company_id and l.id = t.letter_id
    where i.company_id = ${companyId} and i.open_cents > 0 and i.is_final and ${isAsked('i.customer_id')}
    group by l.company_id, l.id
  `.execute(tx)
  return rows
}

/** The instalments as they stand, of those that are open. */
export async function readOpenItems(
  tx: ScopedTransaction,
  companyId: number,
  instalmentIds: readonly number[],
): Promise<OpenItem[]> {
  const { rows } = await sql<OpenItem>`
    select i.id as "instalmentId", i.invoice_id as "invoiceId", i.customer_id as "customerId", i.currency,
           v.number, ${OTHER_NUMBERS} as "otherNumbers", i.due_on as "dueOn", i.open_cents as "openCents"
    from instalments i join invoices v on v.company_id = i.company_id and v.id = i.invoice_id
    where i.company_id = ${companyId} and i.id = any(${instalmentIds}::bigint[]) and i.open_cents > 0
  `.execute(tx)
  return rows
}

/** A payment with what is left of it. */
export interface KnownPayment extends PaymentMade {
  readonly openCents: number
}

/**
 * Payments in the books that no movement is known to be yet, of these amounts and received between these days. Of one
 * that a list has used a part of, the bank tells the whole.
 */
export async function readUnmatchedPayments(
  tx: ScopedTransaction,
  companyId: number,
  amounts: readonly number[],
  [from, to]: readonly [Day, Day],
): Promise<KnownPayment[]> {
  return await readPaymentsWhere(
    tx,
    companyId,
    sql`${isWholeOf(amounts)} and k.source <> 'statement'
      and k.received_on between ${from}::date and ${to}::date and x.id is null`,
  )
}

function isWholeOf(amounts: readonly number[]): RawBuilder<boolean> {
  return sql<boolean>`(k.whole_cents is null and k.amount_cents = any(${amounts}::bigint[])
    or k.whole_cents = any(${amounts}::bigint[]))`
}

/** Payments of these amounts, by amount: neither withdrawn, cancelled nor returned. */
export async function readPayments(
  tx: ScopedTransaction,
  companyId: number,
  amounts: readonly number[],
): Promise<ReadonlyMap<number, readonly KnownPayment[]>> {
  if (amounts.length === 0) return new Map()
  const rows = await readPaymentsWhere(tx, companyId, isWholeOf(amounts))
  return Map.groupBy(rows, ({ amountCents }) => amountCents)
}

async function readPaymentsWhere(
  tx: ScopedTransaction,
  companyId: number,
  condition: RawBuilder<unknown>,
): Promise<KnownPayment[]> {
  const { rows } = await sql<KnownPayment>`
    select k.id as "creditId", k.customer_id as "customerId", c.name as "customerName", k.currency,
           coalesce(k.whole_cents, k.amount_cents) as "amountCents", k.received_on as "receivedOn", k.open_cents as "openCents",
           m.reference, m.payer,
           array(select distinct v.number
             from allocations a
               join instalments i on i.company_id = a.company_id and i.id = a.instalment_id
               join invoices v on v.company_id = i.company_id and v.id = i.invoice_id
             where a.company_id = k.company_id and a.credit_id = k.id and a.cancelled_at is null
               and v.number is not null) as numbers
    from credits k
      join customers c on c.company_id = k.company_id and c.id = k.customer_id
      left join movement_matches x on x.company_id = k.company_id and x.credit_id = k.id
        and x.kind = 'payment' and x.cancelled_at is null
      left join bank_movements m on m.company_id = x.company_id and m.id = x.movement_id
    where k.company_id = ${companyId} and k.kind = 'payment' and ${condition}
      and k.withdrawn_by_import is null and k.cancelled_at is null and not k.is_returned
  `.execute(tx)
  return rows
}

import { type RawBuilder, sql } from 'kysely'
import { parseAmount } from '#domain/days-and-money/money.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { SearchAnswer } from '../contract.ts'

/** How many of a kind are shown, and among how many the best are chosen. */
const SHOWN = 6
const LOOKED_AT = 200

/** Below it a text has no trigram: only a code that is exactly this one is found. */
const INDEXED_LENGTH = 3

/** What a text names in these companies: each part is found by an index, and no more is read than is looked at. */
export async function readFound(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  text: string,
): Promise<SearchAnswer> {
  if (text === '') return { customers: [], invoices: [], credits: [], letters: [] }
  const customers = await readCustomers(tx, companyIds, text)
  const cents = parseAmount(text)
  const ids = customers.map((customer) => customer.customerId)
  return {
    customers,
    invoices: await readInvoices(tx, companyIds, text, cents),
    credits: cents === null ? [] : await readCredits(tx, companyIds, cents),
    letters: ids.length === 0 ? [] : await readLetters(tx, companyIds, ids),
  }
}

const customerColumns = sql`co.code as company, c.id as "customerId", c.code, c.name`

function joinCustomer(row: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`join customers c on c.company_id = ${row}.company_id and c.id = ${row}.customer_id
    join companies co on co.id = c.company_id`
}

// The code itself first, then codes that begin so, names of which a word does, and the others by name. `search` holds
// the code and the name already folded: folding each of them again would cost more than finding them.
async function readCustomers(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  text: string,
): Promise<SearchAnswer['customers']> {
  const named =
    text.length < INDEXED_LENGTH
      ? sql``
      : sql`union select f.company_id, f.customer_id from first_customers_named(${text}, ${LOOKED_AT}::int) f`
  const { rows } = await sql<SearchAnswer['customers'][number]>`
    with needle as materialized (select fold(${text}) as folded), found as (
      select c.company_id, c.id as customer_id from customers c
      where c.company_id = any(${companyIds}::bigint[]) and c.code = any(${[text, text.toUpperCase()]}::text[])
      ${named}
    )
    select ${customerColumns}, c.town
    from found f ${joinCustomer(sql`f`)} cross join needle n
    where f.company_id = any(${companyIds}::bigint[]) and co.archived_at is null
    order by position(n.folded || ' ' in c.search) <> 1, position(n.folded in c.search) <> 1,
             position(' ' || n.folded in c.search) = 0, c.name, c.id
    limit ${SHOWN}::bigint
  `.execute(tx)
  return rows
}

async function readInvoices(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  text: string,
  cents: number | null,
): Promise<SearchAnswer['invoices']> {
  const companies = sql`any(${companyIds}::bigint[])`
  const parts = [
    ...(text.length < INDEXED_LENGTH
      ? []
      : [
          sql`select f.company_id, f.invoice_id, 0 as rank from first_invoices_written(${text}, ${LOOKED_AT}::int) f`,
        ]),
    ...(cents === null
      ? []
      : [
          sql`(select i.company_id, i.invoice_id, 1 from instalments i
            where i.company_id = ${companies} and i.open_cents = ${cents}::bigint and i.open_cents > 0
            limit ${LOOKED_AT}::bigint)`,
          sql`(select v.company_id, v.id, 2 from invoices v
            where v.company_id = ${companies} and v.total_cents = ${cents}::bigint limit ${LOOKED_AT}::bigint)`,
        ]),
  ]
  if (parts.length === 0) return []
  const { rows } = await sql<SearchAnswer['invoices'][number]>`
    with found as (
      select p.company_id, p.invoice_id, min(p.rank) as rank
      from (${sql.join(parts, sql` union all `)}) p (company_id, invoice_id, rank)
      where p.company_id = ${companies} group by p.company_id, p.invoice_id
    )
    select ${customerColumns}, v.id as "invoiceId", coalesce(v.number, v.label) as number,
           v.issued_on as "issuedOn", v.total_cents as "totalCents", v.currency
    from found f join invoices v on v.company_id = f.company_id and v.id = f.invoice_id ${joinCustomer(sql`v`)}
    where co.archived_at is null
    order by coalesce(upper(v.number) <> upper(${text}), true), f.rank, v.issued_on desc nulls last, v.id
    limit ${SHOWN}::bigint
  `.execute(tx)
  return rows
}

async function readCredits(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  cents: number,
): Promise<SearchAnswer['credits']> {
  const { rows } = await sql<SearchAnswer['credits'][number]>`
    with found as (
      select k.company_id, k.id from credits k
      where k.company_id = any(${companyIds}::bigint[]) and k.amount_cents = ${cents}::bigint
        and k.withdrawn_by_import is null and k.cancelled_at is null
      limit ${LOOKED_AT}::bigint
    )
    select ${customerColumns}, k.id as "creditId", k.kind, coalesce(k.number, k.label) as number,
           k.received_on as "receivedOn", k.amount_cents as "amountCents", k.currency
    from found f join credits k on k.company_id = f.company_id and k.id = f.id ${joinCustomer(sql`k`)}
    where co.archived_at is null
    order by k.received_on desc nulls last, k.id
    limit ${SHOWN}::bigint
  `.execute(tx)
  return rows
}

async function readLetters(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  customerIds: readonly number[],
): Promise<SearchAnswer['letters']> {
  const { rows } = await sql<SearchAnswer['letters'][number]>`
    select ${customerColumns}, l.id as "letterId", l.run_id as "runId", l.level, r.letter_on as "letterOn"
    from letters l join runs r on r.company_id = l.company_id and r.id = l.run_id ${joinCustomer(sql`l`)}
    where l.company_id = any(${companyIds}::bigint[]) and l.customer_id = any(${customerIds}::bigint[])
      and l.status = 'confirmed'
    order by array_position(${customerIds}::bigint[], l.customer_id), r.letter_on desc, l.id desc
    limit ${SHOWN}::bigint
  `.execute(tx)
  return rows
}

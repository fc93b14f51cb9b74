import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import { matchPayment } from '#domain/matching/reconciliation.ts'
import { readOpenBook } from '#ledger/bank-book.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { CustomerChoices, CustomerItems, ReturnChoices } from '../contract.ts'
import { readParties } from './proposal-store.ts'

const SHOWN = 20

/** Customers a movement may be attributed to, by name, code or invoice number; those who owe most first. */
export async function findCustomers(
  tx: ScopedTransaction,
  movementId: number,
  search: string,
): Promise<CustomerChoices> {
  const { companyId, currency } = await readMovement(tx, movementId)
  const { rows } = await sql<CustomerChoices['rows'][number]>`
    select c.id as "customerId", c.code, c.name, c.town, coalesce(o.cents, 0)::bigint as "openCents"
    from search_customers(${search}) s
      join customers c on c.company_id = s.company_id and c.id = s.customer_id
      left join lateral (
        select sum(i.open_cents) as cents from instalments i
        where i.company_id = c.company_id and i.customer_id = c.id and i.open_cents > 0 and i.is_final
          and i.currency = ${currency}) o on true
    where s.company_id = ${companyId}
    order by o.cents desc nulls last, c.name, c.id limit ${SHOWN}
  `.execute(tx)
  return { rows }
}

/** Everything a customer owes, with what the movement would settle of it. @throws RelancesError not-found */
export async function readCustomerItems(
  tx: ScopedTransaction,
  movementId: number,
  customerId: number,
): Promise<CustomerItems> {
  const { companyId, ...movement } = await readMovement(tx, movementId)
  const party = (await readParties(tx, companyId, [customerId])).get(customerId)
  if (!party) throw new RelancesError('not-found', 'bank.no-customer')
  const book = await readOpenBook(tx, companyId, [customerId])
  const [candidate] = matchPayment(movement, book, [customerId]).candidates
  const suggested = new Map(candidate?.shares.map((share) => [share.instalmentId, share.amountCents]))
  const { rows } = await sql<Omit<CustomerItems['items'][number], 'amountCents'>>`
    select i.id as "instalmentId", coalesce(v.number, v.label) as number, i.due_on as "dueOn",
           i.open_cents as "openCents"
    from instalments i join invoices v on v.company_id = i.company_id and v.id = i.invoice_id
    where i.company_id = ${companyId} and i.customer_id = ${customerId} and i.open_cents > 0 and i.is_final
      and i.currency = ${movement.currency}
    order by i.due_on nulls last, i.id
  `.execute(tx)
  const items = rows.map((row) => ({ ...row, amountCents: suggested.get(row.instalmentId) ?? 0 }))
  return { ...party, items, reasons: [...(candidate?.reasons ?? [])] }
}

/** Payments a debit may take back, found by customer or invoice number; the latest first. */
export async function findPayments(
  tx: ScopedTransaction,
  movementId: number,
  search: string,
): Promise<ReturnChoices> {
  const { companyId, amountCents, currency } = await readMovement(tx, movementId)
  const isFound =
    search === ''
      ? sql`k.amount_cents = ${-amountCents}`
      : sql`(k.company_id, k.customer_id) in (select company_id, customer_id from search_customers(${search}))`
  const { rows } = await sql<ReturnChoices['rows'][number]>`
    select k.id as "creditId", k.customer_id as "customerId", c.code, c.name, k.amount_cents as "amountCents",
           k.received_on as "receivedOn", array(
             select distinct v.number
             from allocations a
               join instalments i on i.company_id = a.company_id and i.id = a.instalment_id
               join invoices v on v.company_id = i.company_id and v.id = i.invoice_id
             where a.company_id = k.company_id and a.credit_id = k.id and a.cancelled_at is null
               and v.number is not null) as numbers,
           case when k.amount_cents = ${-amountCents} then array['amount'] else '{}' end as reasons
    from credits k join customers c on c.company_id = k.company_id and c.id = k.customer_id
    where k.company_id = ${companyId} and k.kind = 'payment' and k.currency = ${currency}
      and k.withdrawn_by_import is null and k.cancelled_at is null and not k.is_returned and ${isFound}
    order by k.amount_cents = ${-amountCents} desc, k.received_on desc nulls last, k.id desc limit ${SHOWN}
  `.execute(tx)
  return { rows }
}

async function readMovement(tx: ScopedTransaction, movementId: number) {
  const found = await tx
    .selectFrom('bank_movements')
    .select([
      'company_id as companyId',
      'amount_cents as amountCents',
      'currency',
      'payer',
      'text',
      'reference',
    ])
    .where('id', '=', movementId)
    .where('status', '<>', 'withdrawn')
    .executeTakeFirst()
  if (!found) throw new RelancesError('not-found', 'bank.no-movement')
  return found
}

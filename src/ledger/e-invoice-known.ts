import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { PartyIdentity } from '#domain/matching/party-match.ts'
import { bareNumber } from '#domain/receivables/document-number.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { EInvoice } from '#readers/e-invoice-record.ts'
import {
  companyIdentity,
  datedKey,
  documentKey,
  type KnownBooks,
  type KnownCustomer,
  type KnownItem,
} from './e-invoice-plan.ts'

/** What a company has that these documents may meet. */
export async function readKnownBooks(
  tx: ScopedTransaction,
  companyId: number,
  documents: readonly EInvoice[],
): Promise<KnownBooks> {
  const customers = await readCustomers(tx, companyId)
  return {
    company: await readCompany(tx, companyId),
    customers,
    items: await readItems(tx, companyId, documents, customers),
    documents: await readDocuments(tx, companyId, documents),
  }
}

/** A company as documents name it. */
export async function readCompany(tx: ScopedTransaction, companyId: number): Promise<PartyIdentity> {
  const { legal_name, siret, vat_number } = await tx
    .selectFrom('companies')
    .select(['legal_name', 'siret', 'vat_number'])
    .where('id', '=', companyId)
    .executeTakeFirstOrThrow()
  return companyIdentity({ legalName: legal_name, siret, vatNumber: vat_number })
}

/** Every customer of a company, as other files may name it. */
export async function readCustomers(tx: ScopedTransaction, companyId: number): Promise<KnownCustomer[]> {
  // What a merged one was called finds the one that stands for it, whose own name comes last.
  const { rows } = await sql<KnownCustomer>`
    select coalesce(k.id, c.id) as id, coalesce(k.code, c.code) as code, c.name, c.siren, c.vat_number as "vatNumber"
    from customers c left join customers k on k.company_id = c.company_id and k.id = c.merged_into
    where c.company_id = ${companyId}
    order by 1, c.merged_into is null
  `.execute(tx)
  return rows
}

interface ItemRow extends Omit<KnownItem, 'customer'> {
  readonly customerId: number
}

async function readItems(
  tx: ScopedTransaction,
  companyId: number,
  documents: readonly EInvoice[],
  customers: readonly KnownCustomer[],
): Promise<KnownItem[]> {
  const numbers = [...new Set(documents.map(({ number }) => number))]
  const bare = numbers.map(bareNumber)
  const amounts = [
    ...new Set(documents.flatMap(({ totalCents, payableCents }) => [totalCents, payableCents])),
  ]
  // What came with an import since taken back may come again.
  const document = (column: 'invoice_id' | 'credit_id', item: 'i' | 'k') => sql`
    (select e.payable_cents from e_invoices e join imports m on m.company_id = e.company_id and m.id = e.import_id
      where e.company_id = ${companyId} and e.${sql.ref(column)} = coalesce(${sql.ref(`${item}.merged_into`)}, ${sql.ref(`${item}.id`)}) and m.cancelled_at is null
      limit 1)`
  // Under its very number, or under one that differs by a prefix, for the same amount.
  const { rows } = await sql<ItemRow>`
    select 'invoice' as kind, coalesce(i.merged_into, i.id) as id, i.number, i.currency,
           case when i.kind = 'opening-balance' and i.issued_on is not distinct from i.entered_on then null
             else i.issued_on end as "issuedOn",
           i.total_cents as "totalCents", i.customer_id as "customerId",
           (select sum(j.open_cents)::bigint from instalments j
             where j.company_id = i.company_id and j.invoice_id = i.id) as "leftCents",
           coalesce((select json_agg(json_build_object('dueOn', j.due_on, 'amountCents', j.amount_cents))
             from instalments j
             where j.company_id = i.company_id and j.invoice_id = i.id and j.due_on is not null), '[]') as instalments,
           ${document('invoice_id', 'i')} as "documentCents"
    from invoices i
    where i.company_id = ${companyId} and (i.status = 'final' or i.merged_into is not null)
      and (i.id in (select b.invoice_id from invoices_bearing(${companyId}, ${bare}::text[]) b)
        or i.id in (select p.id from invoices p
          where p.company_id = ${companyId} and p.total_cents = any(${amounts}::bigint[])
            and last_digits(p.number) in (select last_digits(n) from unnest(${numbers}::text[]) n)))
    union all
    select 'creditNote', coalesce(k.merged_into, k.id), k.number, k.currency, k.received_on, k.amount_cents, k.customer_id, k.open_cents,
           '[]', ${document('credit_id', 'k')}
    from credits k
    where k.company_id = ${companyId} and k.kind = 'credit-note' and k.withdrawn_by_import is null
      and k.id in (select b.credit_id from credit_notes_bearing(${companyId}, ${bare}::text[]) b)
  `.execute(tx)
  const byId = new Map(customers.map((customer) => [customer.id, customer]))
  return rows.flatMap(({ customerId, ...item }) => {
    const customer = byId.get(customerId)
    return customer ? [{ ...item, customer }] : []
  })
}

async function readDocuments(
  tx: ScopedTransaction,
  companyId: number,
  documents: readonly EInvoice[],
): Promise<KnownBooks['documents']> {
  if (documents.length === 0) return new Map()
  const keys = [...new Set(documents.flatMap((document) => [documentKey(document), datedKey(document)]))]
  const { rows } = await sql<{ key: string; payableCents: number; issuedOn: Day | null }>`
    select e.document_key as key, e.payable_cents as "payableCents", coalesce(i.issued_on, k.received_on) as "issuedOn"
    from e_invoices e join imports m on m.company_id = e.company_id and m.id = e.import_id
      left join invoices i on i.company_id = e.company_id and i.id = e.invoice_id
      left join credits k on k.company_id = e.company_id and k.id = e.credit_id
    where e.company_id = ${companyId} and e.document_key = any(${keys}::text[]) and m.cancelled_at is null
  `.execute(tx)
  return new Map(rows.map(({ key, ...document }) => [key, document]))
}

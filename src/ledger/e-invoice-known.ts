import { sql } from 'kysely'
import { bareNumber, runningNumber } from '#domain/document-number.ts'
import type { PartyIdentity } from '#domain/party-match.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { EInvoice } from '#readers/e-invoice-record.ts'
import {
  companyIdentity,
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
  return await tx
    .selectFrom('customers')
    .select(['id', 'code', 'name', 'siren', 'vat_number as vatNumber'])
    .where('company_id', '=', companyId)
    .orderBy('id')
    .execute()
}

interface ItemRow extends Omit<KnownItem, 'customer'> {
  readonly customerId: number
}

// A document imported before is known by its key: only what other files have brought is left to join.
async function readItems(
  tx: ScopedTransaction,
  companyId: number,
  documents: readonly EInvoice[],
  customers: readonly KnownCustomer[],
): Promise<KnownItem[]> {
  const numbers = [...new Set(documents.map(({ number }) => bareNumber(number)))]
  const runnings = [...new Set(documents.map(({ number }) => runningNumber(number)))]
  const days = [...new Set(documents.map(({ issuedOn }) => issuedOn))]
  const amounts = [
    ...new Set(documents.flatMap(({ totalCents, payableCents }) => [totalCents, payableCents])),
  ]
  // Under its very number, or under one that differs by a prefix, of the same day for the same amount.
  const { rows } = await sql<ItemRow>`
    select 'invoice' as kind, i.id, i.number, i.currency, i.issued_on as "issuedOn",
           i.total_cents as "totalCents", i.customer_id as "customerId"
    from invoices i
    where i.company_id = ${companyId} and i.status = 'final'
      and (i.id in (select b.invoice_id from invoices_bearing(${companyId}, ${numbers}::text[]) b)
        or i.id in (select p.id from invoices p
          where p.company_id = ${companyId} and coalesce(p.issued_on, date '0001-01-01') = any(${days}::date[])
            and p.total_cents = any(${amounts}::bigint[])
            and substring(bare_number(p.number) from '([0-9]+)[^0-9]*$') = any(${runnings}::text[])))
      and not exists (select from e_invoices e where e.company_id = i.company_id and e.invoice_id = i.id)
    union all
    select 'creditNote', k.id, k.number, k.currency, k.received_on, k.amount_cents, k.customer_id
    from credits k
    where k.company_id = ${companyId} and k.kind = 'credit-note' and k.withdrawn_by_import is null
      and k.id in (select b.credit_id from credit_notes_bearing(${companyId}, ${numbers}::text[]) b)
      and not exists (select from e_invoices e where e.company_id = k.company_id and e.credit_id = k.id)
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
): Promise<ReadonlyMap<string, number>> {
  if (documents.length === 0) return new Map()
  const keys = [...new Set(documents.map(documentKey))]
  // What came with an import since taken back may come again.
  const { rows } = await sql<{ document_key: string; payable_cents: number }>`
    select e.document_key, e.payable_cents
    from e_invoices e join imports m on m.company_id = e.company_id and m.id = e.import_id
    where e.company_id = ${companyId} and e.document_key = any(${keys}::text[]) and m.cancelled_at is null
  `.execute(tx)
  return new Map(rows.map((row) => [row.document_key, row.payable_cents]))
}

import { sql } from 'kysely'
import { type Day, formatDay } from '#domain/days-and-money/day.ts'
import { RelancesError } from '#domain/errors.ts'
import {
  compareDocuments,
  type DocumentFacts,
  identifyingNumber,
} from '#domain/receivables/document-identity.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** An invoice or a credit note about to be written by hand or by another program. */
export interface DocumentToWrite {
  readonly companyId: number
  readonly kind: DocumentFacts['kind']
  readonly number: string | null
  readonly issuedOn: Day | null
  readonly totalCents: number
  readonly instalments: DocumentFacts['instalments']
  /** The draft it replaces, or becomes of. */
  readonly draftId: number | null
  /** Whether other drafts count too: of two, one may still become final. */
  readonly mindsDrafts: boolean
}

/**
 * Refuses a document that the company has already, of this client or of another: a seller gives a number once
 * (rules §8). A number of another year is no obstacle. Two requests for one company wait for each other.
 * @throws RelancesError conflict, naming the document that is there
 */
export async function refuseKnown(tx: ScopedTransaction, document: DocumentToWrite): Promise<void> {
  const bare = identifyingNumber(document.number)
  if (bare === null) return
  const { companyId, kind, number, issuedOn, totalCents, instalments } = document
  await sql`select pg_advisory_xact_lock(hashtextextended('relances.numbers', ${companyId}))`.execute(tx)
  const facts = { kind, number, issuedOn, totalCents, leftCents: totalCents, instalments }
  const known = await (kind === 'debt' ? readInvoices(tx, document, bare) : readNotes(tx, companyId, bare))
  const other = known.find((one) => compareDocuments(facts, { ...one, kind }) === 'same')
  if (!other) return
  const on = other.issuedOn === null ? '' : formatDay(other.issuedOn)
  const values = { number: other.number ?? '', customer: other.customer, on, id: other.id }
  const key = other.issuedOn === null ? 'receivables.document-exists-undated' : 'receivables.document-exists'
  throw new RelancesError('conflict', key, values)
}

interface Known extends Omit<DocumentFacts, 'kind'> {
  readonly id: number
  readonly customer: string
}

async function readInvoices(
  tx: ScopedTransaction,
  { companyId, draftId, mindsDrafts }: DocumentToWrite,
  bare: string,
): Promise<readonly Known[]> {
  const { rows } = await sql<Known>`
    select coalesce(i.merged_into, i.id) as id, i.number, c.name as customer, i.total_cents as "totalCents", i.total_cents as "leftCents",
           case when i.kind = 'opening-balance' and i.issued_on is not distinct from i.entered_on then null
             else i.issued_on end as "issuedOn",
           coalesce((select json_agg(json_build_object('dueOn', j.due_on, 'amountCents', j.amount_cents))
             from instalments j
             where j.company_id = i.company_id and j.invoice_id = i.id and j.due_on is not null), '[]') as instalments
    from invoices i join customers c on c.company_id = i.company_id and c.id = i.customer_id
    where i.company_id = ${companyId}
      and i.id in (select b.invoice_id from invoices_bearing(${companyId}, array[${bare}]) b)
      and (i.status = 'final' or i.merged_into is not null or (i.status = 'draft' and ${mindsDrafts}))
      and i.id is distinct from ${draftId}::bigint
    order by i.status = 'draft', i.id
  `.execute(tx)
  return rows
}

async function readNotes(tx: ScopedTransaction, companyId: number, bare: string): Promise<readonly Known[]> {
  const { rows } = await sql<Known>`
    select coalesce(k.merged_into, k.id) as id, k.number, c.name as customer, k.amount_cents as "totalCents", k.open_cents as "leftCents",
           k.received_on as "issuedOn", '[]'::json as instalments
    from credits k join customers c on c.company_id = k.company_id and c.id = k.customer_id
    where k.company_id = ${companyId} and k.kind = 'credit-note'
      and k.id in (select b.credit_id from credit_notes_bearing(${companyId}, array[${bare}]) b)
      and (k.cancelled_at is null or k.merged_into is not null) and k.withdrawn_by_import is null
    order by k.id
  `.execute(tx)
  return rows
}

import { sql } from 'kysely'
import { mustHave } from '#domain/errors.ts'
import type { Context } from '#platform/context.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { EInvoice } from '#readers/e-invoice-record.ts'
import { completeJoined } from './e-invoice-completion.ts'
import { supersedeCorrected } from './e-invoice-corrections.ts'
import { allocateReferenced, holdBack } from './e-invoice-effects.ts'
import { readKnownBooks } from './e-invoice-known.ts'
import { type Plan, planDocuments } from './e-invoice-plan.ts'
import { recordsOf } from './e-invoice-records.ts'
import { type BooksOutcome, importBooks } from './import-books.ts'

/** An e-invoice and the file it came in. */
export interface EInvoiceDocument {
  readonly file: string
  readonly mediaType: 'application/pdf' | 'application/xml'
  readonly invoice: EInvoice
}

/** Where the bytes of a document are kept. */
export interface KeptDocument {
  readonly sha256: string
  readonly bytes: number
}

export interface EInvoicesOrder {
  readonly companyId: number
  readonly fileName: string
  readonly sha256: string
  readonly documents: readonly EInvoiceDocument[]
  /** Payment term for invoices without a due date; the customer's, then the company's when absent. */
  readonly term?: string | undefined
  readonly context: Pick<Context, 'actor' | 'language' | 'today'>
  /** Stores those that are imported, by their place among `documents`; the rows that name them are written after. */
  keep(indexes: readonly number[]): Promise<ReadonlyMap<number, KeptDocument>>
}

export interface EInvoicesOutcome {
  readonly plans: readonly Plan[]
  readonly books: Pick<
    BooksOutcome,
    'importId' | 'counts' | 'estimatedDueDates' | 'customersWithoutAddress' | 'doubles'
  >
}

/**
 * Imports the e-invoices of a company, each for itself, in the caller's transaction: new ones become
 * invoices and credit notes, those another file has brought are completed, and what is another
 * company's, or not certain, is left aside. Then what documents say of each other: a credit note is
 * allocated to the invoice it names, a corrective invoice takes the place of the one it corrects.
 */
export async function importDocuments(
  tx: ScopedTransaction,
  order: EInvoicesOrder,
): Promise<EInvoicesOutcome> {
  const { companyId, documents, fileName, sha256, term } = order
  await sql`select pg_advisory_xact_lock(hashtextextended('relances.import', ${companyId}))`.execute(tx)
  const invoices = documents.map(({ invoice }) => invoice)
  const known = await readKnownBooks(tx, companyId, invoices)
  const plans = planDocuments(invoices, known)
  const books = await importBooks(tx, {
    ...{ companyId, fileName, sha256, term },
    source: 'e-invoice',
    covers: null,
    file: recordsOf(invoices, plans, known.customers),
    actor: order.context.actor.name,
    today: order.context.today,
  })
  const completed = await completeJoined(tx, companyId, invoices, plans)
  const rows = await recordDocuments(tx, order, plans, books.importId)
  const effects = { companyId, importId: books.importId, actor: order.context.actor.name }
  await holdBack(tx, effects, rows)
  const allocated = await allocateReferenced(tx, effects)
  const superseded = await supersedeCorrected(tx, effects)
  const { counts } = books
  const total = {
    ...counts,
    created: { ...counts.created, allocations: counts.created.allocations + allocated },
    changed: { ...counts.changed, instalments: counts.changed.instalments + completed },
    closed: {
      instalments: counts.closed.instalments + superseded.instalments,
      cents: counts.closed.cents + superseded.cents,
    },
  }
  await sql`update imports set counts = ${JSON.stringify(total)}::jsonb
    where company_id = ${companyId} and id = ${books.importId}`.execute(tx)
  return { plans, books: { ...books, counts: total } }
}

/** A document imported now, with the row it has become. */
export interface RecordedDocument {
  readonly invoice: EInvoice
  readonly invoiceId: number | null
}

async function recordDocuments(
  tx: ScopedTransaction,
  order: EInvoicesOrder,
  plans: readonly Plan[],
  importId: number,
): Promise<readonly RecordedDocument[]> {
  const taken = plans.flatMap(({ state }, index) => (state === 'new' || state === 'joins' ? [index] : []))
  if (taken.length === 0) return []
  const kept = await order.keep(taken)
  const ids = await idsOf(tx, order.companyId, plans)
  const rows = taken.map((index) => {
    const document = mustHave(order.documents[index], 'a document to record')
    const plan = mustHave(plans[index], 'the plan of a document')
    const file = mustHave(kept.get(index), 'the file of a document')
    const { invoice } = document
    const id = plan.joins?.id ?? mustHave(ids.get(plan.key), 'the row of a new document')
    return { plan, document, invoice, file, invoiceId: invoice.kind === 'invoice' ? id : null, id }
  })
  await tx
    .insertInto('e_invoices')
    .values(
      rows.map(({ plan, document, invoice, file, invoiceId, id }) => ({
        company_id: order.companyId,
        document_key: plan.key,
        invoice_id: invoiceId,
        credit_id: invoiceId === null ? id : null,
        type: invoice.type,
        payable_cents: invoice.payableCents,
        previous_numbers: invoice.previous.map(({ number }) => number),
        is_corrective: invoice.flags.includes('corrective'),
        payment_reference: invoice.paymentReference,
        order_number: invoice.orderNumber,
        notes: JSON.stringify(invoice.notes),
        file_name: document.file,
        media_type: document.mediaType,
        sha256: file.sha256,
        bytes: file.bytes,
        import_id: importId,
        created_by: order.context.actor.name,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['company_id', 'document_key']).doUpdateSet((row) => ({
        invoice_id: row.ref('excluded.invoice_id'),
        credit_id: row.ref('excluded.credit_id'),
        payable_cents: row.ref('excluded.payable_cents'),
        file_name: row.ref('excluded.file_name'),
        media_type: row.ref('excluded.media_type'),
        sha256: row.ref('excluded.sha256'),
        bytes: row.ref('excluded.bytes'),
        import_id: row.ref('excluded.import_id'),
      })),
    )
    .execute()
  return rows
}

// Of the new ones, by the key they were created under.
async function idsOf(
  tx: ScopedTransaction,
  companyId: number,
  plans: readonly Plan[],
): Promise<ReadonlyMap<string, number>> {
  const keys = plans.flatMap(({ key, state }) => (state === 'new' ? [key] : []))
  const { rows } = await sql<{ source_key: string; id: number }>`
    select source_key, id from invoices where company_id = ${companyId} and source_key = any(${keys}::text[])
    union all
    select source_key, id from credits where company_id = ${companyId} and source_key = any(${keys}::text[])
  `.execute(tx)
  return new Map(rows.map((row) => [row.source_key, row.id]))
}

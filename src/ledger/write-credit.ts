import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Currency } from '#domain/days-and-money/money.ts'
import { RelancesError } from '#domain/errors.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { refuseKnown } from './known-documents.ts'
import { lockCredit } from './receivable-locks.ts'

/** A credit note or payment about to be written by hand. */
export interface CreditToWrite {
  readonly customerId: number
  readonly kind: 'credit-note' | 'payment'
  readonly number: string | null
  readonly receivedOn: Day
  readonly currency: Currency
  /** Positive. */
  readonly amountCents: number
  readonly label: string | null
  readonly correctsInvoiceId: number | null
}

/**
 * Writes a credit note or a payment by hand, wholly unallocated. Returns its id.
 * @throws RelancesError not-found for a customer or corrected invoice that is none of the user's; invalid
 * when the corrected invoice is another customer's, or a draft; conflict for a credit note that is there
 */
export async function writeCredit(
  tx: ScopedTransaction,
  credit: CreditToWrite,
  actor: string,
): Promise<number> {
  const customer = await tx
    .selectFrom('customers')
    .select('company_id')
    .where('id', '=', credit.customerId)
    .executeTakeFirst()
  if (!customer) throw new RelancesError('not-found', 'features.no-customer')
  if (credit.correctsInvoiceId !== null) await checkCorrected(tx, credit.correctsInvoiceId, credit.customerId)
  if (credit.kind === 'credit-note') {
    const { number, receivedOn: issuedOn, amountCents: totalCents } = credit
    const document = { number, issuedOn, totalCents, instalments: [], draftId: null, mindsDrafts: false }
    await refuseKnown(tx, { ...document, kind: 'credit', companyId: customer.company_id })
  }
  const written = await tx
    .insertInto('credits')
    .values({
      company_id: customer.company_id,
      customer_id: credit.customerId,
      kind: credit.kind,
      number: credit.number,
      received_on: credit.receivedOn,
      currency: credit.currency,
      amount_cents: credit.amountCents,
      label: credit.label,
      corrects_invoice_id: credit.correctsInvoiceId,
      source: 'manual',
      source_key: `manual:${randomUUID()}`,
      created_by: actor,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return written.id
}

/**
 * Refuses a payment that somebody or a program has written already, whole: the same client, day, amount, number and
 * label. A program whose request was lost on the way sends it again; what it says is another one is written.
 * @throws RelancesError conflict
 */
export async function refuseWritten(
  tx: ScopedTransaction,
  { customerId, kind, number, receivedOn, currency, amountCents, label }: CreditToWrite,
): Promise<void> {
  if (kind !== 'payment') return
  await sql`select pg_advisory_xact_lock(hashtextextended('relances.payments', ${customerId}))`.execute(tx)
  const customer = await tx
    .selectFrom('customers')
    .select('company_id')
    .where('id', '=', customerId)
    .executeTakeFirst()
  if (!customer) return
  const known = await tx
    .selectFrom('credits')
    .select('id')
    .where('company_id', '=', customer.company_id)
    .where('customer_id', '=', customerId)
    .where('kind', '=', 'payment')
    .where('source', 'in', ['manual', 'api'])
    .where('received_on', '=', receivedOn)
    .where('currency', '=', currency)
    .where('amount_cents', '=', amountCents)
    .where('number', 'is not distinct from', number)
    .where('label', 'is not distinct from', label)
    .where('cancelled_at', 'is', null)
    .where('withdrawn_by_import', 'is', null)
    .executeTakeFirst()
  if (known) throw new RelancesError('conflict', 'receivables.payment-written', { id: known.id })
}

/**
 * Cancels a credit written by mistake, and keeps it with who and why. What a file or a statement brought
 * is cancelled where it comes from.
 * @throws RelancesError not-found; invalid when it was not written by hand; conflict when it is allocated
 * in part, or cancelled already
 */
export async function cancelCredit(
  tx: ScopedTransaction,
  order: { readonly creditId: number; readonly reason: string; readonly actor: string },
): Promise<void> {
  const { companyId } = await lockCredit(tx, order.creditId)
  const credit = await tx
    .selectFrom('credits')
    .select(['source', 'allocated_cents', 'cancelled_at'])
    .where('company_id', '=', companyId)
    .where('id', '=', order.creditId)
    .executeTakeFirstOrThrow()
  if (credit.source !== 'manual') throw new RelancesError('invalid', 'receivables.not-by-hand')
  if (credit.cancelled_at !== null) throw new RelancesError('conflict', 'receivables.credit-cancelled')
  if (credit.allocated_cents > 0) throw new RelancesError('conflict', 'receivables.credit-allocated')
  await tx
    .updateTable('credits')
    .set({ cancelled_at: sql`now()`, cancelled_by: order.actor, cancel_reason: order.reason })
    .where('company_id', '=', companyId)
    .where('id', '=', order.creditId)
    .execute()
}

async function checkCorrected(tx: ScopedTransaction, invoiceId: number, customerId: number): Promise<void> {
  const invoice = await tx
    .selectFrom('invoices')
    .select(['customer_id', 'status'])
    .where('id', '=', invoiceId)
    .executeTakeFirst()
  if (!invoice) throw new RelancesError('not-found', 'features.no-invoice')
  if (invoice.customer_id !== customerId) throw new RelancesError('invalid', 'receivables.other-customer')
  if (invoice.status === 'draft') throw new RelancesError('invalid', 'receivables.draft-is-edited')
}

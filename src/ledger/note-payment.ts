import { sql } from 'kysely'
import { type Day, formatDay } from '#domain/days-and-money/day.ts'
import { formatMoney, sumCents } from '#domain/days-and-money/money.ts'
import { RelancesError } from '#domain/errors.ts'
import { spreadOldestFirst } from '#domain/receivables/allocation.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { allocateCredit, cancelAllocation } from './allocate.ts'
import { readProbablePayments } from './probable-payments.ts'
import { cancelCredit, writeCredit } from './write-credit.ts'

/** SQL: true of a credit `k` that was noted by hand, and that no import has brought yet. */
export const isNoted = sql<boolean>`(k.noted_cents is not null and k.source = 'manual')`

export interface PaymentToNote {
  readonly invoiceId: number
  readonly receivedOn: Day
  /** Absent: all that the invoice still asks. */
  readonly amountCents?: number | undefined
  readonly today: Day
  readonly actor: string
}

/**
 * « Règlement reçu le … »: notes that an invoice was paid before the books say so. The payment settles it at once,
 * its oldest instalment first, and gives way to the books' own when an import brings it (`import-noted.ts`).
 * @returns the id of the payment
 * @throws RelancesError not-found; invalid for a draft, a day to come or a longer amount than the invoice asks;
 * conflict when it asks nothing any more
 */
export async function notePayment(tx: ScopedTransaction, order: PaymentToNote): Promise<number> {
  const { invoiceId, receivedOn, today, actor } = order
  refuseFuture(receivedOn, today)
  const invoice = await readInvoice(tx, invoiceId)
  await refuseReceived(tx, invoiceId, invoice)
  const openCents = sumCents(invoice.open.map((item) => item.openCents))
  if (openCents === 0) throw new RelancesError('conflict', 'receivables.nothing-open')
  const amountCents = order.amountCents ?? openCents
  if (amountCents > openCents)
    throw new RelancesError('conflict', 'receivables.not-enough-open', {
      left: formatMoney(openCents, invoice.currency),
      wanted: formatMoney(amountCents, invoice.currency),
    })
  const { customerId, currency } = invoice
  const written = { customerId, currency, receivedOn, amountCents, kind: 'payment', number: null } as const
  const creditId = await writeCredit(tx, { ...written, label: null, correctsInvoiceId: null }, actor)
  await sql`
    update credits set noted_cents = amount_cents where company_id = ${invoice.company_id} and id = ${creditId}
  `.execute(tx)
  const shares = spreadOldestFirst(amountCents, invoice.open)
  await allocateCredit(tx, { creditId, shares, origin: 'manual', actor })
  return creditId
}

/**
 * Takes back a payment noted on an invoice: the invoice is open again, at the level its history gives it.
 * @throws RelancesError not-found; conflict when the books have it since, or it is cancelled already
 */
export async function cancelNotedPayment(
  tx: ScopedTransaction,
  order: { readonly creditId: number; readonly reason: string; readonly actor: string },
): Promise<void> {
  const { creditId, reason, actor } = order
  const credit = await tx
    .selectFrom('credits')
    .select(['company_id', 'noted_cents', 'source'])
    .where('id', '=', creditId)
    .executeTakeFirst()
  if (!credit) throw new RelancesError('not-found', 'receivables.no-credit')
  if (credit.noted_cents === null || credit.source !== 'manual')
    throw new RelancesError('conflict', 'receivables.no-longer-noted')
  const allocations = await tx
    .selectFrom('allocations')
    .select('id')
    .where('company_id', '=', credit.company_id)
    .where('credit_id', '=', creditId)
    .where('cancelled_at', 'is', null)
    .execute()
  for (const { id: allocationId } of allocations) await cancelAllocation(tx, { allocationId, reason, actor })
  await cancelCredit(tx, { creditId, reason, actor })
}

function refuseFuture(on: Day, today: Day): void {
  if (on > today)
    throw new RelancesError('invalid', 'receivables.day-to-come', {
      on: formatDay(on),
      today: formatDay(today),
      field: 'receivedOn',
    })
}

// The books have a payment of that very amount: a second one would count the same money twice.
async function refuseReceived(
  tx: ScopedTransaction,
  invoiceId: number,
  invoice: { readonly company_id: number; readonly customerId: number },
): Promise<void> {
  const clients = { companyIds: [invoice.company_id], customerIds: [invoice.customerId] }
  const found = await readProbablePayments(tx, clients)
  const payment = found.find(
    ({ invoiceIds, isOneOfSeveral }) => !isOneOfSeveral && invoiceIds.includes(invoiceId),
  )
  if (payment)
    throw new RelancesError('conflict', 'receivables.received-already', {
      day: payment.receivedOn === null ? '–' : formatDay(payment.receivedOn),
    })
}

async function readInvoice(tx: ScopedTransaction, invoiceId: number) {
  const invoice = await tx
    .selectFrom('invoices')
    .select(['company_id', 'customer_id as customerId', 'currency', 'status'])
    .where('id', '=', invoiceId)
    .executeTakeFirst()
  if (!invoice) throw new RelancesError('not-found', 'features.no-invoice')
  if (invoice.status !== 'final') throw new RelancesError('invalid', 'receivables.draft-instalment')
  const open = await tx
    .selectFrom('instalments')
    .select(['id as instalmentId', 'due_on as dueOn', 'open_cents as openCents'])
    .where('company_id', '=', invoice.company_id)
    .where('invoice_id', '=', invoiceId)
    .where('open_cents', '>', 0)
    .where('is_final', '=', true)
    .execute()
  return { ...invoice, open }
}

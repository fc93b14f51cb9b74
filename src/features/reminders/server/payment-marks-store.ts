import { readProbablePayments } from '#ledger/probable-payments.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { InvoiceRow } from '../contract.ts'

export type PaymentMark = NonNullable<InvoiceRow['probablePayment']>

/** The payments that have probably settled an invoice of these clients, by the invoice. */
export async function readPaymentMarks(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  customerIds: readonly number[],
): Promise<ReadonlyMap<number, PaymentMark>> {
  if (customerIds.length === 0) return new Map()
  const payments = await readProbablePayments(tx, { companyIds, customerIds })
  return new Map(
    payments.flatMap(({ creditId, receivedOn, openCents, invoiceIds, isOneOfSeveral }) => {
      const mark = { creditId, receivedOn, amountCents: openCents, isOneOfSeveral }
      return invoiceIds.map((id) => [id, { ...mark, invoiceCount: invoiceIds.length }] as const)
    }),
  )
}

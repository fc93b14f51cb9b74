import type { Day } from '#domain/day.ts'
import { RelancesError } from '#domain/errors.ts'
import type { Level } from '#domain/levels.ts'
import { setInvoiceLevels } from '#ledger/levels.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/**
 * Sets the level of the open instalments of the invoice of this number, or of the one due that
 * day. Returns how many changed.
 * @throws RelancesError not-found without such an invoice; invalid when two clients have that
 * number and none is named
 */
export async function setLevelOfInvoice(
  tx: ScopedTransaction,
  order: {
    readonly companyIds: readonly number[]
    readonly invoice: string
    readonly customer?: string | undefined
    readonly dueOn?: Day | undefined
    readonly level: Level
    readonly reason: string
    readonly actor: string
  },
): Promise<number> {
  let query = tx
    .selectFrom('invoices as i')
    .innerJoin('customers as c', (join) =>
      join.onRef('c.company_id', '=', 'i.company_id').onRef('c.id', '=', 'i.customer_id'),
    )
    .select(['i.id', 'c.id as customer_id'])
    .where('i.company_id', 'in', order.companyIds)
    .where('i.number', '=', order.invoice)
  if (order.customer !== undefined) query = query.where('c.code', '=', order.customer)
  const found = await query.execute()
  if (found.length === 0)
    throw new RelancesError('not-found', 'features.no-invoice-number', { number: order.invoice })
  if (new Set(found.map((row) => row.customer_id)).size > 1) {
    throw new RelancesError('invalid', 'features.several-customers', { number: order.invoice })
  }
  return await setInvoiceLevels(tx, { ...order, invoiceIds: found.map((row) => row.id) })
}

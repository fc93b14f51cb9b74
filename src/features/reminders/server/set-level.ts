import type { Day } from '#domain/days-and-money/day.ts'
import type { Level } from '#domain/dunning/levels.ts'
import { findInvoicesNumbered } from '#ledger/invoice-queries.ts'
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
  const found = await findInvoicesNumbered(tx, order)
  return await setInvoiceLevels(tx, { ...order, invoiceIds: found.map((row) => row.id) })
}

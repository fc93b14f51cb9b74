import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import type { CustomerKind } from '#domain/parties.ts'
import { type Penalties, penaltiesOf } from '#domain/penalties.ts'
import { type LateCredit, lateDebts, readLateItems } from '#ledger/late-debts.ts'
import { readRates, termsOf } from '#ledger/penalty-rules.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

interface LateInvoice {
  readonly id: number
  readonly company_id: number
  readonly customer_id: number
  readonly currency: string
  readonly customer_kind: CustomerKind
}

/** Penalties of what is left to remind of an invoice, as a letter of `on` for all the client owes would print them. */
export async function readInvoicePenalties(
  tx: ScopedTransaction,
  invoice: LateInvoice,
  on: Day,
): Promise<Penalties> {
  const { company_id: companyId } = invoice
  const company = await tx
    .selectFrom('companies')
    .select(['agreed_rate', 'agreed_basis_points', 'year_days'])
    .where('id', '=', companyId)
    .executeTakeFirstOrThrow()
  const rates = await readRates(tx, [companyId])
  const credits = await readCredits(tx, invoice)
  // The other debts of the client matter only where a credit goes to the oldest of them first.
  const chosen = credits.length > 0 ? sql`true` : sql`i.invoice_id = ${invoice.id}`
  const ofClient = sql`i.company_id = ${companyId} and i.customer_id = ${invoice.customer_id}
    and i.currency = ${invoice.currency} and ${chosen}`
  const items = await readLateItems(tx, ofClient, on)
  const debts = lateDebts(items, credits).filter((debt) => debt.invoiceId === invoice.id)
  return penaltiesOf(debts, on, {
    customerKind: invoice.customer_kind,
    currency: invoice.currency,
    terms: termsOf(company),
    rates: rates.get(companyId) ?? new Map(),
  })
}

async function readCredits(tx: ScopedTransaction, invoice: LateInvoice): Promise<LateCredit[]> {
  return await tx
    .selectFrom('credits')
    .select(['kind', 'received_on', 'open_cents'])
    .where('company_id', '=', invoice.company_id)
    .where('customer_id', '=', invoice.customer_id)
    .where('currency', '=', invoice.currency)
    .where('open_cents', '>', 0)
    .orderBy('received_on')
    .orderBy('id')
    .execute()
}

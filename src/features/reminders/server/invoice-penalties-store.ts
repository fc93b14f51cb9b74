import { sql } from 'kysely'
import { type Day, laterOf } from '#domain/days-and-money/day.ts'
import { sumCents } from '#domain/days-and-money/money.ts'
import { penaltiesOf } from '#domain/penalties/penalties.ts'
import type { CustomerKind } from '#domain/people/parties.ts'
import { imputeRows, readOpenCredits } from '#ledger/imputed-credits.ts'
import { lateDebts, readLateItems } from '#ledger/late-debts.ts'
import { readPaidPenalties } from '#ledger/penalty-payments.ts'
import { readRates, termsOf } from '#ledger/penalty-rules.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { InvoiceDetail } from '../detail-contract.ts'

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
  { on, today }: { readonly on: Day; readonly today: Day },
): Promise<InvoiceDetail['penalties']> {
  const { company_id: companyId } = invoice
  const company = await tx
    .selectFrom('companies')
    .select(['agreed_rate', 'agreed_basis_points', 'year_days', 'payments_reduce'])
    .where('id', '=', companyId)
    .executeTakeFirstOrThrow()
  const rates = await readRates(tx, [companyId])
  const ofClient = (alias: 'i' | 'k') => {
    const [company, customer, currency] = ['company_id', 'customer_id', 'currency'].map((column) =>
      sql.ref(`${alias}.${column}`),
    )
    return sql`${company} = ${companyId} and ${customer} = ${invoice.customer_id} and ${currency} = ${invoice.currency}`
  }
  const credits = await readOpenCredits(tx, ofClient('k'))
  // The other debts of the client matter only where its credits are set against all of them.
  const chosen = credits.length > 0 ? sql`true` : sql`i.invoice_id = ${invoice.id}`
  const items = await readLateItems(tx, sql`${ofClient('i')} and ${chosen}`, on)
  const { parts } = imputeRows(items, credits, laterOf(on, today))
  const own = items.filter((item) => item.invoice_id === invoice.id)
  const rules = {
    customerKind: invoice.customer_kind,
    currency: invoice.currency,
    terms: termsOf(company),
    rates: rates.get(companyId) ?? new Map(),
  }
  const paid = await readPaidPenalties(tx, [companyId], [invoice.id])
  const found = penaltiesOf(lateDebts(own, parts, credits), on, rules, new Set(), paid)
  if (found.kind === 'not-owed') return found
  const { paidOf: _, ...penalties } = found
  const ids = new Set(own.map((item) => item.id))
  const imputed = credits.flatMap(({ id, kind, number, label, received_on: receivedOn }) => {
    const taken = parts.filter((part) => part.creditId === id && ids.has(part.instalmentId))
    if (taken.length === 0) return []
    return [{ kind, name: number ?? label, receivedOn, cents: sumCents(taken.map((part) => part.cents)) }]
  })
  return { ...penalties, imputed }
}

import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import type { CustomerKind } from '#domain/parties.ts'
import { type Penalties, penaltiesOf } from '#domain/penalties.ts'
import { cutsOfInstalment, type LateCredit, type LateItem, lateDebts } from '#ledger/late-debts.ts'
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
  const items = await readItems(tx, invoice, on, credits.length > 0)
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

// The other debts of the client matter only where a credit goes to the oldest of them first.
async function readItems(
  tx: ScopedTransaction,
  invoice: LateInvoice,
  on: Day,
  withOthers: boolean,
): Promise<LateItem[]> {
  const chosen = withOthers ? sql`true` : sql`i.invoice_id = ${invoice.id}`
  const { rows } = await sql<LateItem>`
    select i.id, i.invoice_id, i.due_on, i.amount_cents, settling.cuts
    from instalments i
    join invoices inv on inv.company_id = i.company_id and inv.id = i.invoice_id
    cross join lateral ${cutsOfInstalment} settling
    where i.company_id = ${invoice.company_id} and i.customer_id = ${invoice.customer_id}
      and i.currency = ${invoice.currency} and i.open_cents > 0 and i.is_final and i.due_on <= ${on}::date
      and ${chosen}
    order by i.due_on, inv.number, i.id
  `.execute(tx)
  return rows
}

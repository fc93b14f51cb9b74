import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import { withImputedCredits } from '#domain/imputed-credits.ts'
import type { Cut } from '#domain/late-interest.ts'
import type { InvoiceDebt } from '#domain/penalties.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** An instalment as interest sees it; `cuts` comes from `cutsOfInstalment`. */
export interface LateItem {
  readonly id: number
  readonly invoice_id: number
  readonly due_on: Day
  readonly amount_cents: number
  readonly cuts: readonly Cut[]
}

/** With whose it is. */
export interface OwnedLateItem extends LateItem {
  readonly company_id: number
  readonly customer_id: number
  readonly currency: string
}

/** What a customer has paid, or was credited, and nothing has received yet. */
export interface LateCredit {
  readonly kind: 'credit-note' | 'payment' | 'adjustment'
  readonly received_on: Day | null
  readonly open_cents: number
}

/**
 * The debts of one customer in one currency, each with all that stops its interest. A letter and the detail
 * of an invoice both come through here, so that they tell the same figures.
 */
export function lateDebts(items: readonly LateItem[], credits: readonly LateCredit[]): InvoiceDebt[] {
  const debts = items.map((item) => ({
    instalmentId: item.id,
    invoiceId: item.invoice_id,
    dueOn: item.due_on,
    amountCents: item.amount_cents,
    cuts: item.cuts,
  }))
  // A credit note takes back what was never owed: its day stops nothing, no interest ever ran.
  const cuts = credits.map((credit) => ({
    on: credit.kind === 'credit-note' ? null : credit.received_on,
    cents: credit.open_cents,
  }))
  return withImputedCredits(debts, cuts)
}

/**
 * Lateral source of `cuts`: what has settled the instalment `i`, and when, as a JSON array of `Cut`. The day
 * is null for a credit note, as above, and where a file said "paid" without saying when.
 */
export const cutsOfInstalment = sql`
  (select coalesce(jsonb_agg(jsonb_build_object(
            'on', case when k.kind <> 'credit-note' then k.received_on end, 'cents', a.amount_cents)), '[]') as cuts
   from allocations a left join credits k on k.company_id = a.company_id and k.id = a.credit_id
   where i.settled_cents > 0 and a.company_id = i.company_id and a.instalment_id = i.id and a.cancelled_at is null)`

/**
 * All that is open and due on or before `on` of the instalments `i` that meet `condition`, oldest first. What is
 * blocked is among them: a payment goes to the oldest debt, whoever disputes it.
 */
export async function readLateItems(
  tx: ScopedTransaction,
  condition: RawBuilder<unknown>,
  on: Day,
): Promise<OwnedLateItem[]> {
  const { rows } = await sql<OwnedLateItem>`
    select i.company_id, i.customer_id, i.currency, i.id, i.invoice_id, i.due_on, i.amount_cents, settling.cuts
    from instalments i
    join invoices inv on inv.company_id = i.company_id and inv.id = i.invoice_id
    cross join lateral ${cutsOfInstalment} settling
    where i.open_cents > 0 and i.is_final and i.due_on <= ${on}::date and ${condition}
    order by i.due_on, inv.number, i.id
  `.execute(tx)
  return rows
}

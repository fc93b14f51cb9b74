import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Cut } from '#domain/penalties/late-interest.ts'
import type { InvoiceDebt } from '#domain/penalties/penalties.ts'
import type { ImputedPart } from '#domain/receivables/imputation.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { CreditRow } from './imputed-credits.ts'
import { activeBlocks } from './proposed.ts'

/** An instalment as interest sees it; `cuts` comes from `cutsOfInstalment`. */
export interface DebtItem {
  readonly id: number
  readonly invoice_id: number
  readonly due_on: Day
  readonly amount_cents: number
  readonly cuts: readonly Cut[]
}

/** An instalment that is due, with whose it is. */
export interface LateItem extends DebtItem {
  readonly company_id: number
  readonly customer_id: number
  readonly currency: string
  readonly number: string | null
  readonly open_cents: number
  readonly is_blocked: boolean
}

/**
 * Debts with all that stops their interest: what was allocated to them, and the parts of the credits set against
 * them. A letter and the detail of an invoice both come through here, so that they tell the same figures.
 */
export function lateDebts(
  items: readonly DebtItem[],
  parts: readonly ImputedPart[],
  credits: readonly Pick<CreditRow, 'id' | 'kind' | 'received_on'>[],
): InvoiceDebt[] {
  const cutsOf = Map.groupBy(parts, (part) => part.instalmentId)
  const creditOf = new Map(credits.map((credit) => [credit.id, credit]))
  return items.map((item) => ({
    instalmentId: item.id,
    invoiceId: item.invoice_id,
    dueOn: item.due_on,
    amountCents: item.amount_cents,
    cuts: [
      ...item.cuts,
      ...(cutsOf.get(item.id) ?? []).map((part) => ({
        on: stopsOn(creditOf.get(part.creditId)),
        cents: part.cents,
      })),
    ],
  }))
}

// A credit note takes back what was never owed: its day stops nothing, no interest ever ran.
function stopsOn(credit: Pick<CreditRow, 'kind' | 'received_on'> | undefined): Day | null {
  return credit === undefined || credit.kind === 'credit-note' ? null : credit.received_on
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
 * blocked is among them, and said so: it too receives what its client has paid.
 */
export async function readLateItems(
  tx: ScopedTransaction,
  condition: RawBuilder<unknown>,
  on: Day,
): Promise<LateItem[]> {
  const { rows } = await sql<LateItem>`
    select i.company_id, i.customer_id, i.currency, i.id, i.invoice_id, inv.number, i.due_on, i.amount_cents,
           i.open_cents, exists (${activeBlocks(on)}) as is_blocked, settling.cuts
    from instalments i
    join invoices inv on inv.company_id = i.company_id and inv.id = i.invoice_id
    cross join lateral ${cutsOfInstalment} settling
    where i.open_cents > 0 and i.is_final and i.due_on <= ${on}::date and ${condition}
    order by i.due_on, inv.number, i.id
  `.execute(tx)
  return rows
}

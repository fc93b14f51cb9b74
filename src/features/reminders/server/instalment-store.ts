import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Level } from '#domain/dunning/levels.ts'
import { readUnderWay } from '#ledger/counted-credits.ts'
import { companyScope, isProposableOfAll } from '#ledger/proposed.ts'
import { readAsSets } from '#platform/planner.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** Every proposable instalment of these companies, oldest first; its client may still be set aside. */
export async function readProposedInstalments(
  tx: ScopedTransaction,
  asked: { readonly on: Day; readonly today: Day; readonly companyIds: readonly number[] },
) {
  const underWay = await readUnderWay(tx, asked)
  const query = sql<{
    customer_id: number
    invoice_id: number
    currency: string
    number: string | null
    label: string | null
    issued_on: Day | null
    due_on: Day
    due_is_estimated: boolean
    level: Level
    open_cents: number
  }>`
    with s as materialized (${companyScope(asked.companyIds)})
    select i.customer_id, i.invoice_id, i.currency, inv.number, inv.label, inv.issued_on, i.due_on, i.due_is_estimated,
           i.level, i.open_cents
    from instalments i
    join s on s.company_id = i.company_id
    join invoices inv on inv.company_id = i.company_id and inv.id = i.invoice_id
    where ${isProposableOfAll(asked.on, underWay)}
    order by i.due_on, inv.number, i.id`
  return await readAsSets(tx, query)
}

import { sql } from 'kysely'
import { addDays, type Day } from '#domain/days-and-money/day.ts'
import { forecastAdvised, type OwedBooks, type OwedInstalment } from '#domain/dunning/procedure-forecast.ts'
import { openCredit, readOpenCredits } from '#ledger/imputed-credits.ts'
import { readProbablyPaid } from '#ledger/probable-payments.ts'
import { activeBlocks, isAdvisable, isOverdue } from '#ledger/proposed.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { Simulation, SimulationRequest } from '../contract.ts'
import { readProcedure } from './store.ts'

const DAYS_AHEAD = 30

/**
 * What would be advised today and over the next 30 days with the edited settings, beside what the
 * saved ones give. Reads only.
 * @throws RelancesError not-found
 */
export async function simulateProcedure(
  tx: ScopedTransaction,
  order: { readonly code: string; readonly companyIds: readonly number[]; readonly today: Day },
  edited: SimulationRequest,
): Promise<Simulation> {
  const saved = await readProcedure(tx, order.code)
  const books = await readBooks(tx, order.companyIds, order.today)
  const days = Array.from({ length: DAYS_AHEAD + 1 }, (_, ahead) => addDays(order.today, ahead))
  return {
    edited: forecastAdvised(books, edited, days),
    saved: forecastAdvised(books, saved, days),
  }
}

async function readBooks(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  today: Day,
): Promise<OwedBooks> {
  const paid = await readProbablyPaid(tx, { companyIds })
  const instalments = await sql<OwedInstalment>`
    select i.id, i.customer_id as "customerId", i.invoice_id as "invoiceId", v.number, i.currency,
           i.open_cents as "openCents", i.level, i.due_on as "dueOn", i.last_reminded_on as "lastRemindedOn",
           i.had_formal_notice as "hadFormalNotice", i.is_provisional as "isProvisional",
           case when held.is_endless then 'endless' else held.until::text end as "blockedUntil",
           not ${isAdvisable(paid)} as "isProbablyPaid"
    from instalments i join invoices v on v.company_id = i.company_id and v.id = i.invoice_id
    cross join lateral (
      select max(b.ends_on) as until, coalesce(bool_or(b.ends_on is null), false) as is_endless
      from (${activeBlocks(today)}) b) held
    where i.company_id = any(${companyIds}::bigint[]) and ${isOverdue(addDays(today, DAYS_AHEAD))}
  `.execute(tx)
  const credits = await readOpenCredits(tx, sql`k.company_id = any(${companyIds}::bigint[])`)
  return {
    instalments: instalments.rows,
    credits: credits.map((row) => ({
      ...openCredit(row),
      customerId: row.customer_id,
      currency: row.currency,
    })),
  }
}

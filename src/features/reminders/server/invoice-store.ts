import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Level } from '#domain/dunning/levels.ts'
import { daysLate, daysToWait } from '#domain/dunning/procedure.ts'
import { readUnderWay } from '#ledger/counted-credits.ts'
import { readCalendars } from '#ledger/open-days.ts'
import { advisedFrom, companyScope, isProposable } from '#ledger/proposed.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { InvoiceRow } from '../contract.ts'
import { readPaymentMarks } from './payment-marks-store.ts'

/** The proposed invoices of one client in one currency, oldest due date first. */
export async function readInvoicesOfCustomer(
  tx: ScopedTransaction,
  asked: {
    readonly companyIds: readonly number[]
    readonly customerId: number
    readonly currency: string
    readonly on: Day
    readonly today: Day
  },
): Promise<InvoiceRow[]> {
  const { on } = asked
  const underWay = await readUnderWay(tx, { ...asked, customerIds: [asked.customerId] })
  const found = await sql<{
    company_id: number
    id: number
    number: string | null
    label: string | null
    issued_on: Day | null
    due_on: Day
    due_is_estimated: boolean
    level: Level
    open_cents: number
    items: number
    advised_from: Day | null
    is_provisional: boolean
    last_reminded_on: Day | null
    draft_run: number | null
  }>`
    with s as materialized (${companyScope(asked.companyIds, asked.today)}),
    rows as (
      select i.company_id, i.invoice_id, min(i.due_on) as due_on, bool_or(i.due_is_estimated) as due_is_estimated,
             max(i.level) as level, sum(i.open_cents)::bigint as open_cents, count(*) as items,
             min(${advisedFrom}) as advised_from, max(i.last_reminded_on) as last_reminded_on,
             max((select max(l.run_id) from letter_items li
                  join letters l on l.company_id = li.company_id and l.id = li.letter_id and l.status = 'draft'
                  join runs r on r.company_id = l.company_id and r.id = l.run_id and r.status = 'draft'
                  where li.company_id = i.company_id and li.instalment_id = i.id)) as draft_run
      from instalments i join s on s.company_id = i.company_id
      where i.customer_id = ${asked.customerId} and i.currency = ${asked.currency} and ${isProposable(on, underWay)}
      group by i.company_id, i.invoice_id)
    select inv.id, inv.number, inv.label, inv.issued_on, inv.is_provisional, rows.*
    from rows join invoices inv on inv.company_id = rows.company_id and inv.id = rows.invoice_id
    order by rows.due_on, inv.number, inv.id
  `.execute(tx)
  const calendars = await readCalendars(tx, asked.companyIds)
  const paymentOf = await readPaymentMarks(tx, asked.companyIds, [asked.customerId])
  return found.rows.map((row) => ({
    id: row.id,
    number: row.number,
    label: row.label,
    issuedOn: row.issued_on,
    dueOn: row.due_on,
    dueIsEstimated: row.due_is_estimated,
    daysLate: daysLate(row.due_on, on),
    level: row.level,
    openCents: row.open_cents,
    instalmentCount: row.items,
    isAdvised: row.advised_from !== null && row.advised_from <= on && !paymentOf.has(row.id),
    probablePayment: paymentOf.get(row.id) ?? null,
    daysToWait: daysToWait(row.advised_from, on, calendars.get(row.company_id)),
    isProvisional: row.is_provisional,
    lastRemindedOn: row.last_reminded_on,
    draftRun: row.draft_run,
  }))
}

import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import { RelancesError } from '#domain/errors.ts'
import type { Level } from '#domain/levels.ts'
import { daysLate, daysToWait } from '#domain/procedure.ts'
import { advisedFrom, companyScope, isProposable } from '#ledger/proposed.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { InvoiceDetail, InvoiceRow } from './contract.ts'

/** The proposed invoices of one client in one currency, oldest due date first. */
export async function readInvoicesOfCustomer(
  tx: ScopedTransaction,
  asked: {
    readonly companyIds: readonly number[]
    readonly customerId: number
    readonly currency: string
    readonly on: Day
  },
): Promise<InvoiceRow[]> {
  const { on } = asked
  const found = await sql<{
    id: number
    number: string | null
    label: string | null
    issued_on: Day | null
    due_on: Day
    due_is_estimated: boolean
    level: Level
    open_cents: number
    items: number
    advised_from: Day
    is_provisional: boolean
    last_reminded_on: Day | null
    draft_run: number | null
  }>`
    with s as materialized (${companyScope(asked.companyIds)}),
    rows as (
      select i.company_id, i.invoice_id, min(i.due_on) as due_on, bool_or(i.due_is_estimated) as due_is_estimated,
             max(i.level) as level, sum(i.open_cents)::bigint as open_cents, count(*) as items,
             min(${advisedFrom}) as advised_from, max(i.last_reminded_on) as last_reminded_on,
             max((select max(l.run_id) from letter_items li
                  join letters l on l.company_id = li.company_id and l.id = li.letter_id and l.status = 'draft'
                  join runs r on r.company_id = l.company_id and r.id = l.run_id and r.status = 'draft'
                  where li.company_id = i.company_id and li.instalment_id = i.id)) as draft_run
      from instalments i join s on s.company_id = i.company_id
      where i.customer_id = ${asked.customerId} and i.currency = ${asked.currency} and ${isProposable(on)}
      group by i.company_id, i.invoice_id)
    select inv.id, inv.number, inv.label, inv.issued_on, inv.is_provisional, rows.*
    from rows join invoices inv on inv.company_id = rows.company_id and inv.id = rows.invoice_id
    order by rows.due_on, inv.number, inv.id
  `.execute(tx)
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
    isAdvised: row.advised_from <= on,
    daysToWait: daysToWait(row.advised_from, on),
    isProvisional: row.is_provisional,
    lastRemindedOn: row.last_reminded_on,
    draftRun: row.draft_run,
  }))
}

/**
 * « Détail de facture n° … »: instalments, what settled them, and every reminder.
 * @throws RelancesError not-found
 */
export async function readInvoiceDetail(tx: ScopedTransaction, id: number, on: Day): Promise<InvoiceDetail> {
  const invoice = await tx
    .selectFrom('invoices as i')
    .innerJoin('companies as co', 'co.id', 'i.company_id')
    .innerJoin('customers as c', (join) =>
      join.onRef('c.company_id', '=', 'i.company_id').onRef('c.id', '=', 'i.customer_id'),
    )
    .leftJoin('imports as m', (join) =>
      join.onRef('m.company_id', '=', 'i.company_id').onRef('m.id', '=', 'i.import_id'),
    )
    .where('i.id', '=', id)
    .selectAll('i')
    .select(['co.code as company', 'c.code as customer_code', 'c.name as customer_name', 'm.file_name'])
    .executeTakeFirst()
  if (!invoice) throw new RelancesError('not-found', 'features.no-invoice', { id })
  const instalments = await tx
    .selectFrom('instalments')
    .selectAll()
    .where('company_id', '=', invoice.company_id)
    .where('invoice_id', '=', id)
    .orderBy('due_on')
    .orderBy('id')
    .execute()
  return {
    id,
    number: invoice.number,
    label: invoice.label,
    kind: invoice.kind,
    company: invoice.company,
    customer: { id: invoice.customer_id, code: invoice.customer_code, name: invoice.customer_name },
    issuedOn: invoice.issued_on,
    currency: invoice.currency,
    totalCents: invoice.total_cents,
    toRemindCents: instalments
      .filter((item) => item.is_final && item.due_on !== null && item.due_on <= on)
      .reduce((sum, item) => sum + item.open_cents, 0),
    isProvisional: invoice.is_provisional,
    source: { kind: invoice.source, fileName: invoice.file_name, line: invoice.source_line },
    instalments: instalments.map((item) => ({
      id: item.id,
      dueOn: item.due_on,
      dueIsEstimated: item.due_is_estimated,
      daysLate: item.due_on === null ? 0 : daysLate(item.due_on, on),
      amountCents: item.amount_cents,
      settledCents: item.settled_cents,
      openCents: item.open_cents,
      level: item.level,
      lastRemindedOn: item.last_reminded_on,
    })),
    allocations: await readAllocations(tx, invoice.company_id, id),
    reminders: await readReminders(tx, invoice.company_id, id),
  }
}

async function readAllocations(
  tx: ScopedTransaction,
  companyId: number,
  invoiceId: number,
): Promise<InvoiceDetail['allocations']> {
  const rows = await tx
    .selectFrom('allocations as a')
    .innerJoin('instalments as i', (join) =>
      join.onRef('i.company_id', '=', 'a.company_id').onRef('i.id', '=', 'a.instalment_id'),
    )
    .leftJoin('credits as k', (join) =>
      join.onRef('k.company_id', '=', 'a.company_id').onRef('k.id', '=', 'a.credit_id'),
    )
    .where('i.company_id', '=', companyId)
    .where('i.invoice_id', '=', invoiceId)
    .where('a.cancelled_at', 'is', null)
    .select(['a.id', 'a.instalment_id', 'a.amount_cents', 'a.origin'])
    .select(['k.kind', 'k.number', 'k.received_on', 'k.label'])
    .orderBy('k.received_on')
    .orderBy('a.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    instalmentId: row.instalment_id,
    amountCents: row.amount_cents,
    origin: row.origin,
    kind: row.kind,
    number: row.number,
    receivedOn: row.received_on,
    label: row.label,
  }))
}

async function readReminders(
  tx: ScopedTransaction,
  companyId: number,
  invoiceId: number,
): Promise<InvoiceDetail['reminders']> {
  const rows = await tx
    .selectFrom('reminder_events as e')
    .innerJoin('instalments as i', (join) =>
      join.onRef('i.company_id', '=', 'e.company_id').onRef('i.id', '=', 'e.instalment_id'),
    )
    .leftJoin('letters as l', (join) =>
      join.onRef('l.company_id', '=', 'e.company_id').onRef('l.id', '=', 'e.letter_id'),
    )
    .where('i.company_id', '=', companyId)
    .where('i.invoice_id', '=', invoiceId)
    .selectAll('e')
    .select(['l.status as letter_status', 'l.run_id'])
    .orderBy('e.id', 'desc')
    .execute()
  return rows.map((row) => ({
    eventId: row.id,
    kind: row.kind,
    instalmentId: row.instalment_id,
    levelBefore: row.level_before,
    levelAfter: row.level_after,
    remindedOn: row.reminded_on_after,
    letterId: row.letter_id,
    letterIsCancelled: row.letter_status === 'cancelled',
    runId: row.run_id,
    reason: row.reason,
    actor: row.actor,
    occurredAt: row.occurred_at.toISOString(),
  }))
}

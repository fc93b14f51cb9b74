import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { daysLate } from '#domain/dunning/procedure.ts'
import { RelancesError } from '#domain/errors.ts'
import {
  allocationsOf,
  andMergedInvoices,
  instalmentsOf,
  invoiceWithParties,
} from '#ledger/invoice-queries.ts'
import { letterMessage } from '#ledger/letter-message.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { InvoiceDetail } from '../detail-contract.ts'
import { readInvoicePenalties } from './invoice-penalties-store.ts'

/**
 * « Détail de facture n° … »: instalments, what settled them, and every reminder.
 * @throws RelancesError not-found
 */
export async function readInvoiceDetail(
  tx: ScopedTransaction,
  id: number,
  { on, today }: { readonly on: Day; readonly today: Day },
): Promise<InvoiceDetail> {
  const invoice = await invoiceWithParties(tx, id).select('c.kind as customer_kind').executeTakeFirst()
  if (!invoice) throw new RelancesError('not-found', 'features.no-invoice', { id })
  const instalments = await instalmentsOf(tx, invoice.company_id, id).execute()
  return {
    id,
    number: invoice.number,
    label: invoice.label,
    kind: invoice.kind,
    company: invoice.company,
    customer: {
      id: invoice.customer_id,
      code: invoice.customer_code,
      name: invoice.customer_name,
    },
    issuedOn: invoice.issued_on,
    currency: invoice.currency,
    totalCents: invoice.total_cents,
    toRemindCents: instalments
      .filter((item) => item.is_final && item.due_on !== null && item.due_on <= on)
      .reduce((sum, item) => sum + item.open_cents, 0),
    isProvisional: invoice.is_provisional,
    source: { kind: invoice.source, fileName: invoice.file_name, line: invoice.source_line },
    documentName: await readDocumentName(tx, invoice.company_id, id),
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
    penalties: await readInvoicePenalties(tx, invoice, { on, today }),
    reminders: await readReminders(tx, invoice.company_id, id),
  }
}

async function readDocumentName(
  tx: ScopedTransaction,
  companyId: number,
  invoiceId: number,
): Promise<string | null> {
  const found = await tx
    .selectFrom('e_invoices')
    .select('file_name')
    .where('company_id', '=', companyId)
    .where('invoice_id', '=', invoiceId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return found?.file_name ?? null
}

async function readAllocations(
  tx: ScopedTransaction,
  companyId: number,
  invoiceId: number,
): Promise<InvoiceDetail['allocations']> {
  const rows = await allocationsOf(tx, companyId, invoiceId)
    .where('a.cancelled_at', 'is', null)
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
    isNoted: row.is_noted,
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
    .leftJoin('messages as m', (join) =>
      join.onRef('m.company_id', '=', 'e.company_id').onRef('m.letter_id', '=', 'e.letter_id'),
    )
    .where('i.company_id', '=', companyId)
    .where(sql<boolean>`i.invoice_id in (${andMergedInvoices(companyId, invoiceId)})`)
    // Of two that were one, the kept one's tells.
    .where((where) => where.or([where('e.kind', '<>', 'merge'), where('i.merged_into', 'is', null)]))
    .selectAll('e')
    .select(['l.status as letter_status', 'l.run_id'])
    .select(letterMessage.as('message'))
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
    message: row.kind === 'letter' ? row.message : null,
    runId: row.run_id,
    reason: row.reason,
    actor: row.actor,
    occurredAt: row.occurred_at.toISOString(),
  }))
}

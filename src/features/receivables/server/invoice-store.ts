import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { daysLate } from '#domain/dunning/procedure.ts'
import { RelancesError } from '#domain/errors.ts'
import { isActiveBlock } from '#ledger/active-block.ts'
import {
  allocationsOf,
  andMergedInvoices,
  instalmentsOf,
  invoiceWithParties,
} from '#ledger/invoice-queries.ts'
import { readInvoiceStatuses } from '#ledger/invoice-statuses.ts'
import type { Language } from '#messages/translate.ts'
import type { Context } from '#platform/context.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { InvoiceRecord } from '../invoice-contract.ts'
import { cancellationOf } from './cancellation.ts'
import { stateOf } from './invoice-list-store.ts'

/**
 * All there is to know of one invoice.
 * @throws RelancesError not-found
 */
export async function readInvoiceRecord(
  tx: ScopedTransaction,
  id: number,
  { today, language }: Pick<Context, 'today' | 'language'>,
): Promise<InvoiceRecord> {
  const invoice = await readInvoice(tx, id)
  const companyId = invoice.company_id
  const instalments = await readInstalments(tx, companyId, id, today)
  const open = instalments.filter((item) => item.openCents > 0)
  const openCents = open.reduce((sum, item) => sum + item.openCents, 0)
  return {
    id,
    company: invoice.company,
    customer: {
      id: invoice.customer_id,
      code: invoice.customer_code,
      name: invoice.customer_name,
      term: invoice.term,
    },
    number: invoice.number,
    label: invoice.label,
    kind: invoice.kind,
    status: invoice.status,
    state: stateOf(
      { status: invoice.status, open_cents: openCents },
      Math.max(0, ...open.map((item) => item.daysLate)),
    ),
    version: invoice.version,
    isProvisional: invoice.is_provisional,
    issuedOn: invoice.issued_on,
    currency: invoice.currency,
    totalCents: invoice.total_cents,
    openCents,
    source: { kind: invoice.source, fileName: invoice.file_name, line: invoice.source_line },
    createdBy: invoice.created_by,
    createdAt: invoice.created_at.toISOString(),
    instalments,
    documents: await readDocuments(tx, companyId, id),
    statuses: await readStatuses(tx, { companyId, invoiceId: id }, language),
    allocations: await readAllocations(tx, companyId, id),
    reminders: await readReminders(tx, companyId, id),
    blocks: await readBlocks(tx, { companyId, customerId: invoice.customer_id, invoiceId: id }, today),
    corrections: await readCorrections(tx, companyId, id),
  }
}

async function readInvoice(tx: ScopedTransaction, id: number) {
  const invoice = await invoiceWithParties(tx, id)
    .select((eb) => eb.fn.coalesce('c.payment_term', 'co.default_payment_term').as('term'))
    .executeTakeFirst()
  if (!invoice) throw new RelancesError('not-found', 'features.no-invoice')
  return invoice
}

async function readInstalments(
  tx: ScopedTransaction,
  companyId: number,
  invoiceId: number,
  today: Day,
): Promise<InvoiceRecord['instalments']> {
  const rows = await instalmentsOf(tx, companyId, invoiceId).execute()
  return rows.map((row) => ({
    id: row.id,
    dueOn: row.due_on,
    dueIsEstimated: row.due_is_estimated,
    daysLate: row.due_on === null || row.open_cents === 0 ? 0 : daysLate(row.due_on, today),
    amountCents: row.amount_cents,
    openCents: row.open_cents,
    level: row.level,
    lastRemindedOn: row.last_reminded_on,
  }))
}

async function readDocuments(
  tx: ScopedTransaction,
  companyId: number,
  invoiceId: number,
): Promise<InvoiceRecord['documents']> {
  const { rows } = await sql<{ id: number; file_name: string; media_type: string }>`
    select id, file_name, media_type from e_invoices
    where company_id = ${companyId} and invoice_id = ${invoiceId} order by id
  `.execute(tx)
  return rows.map((row) => ({ id: row.id, fileName: row.file_name, mediaType: row.media_type }))
}

async function readStatuses(
  tx: ScopedTransaction,
  of: { readonly companyId: number; readonly invoiceId: number },
  language: Language,
): Promise<InvoiceRecord['statuses']> {
  const statuses = await readInvoiceStatuses(tx, of, language)
  return statuses.map(({ id, name, happenedOn, reason, fileName }) => {
    return { id, name, on: happenedOn, reason, fileName }
  })
}

async function readAllocations(
  tx: ScopedTransaction,
  companyId: number,
  invoiceId: number,
): Promise<InvoiceRecord['allocations']> {
  const rows = await allocationsOf(tx, companyId, invoiceId)
    .select(['a.created_by', 'a.created_at', 'a.cancelled_at', 'a.cancelled_by', 'a.cancel_reason'])
    .select('k.id as credit_id')
    .orderBy('a.id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    instalmentId: row.instalment_id,
    amountCents: row.amount_cents,
    origin: row.origin,
    credit:
      row.credit_id === null || row.kind === null
        ? null
        : {
            id: row.credit_id,
            kind: row.kind,
            number: row.number,
            receivedOn: row.received_on,
            label: row.label,
            isNoted: row.is_noted,
          },
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    cancelled: cancellationOf(row.cancelled_at, row.cancelled_by, row.cancel_reason),
  }))
}

async function readReminders(
  tx: ScopedTransaction,
  companyId: number,
  invoiceId: number,
): Promise<InvoiceRecord['reminders']> {
  const { rows } = await sql<InvoiceRecord['reminders'][number]>`
    select l.id as "letterId", l.run_id as "runId", l.level, r.letter_on as "letterOn",
           l.status = 'cancelled' as "isCancelled", l.confirmed_by as "by"
    from letters l join runs r on r.company_id = l.company_id and r.id = l.run_id
    where l.company_id = ${companyId} and l.status in ('confirmed', 'cancelled')
      and l.id in (
        select m.letter_id from letter_items m
          join instalments j on j.company_id = m.company_id and j.id = m.instalment_id
        where j.company_id = ${companyId} and j.invoice_id in (${andMergedInvoices(companyId, invoiceId)}))
    order by l.confirmed_at desc, l.id desc
  `.execute(tx)
  return rows
}

async function readBlocks(
  tx: ScopedTransaction,
  whose: { readonly companyId: number; readonly customerId: number; readonly invoiceId: number },
  today: Day,
): Promise<InvoiceRecord['blocks']> {
  const { rows } = await sql<InvoiceRecord['blocks'][number]>`
    select b.id, b.kind, b.reason, b.ends_on as "endsOn",
           case when b.instalment_id is not null then 'instalment' when b.invoice_id is not null then 'invoice'
             else 'customer' end as scope
    from dunning_blocks b
    where b.company_id = ${whose.companyId} and b.customer_id = ${whose.customerId} and ${isActiveBlock(today)}
      and (b.invoice_id is null or b.invoice_id = ${whose.invoiceId})
      and (b.instalment_id is null or b.instalment_id in (
        select j.id from instalments j where j.company_id = b.company_id and j.invoice_id = ${whose.invoiceId}))
    order by b.id
  `.execute(tx)
  return rows
}

async function readCorrections(
  tx: ScopedTransaction,
  companyId: number,
  invoiceId: number,
): Promise<InvoiceRecord['corrections']> {
  const rows = await tx
    .selectFrom('credits')
    .select(['id', 'number', 'amount_cents as amountCents'])
    .where('company_id', '=', companyId)
    .where('corrects_invoice_id', '=', invoiceId)
    .where('cancelled_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows
}

import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { type ReminderEvent, undoEvent } from '#domain/dunning/history.ts'
import type { Level } from '#domain/dunning/levels.ts'
import { RelancesError } from '#domain/errors.ts'
import { changedRows } from '#platform/rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { refreshSettled } from './allocations.ts'
import { withdrawStatements } from './cancel-statements.ts'
import { recordEvents } from './history.ts'
import { findDependents, type ImportDependent } from './import-dependents.ts'
import { restoreChangedRows } from './import-restoration.ts'
import { undoStartsOfImport } from './starting-levels.ts'
import { withdrawStatuses } from './withdraw-statuses.ts'

/** What was taken back, or what stands in the way; nothing is written in that case. */
export type ImportCancellation =
  | { readonly isCancelled: true; readonly withdrawn: WithdrawnCounts }
  | { readonly isCancelled: false; readonly dependents: readonly ImportDependent[] }

export interface WithdrawnCounts {
  readonly customers: number
  readonly invoices: number
  readonly credits: number
  readonly allocations: number
  /** Rows that were there before, and are again as they were. */
  readonly restored: number
}

/**
 * Takes an import back, wholly: what it created is withdrawn and counts nowhere, what it changed is again as it
 * was, what it settled is open. Every row stays, so that the same file imported again finds them. Refused when
 * something was done since over what it brought.
 * @throws RelancesError not-found; conflict when it is cancelled already, or too old to know what it changed
 */
export async function cancelImport(
  tx: ScopedTransaction,
  importId: number,
  { actor, today }: { readonly actor: string; readonly today: Day },
): Promise<ImportCancellation> {
  const order = await lockImport(tx, importId, actor)
  const { companyId } = order
  // The audit has one row for it all, that of the import.
  await sql`select set_config('relances.cancelled_import', ${String(importId)}, true)`.execute(tx)
  // What its statuses did is no ground to refuse; refused for another one, it is all as it was.
  await sql`savepoint before_statuses`.execute(tx)
  await withdrawStatuses(tx, order)
  const dependents = await findDependents(tx, companyId, importId)
  if (dependents.length > 0) {
    await sql`rollback to savepoint before_statuses`.execute(tx)
    return { isCancelled: false, dependents }
  }
  const withdrawn =
    order.kind === 'statements'
      ? { customers: 0, invoices: 0, ...(await withdrawStatements(tx, order)) }
      : await withdrawBooks(tx, order)
  await knowPaymentsAgain(tx, order, today)
  await sql`
    update imports set cancelled_at = now(), cancelled_by = ${actor},
      cancelled_counts = ${JSON.stringify(withdrawn)}::jsonb
    where company_id = ${companyId} and id = ${importId}
  `.execute(tx)
  return { isCancelled: true, withdrawn }
}

async function withdrawBooks(tx: ScopedTransaction, order: CancellationOrder): Promise<WithdrawnCounts> {
  const { companyId, importId } = order
  await undoImportedLevels(tx, order)
  await undoStartsOfImport(tx, order, { actor: order.actor, reason: order.fileName })
  const touched = await takeAllocationsBack(tx, order)
  const restored = await restoreChangedRows(tx, companyId, importId)
  await refreshSettled(tx, companyId, touched.instalmentIds, touched.creditIds)
  const created = await withdrawCreated(tx, order)
  await liftBlocks(tx, order)
  await forgetDocuments(tx, order)
  return { ...created, allocations: touched.cancelled, restored }
}

interface CancellationOrder {
  readonly kind: string
  readonly companyId: number
  readonly importId: number
  readonly fileName: string
  readonly actor: string
}

// Imports, allocations and letters of the company wait: nothing may come to depend on it meanwhile.
async function lockImport(
  tx: ScopedTransaction,
  importId: number,
  actor: string,
): Promise<CancellationOrder> {
  const found = await tx
    .selectFrom('imports')
    .select('company_id')
    .where('id', '=', importId)
    .executeTakeFirst()
  if (!found) throw new RelancesError('not-found', 'imports.no-import')
  const companyId = found.company_id
  await sql`select pg_advisory_xact_lock(hashtextextended('relances.import', ${companyId}))`.execute(tx)
  const row = await tx
    .selectFrom('imports')
    .select(['file_name', 'kind', 'cancelled_at', 'counts', 'notes_changes'])
    .where('company_id', '=', companyId)
    .where('id', '=', importId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (row.cancelled_at !== null) throw new RelancesError('conflict', 'imports.already-cancelled')
  if (!row.notes_changes && hasChangedRows(row.counts))
    throw new RelancesError('conflict', 'imports.too-old-to-cancel')
  await sql`
    select from instalments i
    where i.company_id = ${companyId} and i.id in (
      select j.id from invoices v join instalments j on j.company_id = v.company_id and j.invoice_id = v.id
      where v.company_id = ${companyId} and v.import_id = ${importId})
    order by i.id for update
  `.execute(tx)
  return { kind: row.kind, companyId, importId, fileName: row.file_name, actor }
}

// An import of before changes were noted may be cancelled when it only created rows.
function hasChangedRows(counts: Readonly<Record<string, unknown>>): boolean {
  const { changed, closed } = counts as { changed?: Record<string, number>; closed?: Record<string, number> }
  return [...Object.values(changed ?? {}), ...Object.values(closed ?? {})].some((count) => count > 0)
}

// On what it created, the history stays as it is: the same file imported again finds its levels.
async function undoImportedLevels(tx: ScopedTransaction, order: CancellationOrder): Promise<void> {
  const { rows } = await sql<{
    id: number
    instalment_id: number
    level_before: Level
    level_after: Level
    reminded_on_before: Day | null
    reminded_on_after: Day | null
  }>`
    select e.id, e.instalment_id, e.level_before, e.level_after, e.reminded_on_before, e.reminded_on_after
    from reminder_events e
      join instalments i on i.company_id = e.company_id and i.id = e.instalment_id
      join invoices v on v.company_id = i.company_id and v.id = i.invoice_id
    where e.company_id = ${order.companyId} and e.import_id = ${order.importId} and e.kind = 'import'
      and v.import_id is distinct from ${order.importId} and i.import_id is distinct from ${order.importId}
    order by e.instalment_id
  `.execute(tx)
  await recordEvents(
    tx,
    rows.map((row) => {
      const event: ReminderEvent = {
        kind: 'import',
        before: { level: row.level_before, lastRemindedOn: row.reminded_on_before },
        after: { level: row.level_after, lastRemindedOn: row.reminded_on_after },
      }
      return {
        ...undoEvent(event),
        companyId: order.companyId,
        instalmentId: row.instalment_id,
        undoesEventId: row.id,
        reason: order.fileName,
      }
    }),
    order.actor,
  )
}

// What the import allocated is cancelled; what it had cancelled is made again, as it was.
async function takeAllocationsBack(tx: ScopedTransaction, order: CancellationOrder) {
  const { companyId, importId, fileName, actor } = order
  const { rows: cancelled } = await sql<{ instalment_id: number | null; credit_id: number | null }>`
    update allocations set cancelled_at = now(), cancelled_by = ${actor}, cancel_reason = ${fileName}
    where company_id = ${companyId} and import_id = ${importId} and cancelled_at is null
    returning instalment_id, credit_id
  `.execute(tx)
  const { rows: remade } = await sql<{ instalment_id: number | null; credit_id: number | null }>`
    insert into allocations (company_id, instalment_id, penalty_invoice_id, credit_id, amount_cents, origin, import_id,
      created_by)
    select company_id, instalment_id, penalty_invoice_id, credit_id, amount_cents, origin, import_id, ${actor}
    from allocations
    where company_id = ${companyId} and cancelled_by_import = ${importId} and import_id is distinct from ${importId}
    returning instalment_id, credit_id
  `.execute(tx)
  const touched = [...cancelled, ...remade]
  return {
    cancelled: cancelled.length,
    instalmentIds: [...new Set(touched.flatMap((row) => row.instalment_id ?? []))],
    creditIds: [...new Set(touched.flatMap((row) => row.credit_id ?? []))],
  }
}

async function withdrawCreated(tx: ScopedTransaction, { companyId, importId, actor }: CancellationOrder) {
  await sql`
    update instalments i set is_final = false
    from invoices v
    where v.company_id = ${companyId} and v.import_id = ${importId} and v.status = 'final'
      and i.company_id = v.company_id and i.invoice_id = v.id
  `.execute(tx)
  // An instalment it added to an invoice that was there before.
  await sql`
    update instalments i set is_final = false
    where i.company_id = ${companyId} and i.import_id = ${importId} and i.is_final
  `.execute(tx)
  const invoices = await sql`
    update invoices set status = 'withdrawn'
    where company_id = ${companyId} and import_id = ${importId} and status = 'final'
  `.execute(tx)
  const credits = await sql`
    update credits set withdrawn_by_import = ${importId}
    where company_id = ${companyId} and import_id = ${importId} and withdrawn_by_import is null
  `.execute(tx)
  const customers = await sql`
    update customers c set withdrawn_by_import = ${importId}, updated_at = clock_timestamp(), updated_by = ${actor}
    where c.company_id = ${companyId} and c.import_id = ${importId} and c.withdrawn_by_import is null
      and not exists (select from invoices v
        where v.company_id = c.company_id and v.customer_id = c.id and v.status <> 'withdrawn')
      and not exists (select from credits k
        where k.company_id = c.company_id and k.customer_id = c.id and k.withdrawn_by_import is null)
      and not exists (select from customer_events n where n.company_id = c.company_id and n.customer_id = c.id)
      and not exists (select from customer_contacts p where p.company_id = c.company_id and p.customer_id = c.id)
      and not exists (select from letters l where l.company_id = c.company_id and l.customer_id = c.id)
  `.execute(tx)
  return {
    customers: changedRows(customers),
    invoices: changedRows(invoices),
    credits: changedRows(credits),
  }
}

async function liftBlocks(tx: ScopedTransaction, order: CancellationOrder): Promise<void> {
  await sql`
    update dunning_blocks set lifted_at = now(), lifted_by = ${order.actor}, lift_reason = ${order.fileName}
    where company_id = ${order.companyId} and import_id = ${order.importId} and lifted_at is null
  `.execute(tx)
  // What it had understood of an earlier reading is a question again.
  await sql`
    update dunning_blocks set lifted_at = null, lifted_by = null, lift_reason = null, lifted_by_import = null
    where company_id = ${order.companyId} and lifted_by_import = ${order.importId}
  `.execute(tx)
}

// The same e-invoice must be read again, not taken for one already there.
async function forgetDocuments(
  tx: ScopedTransaction,
  { companyId, importId }: CancellationOrder,
): Promise<void> {
  await sql`
    update e_invoices set document_key = 'cancelled:' || id || ':' || document_key
    where company_id = ${companyId} and import_id = ${importId} and document_key not like 'cancelled:%'
  `.execute(tx)
}

// As knowPayments of import-books.ts says it after each import, over what is left.
async function knowPaymentsAgain(tx: ScopedTransaction, order: CancellationOrder, today: Day): Promise<void> {
  const { companyId, actor } = order
  await sql`
    update companies c set updated_by = ${actor}, payments_known_on = greatest(
      (select max(k.received_on) from credits k where k.company_id = c.id and k.kind = 'payment'
       and k.source <> 'manual' and k.withdrawn_by_import is null and k.received_on <= ${today}::date),
      (select max(m.covers_to) from imports m where m.company_id = c.id and m.kind = 'list'
       and m.cancelled_at is null and m.id <> ${order.importId}),
      (select max(s.closed_on) from bank_statements s where s.company_id = c.id and s.cancelled_at is null))
    where c.id = ${companyId}
  `.execute(tx)
}

import { sql } from 'kysely'
import { addTo } from '#domain/days-and-money/add-to.ts'
import { mustHave } from '#domain/errors.ts'
import { requireActive } from '#platform/company-scope.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { ID_COLUMNS, refKey, writeExternalIds } from './external-ids.ts'
import { knowPayments } from './import-books.ts'
import { createCredits, updateCredits } from './import-credits.ts'
import { mergeCustomers } from './import-customers.ts'
import { createInvoices } from './import-invoices.ts'
import { giveWayToBooks } from './import-noted.ts'
import { reconcileAllocations, resolveWanted } from './import-reconciliation.ts'
import type { ImportScope } from './import-scope.ts'
import { stageCustomers, stageRecords } from './import-staging.ts'
import { openImportTables } from './import-tables.ts'
import { updateRecognised } from './import-updates.ts'
import { matchPending } from './match-movements.ts'
import type { Push } from './push.ts'
import { stageAllocations } from './push-allocations.ts'
import { emptyFields, type ResolvedPush, resolveCustomers } from './push-customers.ts'
import { findDay, isOvertaken, openDay, type PushDay } from './push-day.ts'
import { openPush } from './push-open.ts'
import type { PushOrder, PushResult } from './push-order.ts'
import { type PushIds, readStates } from './push-outcomes.ts'
import { recognisePush } from './push-recognise.ts'
import { type DocumentRecords, pushKey } from './push-records.ts'
import { isDone, PushUndone, resultsOf, stopIfRefused, type WrittenRow } from './push-results.ts'
import { planWithdrawals, settleGone, type Withdrawn, withdrawDocuments } from './push-withdrawals.ts'

/**
 * Takes what another program pushes, by the door that files come through: the same documents are recognised (rules §8),
 * the same tables are written, in a few statements however many rows there are. The same push twice changes nothing.
 * What would be guessed is refused, row by row. Pushes and imports of one company wait for each other.
 * @returns what became of each row, in order
 * @throws PushUndone when nothing changes, or a row is refused and the push is atomic
 */
export async function pushDocuments(tx: ScopedTransaction, order: PushOrder): Promise<readonly PushResult[]> {
  const { companyId } = order
  await requireActive(tx, companyId)
  await sql`select pg_advisory_xact_lock(hashtextextended('relances.import', ${companyId}))`.execute(tx)
  const day = await findDay(tx, order)
  if (!day?.isFollowed) return await writePush(tx, order, day)
  await sql`savepoint before_push`.execute(tx)
  const results = await writePush(tx, order, day)
  if (!(await isOvertaken(tx, order, day, results.filter(isDone)))) return results
  await sql`rollback to savepoint before_push`.execute(tx)
  return await writePush(tx, order, null)
}

async function writePush(
  tx: ScopedTransaction,
  order: PushOrder,
  day: PushDay | null,
): Promise<readonly PushResult[]> {
  const push = await openPush(tx, order)
  const planned = await planWithdrawals(tx, push)
  const resolved = await resolveCustomers(tx, push)
  stopIfRefused(push)
  const scope = await openDay(tx, order, day)
  await openImportTables(tx)
  const customers = await mergePushed(tx, scope, push, resolved)
  await stageDocuments(tx, scope, push, resolved.documents)
  const known = await readStates(tx, order.companyId, { ...(await stagedIds(tx)), customers: [] })
  stopIfRefused(push)
  const withdrawn = await applyDocuments(tx, scope, push, planned)
  const written = [...customers.rows, ...(await stagedRows(tx, push))]
  const named = await nameRows(tx, push, written)
  const now = await readStates(tx, order.companyId, idsOf(written))
  const before = { ...known, customer: customers.before }
  const results = resultsOf(push, { before, now, written, named, withdrawn })
  if (!results.some(isDone)) throw new PushUndone(results)
  await finish(tx, scope, push, results, resolved.documents)
  return results
}

async function mergePushed(tx: ScopedTransaction, scope: ImportScope, push: Push, resolved: ResolvedPush) {
  const { companyId } = push
  const codes = resolved.rows.map(({ code }) => code)
  const read = async () =>
    (
      await sql<{ id: number; code: string }>`
        select id, code from customers where company_id = ${companyId} and code = any(${codes}::text[])
      `.execute(tx)
    ).rows
  const known = await read()
  const customers = known.map(({ id }) => id)
  const { customer: before } = await readStates(tx, companyId, { customers, invoices: [], credits: [] })
  await stageCustomers(tx, resolved.customers)
  await mergeCustomers(tx, scope)
  await emptyFields(tx, push, resolved.rows)
  const idOf = new Map((await read()).map(({ id, code }) => [code, id]))
  const rows = resolved.rows.map(({ index, externalId, code }): WrittenRow => {
    const id = mustHave(idOf.get(code), 'the row of a pushed customer')
    return { index, kind: 'customer', externalId, id }
  })
  return { before, rows }
}

async function stageDocuments(
  tx: ScopedTransaction,
  scope: ImportScope,
  push: Push,
  documents: DocumentRecords,
): Promise<void> {
  const instalments = documents.invoices.flatMap((invoice) =>
    invoice.instalments.map((one) => ({ ...one, invoiceKey: invoice.key, dueIsEstimated: false })),
  )
  await stageRecords(tx, scope, { ...documents, instalments, allocations: [], settled: [] })
  await recognisePush(tx, scope, push, documents)
  await stageAllocations(tx, push)
}

// Of what is staged and not refused.
async function stagedIds(tx: ScopedTransaction): Promise<Pick<PushIds, 'invoices' | 'credits'>> {
  const { rows: invoices } = await sql<{ id: number }>`select id from staged_invoices`.execute(tx)
  const { rows: credits } = await sql<{ id: number }>`select id from staged_credits`.execute(tx)
  return { invoices: invoices.map(({ id }) => id), credits: credits.map(({ id }) => id) }
}

async function stagedRows(tx: ScopedTransaction, push: Push): Promise<WrittenRow[]> {
  const { rows } = await sql<{ line: number; id: number }>`
    select line, id from staged_invoices union all select line, id from staged_credits
  `.execute(tx)
  return rows.map(({ line, id }) => {
    const { kind, externalId } = mustHave(push.items[line - 1], 'the row of a push')
    return { index: line - 1, kind, externalId, id }
  })
}

async function applyDocuments(
  tx: ScopedTransaction,
  scope: ImportScope,
  push: Push,
  planned: Awaited<ReturnType<typeof planWithdrawals>>,
): Promise<Withdrawn> {
  await updateRecognised(tx, scope)
  await updateCredits(tx, scope)
  await createInvoices(tx, scope)
  await createCredits(tx, scope)
  await speakOfPush(tx, scope)
  const withdrawn = await withdrawDocuments(tx, scope, push, planned)
  await resolveWanted(tx, scope)
  await giveWayToBooks(tx, scope)
  await reconcileAllocations(tx, scope)
  await noteCorrected(tx, push)
  return withdrawn
}

// A program speaks of all instalments of its invoices: one that has left the schedule is gone. And of those that the
// credits whose allocations it states have settled.
async function speakOfPush(tx: ScopedTransaction, scope: ImportScope): Promise<void> {
  const { companyId } = scope
  await sql`
    insert into spoken_instalments
    select id from staged_instalments
    union
    select a.instalment_id from allocations a
    where a.company_id = ${companyId} and a.credit_id in (select id from stated_credits) and a.cancelled_at is null
      and a.instalment_id is not null
  `.execute(tx)
  const { rows } = await sql<{ id: number }>`
    select j.id from instalments j join staged_invoices s on s.invoice_id = j.invoice_id
    where j.company_id = ${companyId} and s.is_ours
      and not exists (select from staged_instalments t where t.id = j.id)
  `.execute(tx)
  await settleGone(
    tx,
    scope,
    rows.map(({ id }) => id),
  )
}

async function noteCorrected(tx: ScopedTransaction, push: Push): Promise<void> {
  const named = push.items.flatMap((item, index) => {
    if (item.kind !== 'credit' || push.problems.has(index) || item.data?.corrects === undefined) return []
    return [{ key: pushKey(push.program, item), invoice: item.data.corrects }]
  })
  if (named.length === 0) return
  const known = named.map(
    ({ invoice }) => push.known.get(refKey({ kind: 'invoice', externalId: invoice }))?.id ?? null,
  )
  const keys = named.map(({ invoice }) => pushKey(push.program, { kind: 'invoice', externalId: invoice }))
  await sql`
    update credits k set corrects_invoice_id = i.id
    from unnest(${named.map(({ key }) => key)}::text[], ${keys}::text[], ${known}::bigint[]) as u (key, invoice_key, known_id)
      join staged_credits s on s.key = u.key
      left join staged_invoices t on t.key = u.invoice_key
      join invoices i on i.company_id = ${push.companyId} and i.id = coalesce(t.id, u.known_id)
    where k.company_id = ${push.companyId} and k.id = s.id and k.corrects_invoice_id is distinct from i.id
  `.execute(tx)
}

function idsOf(rows: readonly WrittenRow[]): PushIds {
  const of = (column: string) => rows.filter(({ kind }) => ID_COLUMNS[kind] === column).map(({ id }) => id)
  return { customers: of('customer_id'), invoices: of('invoice_id'), credits: of('credit_id') }
}

// Those whose identifier is new, or back.
async function nameRows(
  tx: ScopedTransaction,
  push: Push,
  written: readonly WrittenRow[],
): Promise<ReadonlySet<number>> {
  const named = written.filter((row) => {
    const known = push.known.get(refKey(row))
    return !known || known.isWithdrawn || (known.id !== row.id && known.ownId !== row.id)
  })
  await writeExternalIds(tx, push, named)
  return new Set(named.map(({ index }) => index))
}

async function finish(
  tx: ScopedTransaction,
  scope: ImportScope,
  push: Push,
  results: readonly PushResult[],
  documents: DocumentRecords,
): Promise<void> {
  const { companyId, actor, today } = push
  const credits = documents.credits.filter(({ line }) => !push.problems.has(line - 1))
  await knowPayments(tx, { companyId, actor, today, file: { credits }, completeOn: undefined })
  // Movements of earlier bank statements may be payments of what has just come.
  await matchPending(tx, companyId, actor)
  await countPushed(tx, scope, results)
}

interface DayCounts {
  readonly created?: Readonly<Record<string, number>>
  readonly pushed?: Readonly<Record<string, number>>
}

const CREATED = { customer: 'customers', invoice: 'invoices', credit: 'credits', payment: 'credits' } as const

// Added to what the program has pushed before that day.
async function countPushed(
  tx: ScopedTransaction,
  { companyId, importId }: ImportScope,
  results: readonly PushResult[],
): Promise<void> {
  const { counts } = await tx
    .selectFrom('imports')
    .select('counts')
    .where('company_id', '=', companyId)
    .where('id', '=', importId)
    .executeTakeFirstOrThrow()
  const day = counts as DayCounts
  const created = new Map(Object.entries(day.created ?? { customers: 0, invoices: 0, credits: 0 }))
  const pushed = new Map(Object.entries(day.pushed ?? {}))
  for (const { kind, outcome } of results.filter(isDone)) {
    if (outcome === 'created') addTo(created, CREATED[kind], 1)
    else addTo(pushed, outcome, 1)
  }
  const added = { created: Object.fromEntries(created), pushed: Object.fromEntries(pushed) }
  await tx
    .updateTable('imports')
    .set({ counts: JSON.stringify(added) })
    .where('company_id', '=', companyId)
    .where('id', '=', importId)
    .execute()
}

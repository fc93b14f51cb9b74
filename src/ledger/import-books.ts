import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Doubt } from '#domain/receivables/doubt.ts'
import { countsOn } from '#domain/receivables/imputation.ts'
import { requireActive } from '#platform/company-scope.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { ReceivablesFile } from '#readers/records.ts'
import { matchStatuses } from './e-invoice-status-match.ts'
import { type Absences, closeAbsentEntries, closeAbsentRows } from './import-absences.ts'
import { fitAllocationsByHand } from './import-beside-hand.ts'
import { setCollectivesAside } from './import-collectives.ts'
import {
  type BooksCounts,
  contentsOf,
  countClosed,
  countIncomplete,
  countNewInstalments,
  rememberOpen,
} from './import-counts.ts'
import { createCredits, recogniseCredits, updateCredits, withdrawUsedCredits } from './import-credits.ts'
import { mergeCustomers } from './import-customers.ts'
import { recordDisputes } from './import-disputes.ts'
import { listDoubles, newDoubleQuestions } from './import-double-questions.ts'
import { type Doubles, findDoubles } from './import-doubles.ts'
import { keepDoubtfulSettled, setDoubtfulAside, stageDoubts } from './import-doubts.ts'
import { estimateDueDates, paymentTerms } from './import-due-dates.ts'
import { createInvoices, recogniseInvoices } from './import-invoices.ts'
import { type KnownCodes, withKnownCodes } from './import-known-customers.ts'
import { recordStartingLevels } from './import-levels.ts'
import { stageSettledByList } from './import-list-settled.ts'
import { hasMerged, resolveMergedKeys } from './import-merged.ts'
import { giveWayToBooks } from './import-noted.ts'
import { type JoinedBooks, joinEarlierYears, speakOfCarried } from './import-opening.ts'
import { type ImportPlan, planOf } from './import-plan.ts'
import { reconcileAllocations, resolveWanted } from './import-reconciliation.ts'
import { bookReturns } from './import-returns.ts'
import type { Coverage, ImportScope } from './import-scope.ts'
import { setItemsAside } from './import-set-aside.ts'
import { stageCustomers, stageRecords } from './import-staging.ts'
import { openImportTables } from './import-tables.ts'
import { updateRecognised } from './import-updates.ts'
import { matchPending } from './match-movements.ts'
import { countProbablePayments, type ProbableCounts } from './probable-payments.ts'

/** A file's records and how they are to be taken. */
export interface BooksOrder {
  readonly companyId: number
  readonly source: ImportScope['source']
  readonly fileName: string
  readonly sha256: string
  readonly file: Pick<ReceivablesFile, 'customers' | 'invoices' | 'credits' | 'allocations'>
  /** First and last entry of a ledger; null for a list. */
  readonly covers: Coverage | null
  /** Payment term for due dates the file lacks, "30 jours"; the company's when absent. */
  readonly term?: string | undefined
  /** A list is everything unpaid at this day: what it no longer has is settled. */
  readonly completeOn?: Day | undefined
  /** What the file asks; what stands under a question without an answer is set aside. */
  readonly doubts?: readonly Doubt[] | undefined
  /** Header the answers are remembered for, "fec" for ledgers. */
  readonly headerKey?: string | undefined
  /** The plan lists every change, for a file. */
  readonly listsAll?: boolean | undefined
  readonly actor: string
  /** A payment dated later is only expected. */
  readonly today: Day
}

export interface BooksOutcome {
  readonly importId: number
  readonly counts: BooksCounts
  /** Items open before that a file covering them no longer has. */
  readonly absentItems: number
  /** Opening lines that earlier years' items stand for, and those kept as opening balances. */
  readonly opening: {
    readonly isJoined: boolean
    readonly replacedLines: number
    readonly keptLines: number
    readonly settledItems: number
  }
  /** Another import of the same books already knows later entries than this file. */
  readonly isOlderThanKnown: boolean
  /** Customers of the file that may be known ones under another code; they are kept apart. */
  readonly alike: KnownCodes['alike']
  /** Every question asked, answered or not. */
  readonly doubts: readonly Doubt[]
  /** What becomes of what is owed. */
  readonly plan: ImportPlan
  /** Invoices that may be in twice, or were joined for another amount. */
  readonly doubles: Doubles
  /** Open instalments whose due date was estimated from a payment term. */
  readonly estimatedDueDates: number
  /** Unallocated payments of the company that have probably settled an invoice; null when not looked for. */
  readonly probablePayments: ProbableCounts | null
  /** Customers of the file who owe something and cannot be written to. */
  readonly customersWithoutAddress: number
}

/**
 * Imports a file's records into a company, in the caller's transaction: the same file twice changes
 * nothing, a newer one changes what differs. Imports of one company wait for each other.
 * @throws RelancesError invalid for a term that is none, conflict for a year imported out of turn.
 */
export async function importBooks(tx: ScopedTransaction, asked: BooksOrder): Promise<BooksOutcome> {
  const { companyId, covers } = asked
  await requireActive(tx, companyId)
  await sql`select pg_advisory_xact_lock(hashtextextended('relances.import', ${companyId}))`.execute(tx)
  const { file, alike, replaced } = await withKnownCodes(tx, companyId, asked.file)
  const order = { ...asked, file }
  const terms = await paymentTerms(tx, companyId, order.term)
  const isOlderThanKnown = covers !== null && (await knowsLaterEntries(tx, companyId, covers))
  const joined =
    covers === null ? unjoined(order.file) : await joinEarlierYears(tx, companyId, covers, order.file)
  const scope: ImportScope = { ...order, importId: await createImport(tx, order) }
  await openImportTables(tx)
  const instalments = estimateDueDates(joined.invoices, terms)
  await stageCustomers(tx, order.file.customers)
  const customers = await mergeCustomers(tx, scope)
  await stageRecords(tx, scope, { ...joined, instalments })
  await rememberOpen(tx, companyId)
  const items = await mergeItems(tx, scope, asked)
  const { doubts } = items
  await speakOfCarried(tx, scope, joined)
  const absences = await speakOfFile(tx, scope, order.completeOn)
  await keepDoubtfulSettled(tx, doubts)
  await bookReturns(tx, scope)
  await resolveWanted(tx, scope)
  await giveWayToBooks(tx, scope)
  const allocations = await reconcileAllocations(tx, scope)
  await recordStartingLevels(tx, scope)
  await recordDisputes(tx, scope)
  await setItemsAside(tx, scope)
  const collectives = order.file.customers.filter((customer) => customer.isCollective)
  await setCollectivesAside(
    tx,
    scope,
    collectives.map((customer) => customer.code),
  )
  const toConfirm = await setDoubtfulAside(tx, scope, doubts, asked.headerKey ?? '')
  await knowPayments(tx, order)
  // Movements of earlier bank statements may be payments of what has just come.
  await matchPending(tx, companyId, order.actor)
  // Statuses of e-invoices may have waited for what has just come.
  await matchStatuses(tx, { companyId, actor: order.actor })
  const counts: BooksCounts = {
    ...contentsOf(order.file),
    created: {
      customers: customers.created,
      instalments: await countNewInstalments(tx, scope),
      ...items.created,
      allocations: allocations.created,
    },
    changed: {
      customers: customers.changed,
      instalments: items.changed,
      allocations: absences.cancelled + allocations.cancelled,
    },
    closed: await countClosed(tx, companyId),
    toConfirm,
  }
  await sql`update imports set counts = ${JSON.stringify(counts)}::jsonb
    where company_id = ${companyId} and id = ${scope.importId}`.execute(tx)
  const { replacedLines, keptLines, settled } = joined
  return {
    importId: scope.importId,
    counts,
    absentItems: absences.closed,
    opening: {
      isJoined: joined.carriedKeys.length + joined.carriedCreditKeys.length > 0,
      replacedLines,
      keptLines,
      settledItems: settled.length + joined.withdrawn.length,
    },
    isOlderThanKnown,
    alike,
    doubts,
    plan: await planOf(tx, scope, { isWhole: asked.listsAll ?? false, replaced }),
    doubles: await findDoubles(tx, scope),
    probablePayments: await countProbablePayments(tx, companyId, asked.today),
    ...(await countIncomplete(tx, companyId)),
  }
}

/** Whether the company has no document yet: there is nothing to recognise. */
export async function isFirstImport(tx: ScopedTransaction, companyId: number): Promise<boolean> {
  const { rows } = await sql<{ is_first: boolean }>`
    select not exists (select from invoices where company_id = ${companyId})
      and not exists (select from credits where company_id = ${companyId}) as is_first
  `.execute(tx)
  return rows[0]?.is_first ?? false
}

async function mergeItems(tx: ScopedTransaction, scope: ImportScope, order: BooksOrder) {
  const isFirst = await isFirstImport(tx, scope.companyId)
  // What e-invoices join is decided document by document, before (`e-invoice-plan.ts`).
  const isRecognised = !isFirst && scope.source !== 'e-invoice'
  const questions = await newDoubleQuestions(tx, scope, order.headerKey ?? '')
  if (isRecognised) {
    if (await hasMerged(tx, scope.companyId)) await resolveMergedKeys(tx, scope)
    await recogniseInvoices(tx, scope, questions)
    await recogniseCredits(tx, scope, questions)
  }
  await fitAllocationsByHand(tx, scope)
  await withdrawUsedCredits(tx, scope)
  const doubts = [...(order.doubts ?? []), ...(await listDoubles(tx, questions))]
  await stageDoubts(tx, scope, doubts)
  const changed = isFirst ? 0 : await updateRecognised(tx, scope)
  if (!isFirst) await updateCredits(tx, scope)
  const invoices = await createInvoices(tx, scope)
  const credits = await createCredits(tx, scope)
  return { created: { invoices, credits }, changed, doubts }
}

async function speakOfFile(
  tx: ScopedTransaction,
  scope: ImportScope,
  completeOn: Day | undefined,
): Promise<Absences> {
  await sql`insert into spoken_instalments select id from staged_instalments`.execute(tx)
  if (scope.covers !== null) return await closeAbsentEntries(tx, { ...scope, covers: scope.covers })
  await stageSettledByList(tx, scope)
  return completeOn === undefined ? { closed: 0, cancelled: 0 } : await closeAbsentRows(tx, scope, completeOn)
}

function unjoined(file: BooksOrder['file']): JoinedBooks {
  const nothing = { settled: [], withdrawn: [], carriedKeys: [], carriedCreditKeys: [] }
  return { ...file, ...nothing, replacedLines: 0, keptLines: 0 }
}

// A ledger exported earlier than one already imported would bring back what has been paid since.
async function knowsLaterEntries(
  tx: ScopedTransaction,
  companyId: number,
  covers: Coverage,
): Promise<boolean> {
  const later = await tx
    .selectFrom('imports')
    .select('id')
    .where('company_id', '=', companyId)
    .where('cancelled_at', 'is', null)
    .where('covers_from', '<=', covers.to)
    .where('covers_to', '>', covers.to)
    .limit(1)
    .executeTakeFirst()
  return later !== undefined
}

/** Payments are known until the last one received that the file holds, or the day it is complete at. */
export async function knowPayments(
  tx: ScopedTransaction,
  {
    companyId,
    file,
    completeOn,
    actor,
    today,
  }: Pick<BooksOrder, 'companyId' | 'completeOn' | 'actor' | 'today'> & {
    readonly file: Pick<ReceivablesFile, 'credits'>
  },
): Promise<void> {
  const payments = file.credits.filter((credit) => credit.kind === 'payment' && countsOn(credit, today))
  const days = payments.map((credit) => credit.receivedOn)
  const known = [...days, completeOn].reduce<Day | null>(
    (last, day) => (day && (last === null || day > last) ? day : last),
    null,
  )
  if (known === null) return
  await tx
    .updateTable('companies')
    .set({ payments_known_on: known, updated_by: actor })
    .where('id', '=', companyId)
    .where((where) =>
      where.or([where('payments_known_on', 'is', null), where('payments_known_on', '<', known)]),
    )
    .execute()
}

async function createImport(tx: ScopedTransaction, order: BooksOrder): Promise<number> {
  const created = await tx
    .insertInto('imports')
    .values({
      company_id: order.companyId,
      file_name: order.fileName,
      sha256: order.sha256,
      kind: order.source === 'e-invoice' ? 'e-invoices' : order.source,
      covers_from: order.covers?.from ?? null,
      covers_to: order.covers?.to ?? order.completeOn ?? null,
      counts: '{}',
      created_by: order.actor,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return created.id
}

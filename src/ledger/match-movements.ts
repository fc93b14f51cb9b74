import { sql } from 'kysely'
import { addDays, type Day } from '#domain/days-and-money/day.ts'
import type { BankMovement } from '#domain/matching/match-evidence.ts'
import type { OpenBook } from '#domain/matching/open-book.ts'
import { BOOKED_WITHIN_DAYS, findBooked, matchReturn } from '#domain/matching/payments-made.ts'
import { matchPayment } from '#domain/matching/reconciliation.ts'
import type { Share } from '#domain/receivables/allocation.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import {
  type KnownPayment,
  readOpenBook,
  readOpenItems,
  readPayments,
  readUnmatchedPayments,
} from './bank-book.ts'
import { closeMovements, type RecognisedPayment, recordPayments } from './record-payments.ts'
import { returnMovement } from './return-movement.ts'

/** What became of the movements looked at. */
export interface MatchCounts {
  automatic: number
  automaticCents: number
  returned: number
  proposed: number
  unknown: number
}

/** A movement nobody has decided of. */
export interface PendingMovement extends BankMovement {
  readonly id: number
  readonly bookedOn: Day
  readonly isRejection: boolean
  readonly wasUndone: boolean
  readonly line: number
  readonly importId: number
}

/** Movements to a batch: what is in memory, and what one statement writes. */
const BATCH = 2_000

/**
 * Looks at every movement of a company still undecided, in the order of their days: what is certain is
 * allocated, what comes back unpaid is returned, the rest is proposed. To be called, with the company's
 * imports locked out, whenever movements or invoices have come.
 */
export async function matchPending(
  tx: ScopedTransaction,
  companyId: number,
  actor: string,
): Promise<MatchCounts> {
  const counts = { automatic: 0, automaticCents: 0, returned: 0, proposed: 0, unknown: 0 }
  let batch = await readPending(tx, companyId, null)
  if (batch.length === 0) return counts
  const book = await readOpenBook(tx, companyId)
  while (batch.length > 0) {
    await matchBatch(tx, { companyId, actor, book, counts }, batch)
    batch = batch.length < BATCH ? [] : await readPending(tx, companyId, batch.at(-1) ?? null)
  }
  return counts
}

interface Matching {
  readonly companyId: number
  readonly actor: string
  readonly book: OpenBook
  readonly counts: MatchCounts
}

async function readPending(
  tx: ScopedTransaction,
  companyId: number,
  after: Pick<PendingMovement, 'bookedOn' | 'id'> | null,
): Promise<PendingMovement[]> {
  const { rows } = await sql<PendingMovement>`
    select id, booked_on as "bookedOn", amount_cents as "amountCents", currency, payer, text, reference,
           is_rejection as "isRejection", was_undone as "wasUndone", line, import_id as "importId"
    from bank_movements
    where company_id = ${companyId} and status = 'pending'
      and ${after ? sql`(booked_on, id) > (${after.bookedOn}::date, ${after.id})` : sql`true`}
    order by booked_on, id limit ${BATCH}
  `.execute(tx)
  return rows
}

async function matchBatch(
  tx: ScopedTransaction,
  matching: Matching,
  batch: readonly PendingMovement[],
): Promise<void> {
  const { companyId, actor, counts } = matching
  const booked = await bookedPayments(tx, companyId, batch)
  const certain: RecognisedPayment[] = []
  const proposals: Proposal[] = []
  const flush = async () => {
    if (certain.length === 0) return
    await recordPayments(tx, companyId, certain, actor)
    const ids = certain.map(({ movementId }) => movementId)
    await closeMovements(tx, companyId, ids, 'automatic', actor)
    certain.length = 0
  }
  for (const movement of batch) {
    if (movement.amountCents < 0) {
      // What comes back may be a payment of this very statement: it has to be written first.
      await flush()
      proposals.push(...(await matchRejection(tx, matching, movement)))
      continue
    }
    const payment = recognise(matching, movement, booked)
    if ('shares' in payment) {
      certain.push(payment)
      counts.automatic += 1
      counts.automaticCents += payment.amountCents
    } else proposals.push(payment)
  }
  await flush()
  for (const { customerIds } of proposals) counts[customerIds.length > 0 ? 'proposed' : 'unknown'] += 1
  await writeProposals(tx, companyId, proposals)
}

interface Proposal {
  readonly movementId: number
  readonly customerIds: readonly number[]
  readonly hasClearFirst: boolean
}

function recognise(
  { book }: Matching,
  movement: PendingMovement,
  booked: Booked,
): RecognisedPayment | Proposal {
  const known = movement.wasUndone ? null : takeBooked(movement, booked)
  const match = matchPayment(movement, book, known ? [known.customerId] : undefined)
  const [first] = match.candidates
  if (known) {
    // The books had it, maybe allocated already: only what is left of it whole can be spread.
    const isWhole = known.openCents === movement.amountCents
    const shares = isWhole && match.isCertain && first ? first.shares : []
    return paymentOf(movement, known.customerId, settleAll(book, shares), ['in-the-books'], known.creditId)
  }
  if (match.isCertain && first && !movement.wasUndone)
    return paymentOf(movement, first.customerId, settleAll(book, first.shares), first.reasons, null)
  const customerIds = match.candidates.map(({ customerId }) => customerId)
  return { movementId: movement.id, customerIds, hasClearFirst: match.hasClearFirst }
}

function takeBooked(movement: PendingMovement, booked: Booked): KnownPayment | null {
  const payments = booked.get(movement.amountCents) ?? []
  const found = findBooked(movement, payments)
  if (found) payments.splice(payments.indexOf(found), 1)
  return found
}

function settleAll(book: OpenBook, shares: readonly Share[]): readonly Share[] {
  for (const { instalmentId, amountCents } of shares) book.settle(instalmentId, amountCents)
  return shares
}

function paymentOf(
  movement: PendingMovement,
  customerId: number,
  shares: RecognisedPayment['shares'],
  reasons: readonly string[],
  knownCreditId: number | null,
): RecognisedPayment {
  const { id, bookedOn, payer, text, ...rest } = movement
  const label = [payer, text].filter((part) => part).join(' · ')
  const settled = { customerId, shares, reasons, knownCreditId, label, rank: 0 }
  return { ...rest, ...settled, movementId: id, receivedOn: bookedOn }
}

/** Payments of other files, by amount, that no movement is yet known to be; taken out as they are found. */
type Booked = ReadonlyMap<number, KnownPayment[]>

async function bookedPayments(
  tx: ScopedTransaction,
  companyId: number,
  batch: readonly PendingMovement[],
): Promise<Booked> {
  const received = batch.filter(({ amountCents }) => amountCents > 0)
  const [first, last] = [received[0], received.at(-1)]
  if (!first || !last) return new Map()
  const amounts = [...new Set(received.map(({ amountCents }) => amountCents))]
  const days = [
    addDays(first.bookedOn, -BOOKED_WITHIN_DAYS),
    addDays(last.bookedOn, BOOKED_WITHIN_DAYS),
  ] as const
  const payments = await readUnmatchedPayments(tx, companyId, amounts, days)
  return Map.groupBy(payments, ({ amountCents }) => amountCents)
}

async function matchRejection(
  tx: ScopedTransaction,
  { companyId, actor, book, counts }: Matching,
  movement: PendingMovement,
): Promise<Proposal[]> {
  const payments = await readPayments(tx, companyId, [-movement.amountCents])
  const { isCertain, candidates } = matchReturn(movement, payments.get(-movement.amountCents) ?? [])
  const [first] = candidates
  if (isCertain && first && !movement.wasUndone) {
    const order = { companyId, movement, creditId: first.creditId, reasons: first.reasons, actor }
    const reopened = await returnMovement(tx, order)
    await closeMovements(tx, companyId, [movement.id], 'automatic', actor)
    book.reopen(await readOpenItems(tx, companyId, reopened))
    counts.returned += 1
    return []
  }
  const customerIds = [...new Set(candidates.map(({ customerId }) => customerId))]
  return [{ movementId: movement.id, customerIds, hasClearFirst: candidates.length === 1 }]
}

async function writeProposals(
  tx: ScopedTransaction,
  companyId: number,
  proposals: readonly Proposal[],
): Promise<void> {
  await sql`
    update bank_movements m
    set candidate_ids = string_to_array(t.customers, ' ')::bigint[], has_clear_first = t.is_clear
    from unnest(
      ${proposals.map(({ movementId }) => movementId)}::bigint[],
      ${proposals.map(({ customerIds }) => customerIds.join(' '))}::text[],
      ${proposals.map(({ hasClearFirst }) => hasClearFirst)}::boolean[]) as t (id, customers, is_clear)
    where m.company_id = ${companyId} and m.id = t.id
      and (m.candidate_ids, m.has_clear_first)
        is distinct from (string_to_array(t.customers, ' ')::bigint[], t.is_clear)
  `.execute(tx)
}

import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Level } from '#domain/dunning/levels.ts'
import { RelancesError } from '#domain/errors.ts'
import type { LetterContent, Letterhead } from '#domain/letters/letter.ts'
import type { Review, ReviewDecision, ReviewReason } from '#domain/letters/letter-review.ts'
import type { PaperReason, Way } from '#domain/sending/channels.ts'
import { letterMessage } from '#ledger/letter-message.ts'
import { withImages } from '#ledger/letterhead.ts'
import { isAfter, type Keyset, orderOf, pageOf } from '#platform/keyset.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { LetterStatus } from '#platform/tables-letters.ts'
import type { LetterRow } from '../letter-contract.ts'
import { isTakenOut } from './store.ts'

interface FoundLetter {
  id: number
  run_id: number
  position: number
  company: string
  customer_id: number
  code: string
  name: string
  level: Level
  status: LetterStatus
  review_reason: ReviewReason | null
  review: Review | null
  decision: ReviewDecision | null
  decided_at: Date | null
  decided_by: string | null
  redone_run: number | null
  letter_on: Day
  instalments: number
  total_cents: number
  net_cents: number
  currency: string
  confirmed_at: Date | null
  /** The same to the microsecond, for paging. */
  confirmed_key: string
  confirmed_by: string | null
  cancelled_at: Date | null
  cancelled_by: string | null
  cancel_reason: string | null
  is_archived: boolean
  way: Way
  paper_reason: PaperReason | null
  message: LetterRow['message']
}

export interface LetterPage {
  readonly rows: LetterRow[]
  readonly next: string | null
}

/** Letters of a run in the order of printing, found by any word or figure of theirs. */
export async function listLettersOfRun(
  tx: ScopedTransaction,
  runId: number,
  query: {
    readonly search?: string | undefined
    readonly status?: string | undefined
    readonly after?: string | undefined
    readonly limit: number
  },
): Promise<LetterPage> {
  const conditions = [sql`l.run_id = ${runId} and not ${isTakenOut}`]
  if (query.status) conditions.push(sql`l.status = ${query.status}`)
  if (query.search?.trim()) conditions.push(sql`position(fold(${query.search.trim()}) in l.search) > 0`)
  if (query.after) conditions.push(isAfter(BY_POSITION, query.after))
  // The page is cut before anything is joined to it: its cost is that of the page, not of the run.
  const page = sql`(select l.* from letters l where ${sql.join(conditions, sql` and `)}
    order by ${orderOf(BY_POSITION)} limit ${query.limit + 1})`
  const found = await findLetters(tx, page, [sql`true`], orderOf(BY_POSITION), query.limit + 1)
  const { rows, next } = pageOf(found, query.limit, (row) => [row.position, row.id])
  return { rows: rows.map(toRow), next }
}

const BY_POSITION: Keyset = {
  keys: [
    { of: sql`l.position`, type: 'integer' },
    { of: sql`l.id`, type: 'bigint' },
  ],
  direction: 'asc',
}

export interface HistoryQuery {
  readonly from?: Day | undefined
  readonly to?: Day | undefined
  readonly companies?: readonly string[] | undefined
  readonly customer?: string | undefined
  readonly customerId?: number | undefined
  readonly level?: number | undefined
  readonly actor?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/** « Historique »: letters confirmed, undone ones included, newest first. */
export async function listSentLetters(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  query: HistoryQuery,
): Promise<LetterPage> {
  const conditions = [
    sql`l.status in ('confirmed', 'cancelled')`,
    sql`l.company_id = any (${companyIds}::bigint[])`,
  ]
  if (query.from) conditions.push(sql`r.letter_on >= ${query.from}::date`)
  if (query.to) conditions.push(sql`r.letter_on <= ${query.to}::date`)
  if (query.companies) conditions.push(sql`co.code = any(${query.companies}::text[])`)
  if (query.customerId !== undefined) conditions.push(sql`l.customer_id = ${query.customerId}`)
  if (query.customer?.trim()) conditions.push(sql`position(fold(${query.customer.trim()}) in c.search) > 0`)
  if (query.level !== undefined) conditions.push(sql`l.level = ${query.level}`)
  if (query.actor?.trim())
    conditions.push(sql`position(fold(${query.actor.trim()}) in fold(l.confirmed_by)) > 0`)
  if (query.after) conditions.push(isAfter(LATEST_FIRST, query.after))
  const found = await findLetters(tx, sql`letters`, conditions, orderOf(LATEST_FIRST), query.limit + 1)
  const { rows, next } = pageOf(found, query.limit, (row) => [row.confirmed_key, row.id])
  return { rows: rows.map(toRow), next }
}

const LATEST_FIRST: Keyset = {
  keys: [
    { of: sql`l.confirmed_at`, type: 'timestamptz' },
    { of: sql`l.id`, type: 'bigint' },
  ],
  direction: 'desc',
}

/** One letter's line. @throws RelancesError not-found */
export async function readLetterRow(tx: ScopedTransaction, id: number): Promise<LetterRow> {
  const [found] = await findLetters(tx, sql`letters`, [sql`l.id = ${id}`], sql`l.id`, 1)
  if (!found) throw new RelancesError('not-found', 'features.no-letter', { id })
  return toRow(found)
}

async function findLetters(
  tx: ScopedTransaction,
  letters: RawBuilder<unknown>,
  conditions: readonly RawBuilder<unknown>[],
  order: RawBuilder<unknown>,
  limit: number,
): Promise<FoundLetter[]> {
  const found = await sql<FoundLetter>`
    select l.id, l.run_id, l.position, co.code as company, l.customer_id, c.code, c.name, l.level, l.status,
           l.review_reason, l.review, l.decision, l.decided_at, l.decided_by, l.redone_run, l.cancelled_at,
           l.cancelled_by, l.cancel_reason, r.letter_on, l.total_cents, l.net_cents, l.currency, l.confirmed_at,
           l.confirmed_at::text as confirmed_key, l.confirmed_by, l.archived_at is not null as is_archived,
           l.way, l.paper_reason, ${letterMessage} as message,
           (select count(*) from letter_items li where li.company_id = l.company_id and li.letter_id = l.id)
             as instalments
    from ${letters} l
    join runs r on r.company_id = l.company_id and r.id = l.run_id
    left join messages m on m.company_id = l.company_id and m.letter_id = l.id
    join companies co on co.id = l.company_id
    join customers c on c.company_id = l.company_id and c.id = l.customer_id
    where ${sql.join(conditions, sql` and `)}
    order by ${order} limit ${limit}
  `.execute(tx)
  return found.rows
}

function toRow(row: FoundLetter): LetterRow {
  return {
    id: row.id,
    runId: row.run_id,
    position: row.position,
    company: row.company,
    customerId: row.customer_id,
    code: row.code,
    name: row.name,
    level: row.level,
    status: row.status,
    reviewReason: row.review_reason,
    review: row.review,
    decision: row.decision,
    decidedAt: row.decided_at?.toISOString() ?? null,
    decidedBy: row.decided_by,
    redoneRun: row.redone_run,
    letterOn: row.letter_on,
    instalments: row.instalments,
    totalCents: row.total_cents,
    netCents: row.net_cents,
    currency: row.currency,
    confirmedAt: row.confirmed_at?.toISOString() ?? null,
    confirmedBy: row.confirmed_by,
    cancelledAt: row.cancelled_at?.toISOString() ?? null,
    cancelledBy: row.cancelled_by,
    cancelReason: row.cancel_reason,
    isArchived: row.is_archived,
    way: row.way,
    paperReason: row.paper_reason,
    message: row.message,
  }
}

/** A letter as it was frozen, with what its archive holds. */
export interface FrozenLetter {
  readonly id: number
  readonly companyId: number
  readonly content: LetterContent
  readonly letterhead: Letterhead
  readonly archiveSha256: string | null
  readonly archivePages: number | null
}

/** Frozen letters by id, in the order of printing, their letterheads ready to be drawn: one object a run and company. */
export async function readFrozenLetters(
  tx: ScopedTransaction,
  ids: readonly number[],
): Promise<FrozenLetter[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('letters as l')
    .innerJoin('runs as r', (join) =>
      join.onRef('r.company_id', '=', 'l.company_id').onRef('r.id', '=', 'l.run_id'),
    )
    .select([
      'l.id',
      'l.run_id',
      'l.company_id',
      'l.content',
      'r.letterhead',
      'l.archive_sha256',
      'l.archive_pages',
    ])
    .where('l.id', 'in', ids)
    .orderBy('l.position')
    .orderBy('l.id')
    .execute()
  const letterheads = new Map<string, Letterhead>()
  const letters: FrozenLetter[] = []
  for (const row of rows) {
    const key = `${row.run_id}:${row.company_id}`
    const letterhead = letterheads.get(key) ?? (await withImages(tx, row.company_id, row.letterhead))
    letterheads.set(key, letterhead)
    letters.push({
      id: row.id,
      companyId: row.company_id,
      content: row.content,
      letterhead,
      archiveSha256: row.archive_sha256,
      archivePages: row.archive_pages,
    })
  }
  return letters
}

import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { CurrencyAmount } from '#domain/days-and-money/money.ts'
import { RelancesError } from '#domain/errors.ts'
import type { ReviewReason } from '#domain/letters/letter-review.ts'
import { isAfter, type Keyset, pageOf } from '#platform/keyset.ts'
import { isOneOf, type OwnedRow } from '#platform/owned-rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { ConfirmationResult, RunSummary } from '../contract.ts'

/** Status of a run over the companies in scope. @throws RelancesError not-found */
export async function readRunStatus(
  tx: ScopedTransaction,
  runId: number,
): Promise<'draft' | 'confirmed' | 'discarded'> {
  const rows = await tx.selectFrom('runs').select('status').where('id', '=', runId).execute()
  const statuses = rows.map((row) => row.status)
  if (statuses.length === 0) throw new RelancesError('not-found', 'features.no-run', { run: runId })
  if (statuses.includes('draft')) return 'draft'
  return statuses.includes('confirmed') ? 'confirmed' : 'discarded'
}

/** Where a run stands after confirmation: how many letters went through, and which did not. */
export async function readConfirmation(tx: ScopedTransaction, runId: number): Promise<ConfirmationResult> {
  const confirmed = await tx
    .selectFrom('letters')
    .select((eb) => eb.fn.countAll<number>().as('letters'))
    .where('run_id', '=', runId)
    .where('status', '=', 'confirmed')
    .executeTakeFirstOrThrow()
  const toReview = await tx
    .selectFrom('letters as l')
    .innerJoin('companies as co', 'co.id', 'l.company_id')
    .innerJoin('customers as c', (join) =>
      join.onRef('c.company_id', '=', 'l.company_id').onRef('c.id', '=', 'l.customer_id'),
    )
    .select(['l.id', 'co.code as company', 'c.code', 'c.name', 'l.currency', 'l.review_reason', 'l.review'])
    .where('l.run_id', '=', runId)
    .where('l.status', '=', 'to-review')
    .orderBy('l.position')
    .execute()
  return {
    confirmed: confirmed.letters,
    toReview: toReview.map((letter) => ({
      letterId: letter.id,
      company: letter.company,
      code: letter.code,
      name: letter.name,
      currency: letter.currency,
      reason: (letter.review_reason ?? 'failed') as ReviewReason,
      review: letter.review,
    })),
  }
}

/** Abandons a draft: its letters are kept as discarded, no level moves. @throws RelancesError conflict */
export async function discardRun(tx: ScopedTransaction, runId: number, actor: string): Promise<void> {
  // The letters are locked first, in the order confirmation locks them.
  await sql`select id from letters where run_id = ${runId} and status = 'draft' order by id for update`.execute(
    tx,
  )
  const started = await tx
    .selectFrom('letters')
    .select('id')
    .where('run_id', '=', runId)
    .where('status', 'in', ['confirmed', 'cancelled'])
    .limit(1)
    .execute()
  if ((await readRunStatus(tx, runId)) !== 'draft' || started.length > 0) {
    throw new RelancesError('conflict', 'features.run-not-draft', { run: runId })
  }
  await sql`
    update letters l set status = 'discarded' from runs r
    where r.id = ${runId} and l.company_id = r.company_id and l.run_id = r.id
  `.execute(tx)
  await sql`
    update runs set status = 'discarded', closed_at = now(), closed_by = ${actor}
    where id = ${runId} and company_id in (select company_id from runs where id = ${runId})
  `.execute(tx)
}

/** True of a letter `l` that was taken out of its draft: it is told nowhere, and neither printed nor confirmed. */
export const isTakenOut = sql<boolean>`(l.status = 'discarded' and l.decision is not distinct from 'dropped' and l.review_reason is null)`

/**
 * « Retirer ce client »: takes the letters of one client out of a draft, with their e-mails. No level moves; the draft is
 * abandoned when they were its last. Returns how many letters were taken out.
 * @throws RelancesError not-found for a client without a letter there, conflict once the run is no draft
 */
export async function takeOutCustomer(
  tx: ScopedTransaction,
  { runId, customerId }: { readonly runId: number; readonly customerId: number },
  actor: string,
): Promise<{ readonly takenOut: number; readonly isDiscarded: boolean }> {
  // Locked in the order confirmation locks them.
  const letters = await sql<OwnedRow & { customer_id: number }>`
    select company_id, id, customer_id from letters where run_id = ${runId} and status = 'draft' order by id for update`.execute(
    tx,
  )
  if ((await readRunStatus(tx, runId)) !== 'draft')
    throw new RelancesError('conflict', 'features.run-not-draft', { run: runId })
  const own = letters.rows.filter((letter) => letter.customer_id === customerId)
  if (own.length === 0) throw new RelancesError('not-found', 'features.no-letter-of-customer')
  await tx
    .updateTable('letters')
    .set({ status: 'discarded', decision: 'dropped', decided_at: sql`now()`, decided_by: actor })
    .where(isOneOf(own))
    .execute()
  const isDiscarded = own.length === letters.rows.length
  if (isDiscarded) await discardRun(tx, runId, actor)
  return { takenOut: own.length, isDiscarded }
}

interface RunRow {
  id: number
  status: 'draft' | 'confirmed' | 'discarded'
  overdue_on: Day
  letter_on: Day
  companies: string[]
  created_at: Date
  created_by: string
  closed_at: Date | null
  closed_by: string | null
  cancelled_at: Date | null
  cancelled_by: string | null
  cancel_reason: string | null
  letters: number
  confirmed: number
  to_review: number
  cancelled: number
  unarchived: number
  without_address: number
  long_addresses: number
  without_rates: number
  amounts: CurrencyAmount[]
  net_amounts: CurrencyAmount[]
  standing_letters: number
  standing_amounts: CurrencyAmount[]
  standing_net_amounts: CurrencyAmount[]
  ways: { paper: number; email: number; both: number; isTrial: boolean } | null
  cancelled_net_amounts: CurrencyAmount[]
}

/** Summary of one run. @throws RelancesError not-found */
export async function readRun(tx: ScopedTransaction, runId: number): Promise<RunSummary> {
  const [run] = await readRuns(tx, sql`r.id = ${runId}`, 1)
  if (!run) throw new RelancesError('not-found', 'features.no-run', { run: runId })
  return run
}

/** Runs of the companies in scope, newest first. */
export async function listRuns(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  query: {
    readonly status?: string | undefined
    readonly after?: string | undefined
    readonly limit: number
  },
): Promise<{ readonly rows: RunSummary[]; readonly next: string | null }> {
  const conditions = [sql`r.company_id = any (${companyIds}::bigint[])`]
  if (query.status) conditions.push(sql`r.status = ${query.status}`)
  if (query.after) conditions.push(isAfter(NEWEST_FIRST, query.after))
  const found = await readRuns(tx, sql.join(conditions, sql` and `), query.limit + 1)
  return pageOf(found, query.limit, (run) => [run.id])
}

const NEWEST_FIRST: Keyset = { keys: [{ of: sql`r.id`, type: 'bigint' }], direction: 'desc' }

async function readRuns(
  tx: ScopedTransaction,
  where: RawBuilder<unknown>,
  limit: number,
): Promise<RunSummary[]> {
  const found = await sql<RunRow>`
    with chosen as (
      select r.id, bool_or(r.status = 'draft') as is_draft,
             bool_or(r.status = 'confirmed') as is_confirmed, min(r.overdue_on) as overdue_on,
             min(r.letter_on) as letter_on, array_agg(co.code order by co.code) as companies,
             min(r.created_at) as created_at, min(r.created_by) as created_by,
             max(r.closed_at) as closed_at, max(r.closed_by) as closed_by
      from runs r join companies co on co.id = r.company_id
      where ${where} group by r.id order by r.id desc limit ${limit})
    select chosen.*, case when is_draft then 'draft' when is_confirmed then 'confirmed' else 'discarded' end as status,
           figures.*
    from chosen cross join lateral (
      select count(*) as letters, count(*) filter (where l.status = 'confirmed') as confirmed,
             count(*) filter (where l.status = 'to-review') as to_review,
             count(*) filter (where l.status = 'cancelled') as cancelled,
             max(l.cancelled_at) as cancelled_at,
             (array_agg(l.cancelled_by order by l.cancelled_at desc nulls last))[1] as cancelled_by,
             (array_agg(l.cancel_reason order by l.cancelled_at desc nulls last))[1] as cancel_reason,
             count(*) filter (where l.status in ('confirmed', 'cancelled') and l.archived_at is null) as unarchived,
             count(*) filter (where coalesce(trim(c.postcode), '') = '' or coalesce(trim(c.town), '') = '')
               as without_address,
             count(*) filter (where l.address_is_long) as long_addresses,
             count(*) filter (where l.lacks_rates) as without_rates,
             count(*) filter (where ${stands}) as standing_letters,
             ${ways} as ways,
             ${amountsOf(sql`total_cents`, sql`true`)} as amounts,
             ${amountsOf(sql`net_cents`, sql`true`)} as net_amounts,
             ${amountsOf(sql`total_cents`, stands)} as standing_amounts,
             ${amountsOf(sql`net_cents`, stands)} as standing_net_amounts,
             ${amountsOf(sql`net_cents`, sql`l.status = 'cancelled'`)} as cancelled_net_amounts
      from letters l join customers c on c.company_id = l.company_id and c.id = l.customer_id
      where l.run_id = chosen.id and not ${isTakenOut}) figures
    order by chosen.id desc
  `.execute(tx)
  return found.rows.map((row) => ({
    id: row.id,
    status: shownStatus(row),
    overdueOn: row.overdue_on,
    letterOn: row.letter_on,
    companies: row.companies,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    closedAt: row.closed_at?.toISOString() ?? null,
    closedBy: row.closed_by,
    cancelledAt: row.cancelled_at?.toISOString() ?? null,
    cancelledBy: row.cancelled_by,
    cancelReason: row.cancel_reason,
    letters: row.letters,
    confirmed: row.confirmed,
    toReview: row.to_review,
    cancelled: row.cancelled,
    unarchived: row.unarchived,
    withoutAddress: row.without_address,
    longAddresses: row.long_addresses,
    withoutRates: row.without_rates,
    amounts: row.amounts,
    netAmounts: row.net_amounts,
    standing: {
      letters: row.standing_letters,
      amounts: row.standing_amounts,
      netAmounts: row.standing_net_amounts,
    },
    ways: row.ways,
    cancelledNetAmounts: row.cancelled_net_amounts,
  }))
}

// A letter undone or dropped asks for nothing any more; a draft given up is told as it was.
const stands = sql`(l.status in ('draft', 'confirmed', 'to-review') or not chosen.is_confirmed)`

// Nothing is said of ways where there is one.
const ways = sql`case when bool_or(l.way <> 'paper') or bool_or(l.paper_reason is not null) then jsonb_build_object(
  'paper', count(*) filter (where l.way = 'paper' and ${stands}),
  'email', count(*) filter (where l.way = 'email' and ${stands}),
  'both', count(*) filter (where l.way = 'both' and ${stands}),
  'isTrial', coalesce(bool_or((l.email->>'isTrial')::boolean), false)) end`

// Sums of the letters of the run that meet a condition on `l`, by currency, the euros first.
function amountsOf(cents: RawBuilder<unknown>, condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select coalesce(jsonb_agg(sums order by sums.currency <> 'EUR', sums.currency), '[]') from (
    select l.currency, sum(l.${cents})::bigint as cents from letters l
    where l.run_id = chosen.id and not ${isTakenOut} and ${condition} group by l.currency) sums)`
}

// Every letter undone: the run itself is shown as cancelled. Every letter dropped on review: as abandoned.
function shownStatus({ status, confirmed, cancelled, to_review }: RunRow): RunSummary['status'] {
  if (status !== 'confirmed' || confirmed > 0 || to_review > 0) return status
  return cancelled > 0 ? 'cancelled' : 'discarded'
}

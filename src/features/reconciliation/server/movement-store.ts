import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { mustHave } from '#domain/errors.ts'
import { isAfter, type Keyset, orderOf, pageOf } from '#platform/keyset.ts'
import { onlyRow } from '#platform/rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { SetAsideReason } from '#platform/tables-bank.ts'
import type {
  MatchedPart,
  MovementCounts,
  MovementPage,
  MovementRow,
  MovementTab,
  ProposalFilter,
} from '../contract.ts'
import { readProposals } from './proposal-store.ts'

export interface MovementsAsked {
  readonly companyIds: readonly number[]
  readonly tab: MovementTab
  readonly proposal: ProposalFilter
  readonly search?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/** A movement as it is stored. */
export interface StoredMovement {
  readonly id: number
  readonly companyId: number
  readonly company: string
  readonly account: string
  readonly bookedOn: Day
  readonly amountCents: number
  readonly currency: string
  readonly payer: string | null
  readonly text: string
  readonly reference: string | null
  readonly isRejection: boolean
  readonly status: MovementRow['status']
  readonly setAsideReason: SetAsideReason | null
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
  /** The same as text: a Date has no microseconds, by which decisions of one batch differ. */
  readonly decidedUntil: string | null
  readonly candidateIds: readonly number[]
}

/**
 * Movements of a tab, page by page: those to look at by day, the oldest first; those decided, the
 * latest decision first.
 */
export async function readMovementPage(tx: ScopedTransaction, asked: MovementsAsked): Promise<MovementPage> {
  const { rows } = await pageQuery(asked).execute(tx)
  const { rows: page, next } = pageOf(rows, asked.limit, (movement) => [
    asked.tab === 'matched' ? mustHave(movement.decidedUntil, 'the time of a decision') : movement.bookedOn,
    movement.id,
  ])
  const proposals = await readProposals(tx, page)
  const parts = await readParts(tx, page)
  return {
    rows: page.map((movement) => ({
      ...rowOf(movement),
      ...(proposals.get(movement.id) ?? NOTHING_PROPOSED),
      parts: parts.get(movement.id) ?? [],
    })),
    next,
  }
}

const NOTHING_PROPOSED = { hasClearFirst: false, proposals: [], returns: [] }

function rowOf(movement: StoredMovement): Omit<MovementRow, 'parts' | keyof typeof NOTHING_PROPOSED> {
  const { companyId: _, candidateIds: __, decidedUntil: ___, decidedAt, ...rest } = movement
  return { ...rest, decidedAt: decidedAt?.toISOString() ?? null }
}

/** How many movements each tab has. */
export async function countMovements(
  tx: ScopedTransaction,
  companyIds: readonly number[],
): Promise<MovementCounts> {
  const of = (tab: MovementTab) => sql<number>`
    (select count(*) from bank_movements m where ${isIn(tab)} and m.company_id = any(${companyIds}::bigint[]))`
  const counts = await sql<MovementCounts>`
    select ${of('pending')} as pending, ${of('matched')} as matched, ${of('set-aside')} as "setAside"
  `.execute(tx)
  return onlyRow(counts)
}

// As the partial indexes are written, so that they are used.
function isIn(tab: MovementTab): RawBuilder<boolean> {
  if (tab === 'pending') return sql`m.status = 'pending'`
  return tab === 'matched' ? sql`m.status in ('automatic', 'confirmed')` : sql`m.status = 'set-aside'`
}

function pageQuery(asked: MovementsAsked): RawBuilder<StoredMovement> {
  const { companyIds, tab, proposal, search, after, limit } = asked
  const conditions = [sql`m.company_id = any(${companyIds}::bigint[])`, isIn(tab)]
  if (after) conditions.push(isAfter(KEYSETS[tab], after))
  if (search) conditions.push(sql`m.id in (select w.movement_id from movements_written(${search}) w)`)
  if (tab === 'pending' && proposal !== 'all') conditions.push(PROPOSAL[proposal])
  return sql<StoredMovement>`
    select m.id, m.company_id as "companyId", c.code as company, a.account, m.booked_on as "bookedOn",
           m.amount_cents as "amountCents", m.currency, m.payer, m.text, m.reference,
           m.is_rejection as "isRejection", m.status, m.set_aside_reason as "setAsideReason",
           m.decided_by as "decidedBy", m.decided_at as "decidedAt",
           m.decided_at::text as "decidedUntil", m.candidate_ids as "candidateIds"
    from bank_movements m
      join bank_accounts a on a.company_id = m.company_id and a.id = m.account_id
      join companies c on c.id = m.company_id
    where ${sql.join(conditions, sql` and `)}
    order by ${orderOf(KEYSETS[tab])} limit ${limit + 1}`
}

const PROPOSAL: Readonly<Record<Exclude<ProposalFilter, 'all'>, RawBuilder<boolean>>> = {
  with: sql<boolean>`cardinality(m.candidate_ids) > 0`,
  without: sql<boolean>`cardinality(m.candidate_ids) = 0`,
  returns: sql<boolean>`m.amount_cents < 0`,
}

const ID = { of: sql`m.id`, type: 'bigint' } as const
const BOOKED = { of: sql`m.booked_on`, type: 'date' } as const
const DECIDED = { of: sql`m.decided_at`, type: 'timestamptz' } as const

const KEYSETS: Readonly<Record<MovementTab, Keyset>> = {
  pending: { keys: [BOOKED, ID], direction: 'asc' },
  matched: { keys: [DECIDED, ID], direction: 'desc' },
  'set-aside': { keys: [BOOKED, ID], direction: 'desc' },
}

/** What decided movements were found to be: whose payment, what it settles, or which it took back. */
async function readParts(
  tx: ScopedTransaction,
  movements: readonly StoredMovement[],
): Promise<ReadonlyMap<number, MatchedPart[]>> {
  const decided = movements.filter(({ status }) => status === 'automatic' || status === 'confirmed')
  if (decided.length === 0) return new Map()
  const { rows } = await sql<MatchedPart & { movementId: number }>`
    select x.movement_id as "movementId", x.kind, x.reasons, k.customer_id as "customerId", c.code, c.name,
           k.amount_cents as "amountCents", k.open_cents as "restCents",
           coalesce((
             select json_agg(json_build_object('instalmentId', i.id, 'number', coalesce(v.number, v.label),
               'dueOn', i.due_on, 'amountCents', a.amount_cents) order by i.due_on, i.id)
             from allocations a
               join instalments i on i.company_id = a.company_id and i.id = a.instalment_id
               join invoices v on v.company_id = i.company_id and v.id = i.invoice_id
             where a.company_id = x.company_id and a.credit_id = x.credit_id and a.cancelled_at is null), '[]') as items
    from movement_matches x
      join credits k on k.company_id = x.company_id and k.id = x.credit_id
      join customers c on c.company_id = k.company_id and c.id = k.customer_id
    where x.movement_id = any(${decided.map(({ id }) => id)}::bigint[])
      and x.company_id = any(${[...new Set(decided.map(({ companyId }) => companyId))]}::bigint[])
      and x.cancelled_at is null
    order by x.id
  `.execute(tx)
  return Map.groupBy(
    rows.map(({ movementId, ...part }) => ({ movementId, ...part })),
    ({ movementId }) => movementId,
  )
}

import { type RawBuilder, sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { insertAllocations, refreshSettled } from './allocations.ts'
import type { ImportScope } from './import-scope.ts'

/**
 * Fits what has been allocated by hand, of credits that a list has, into what the list leaves of both sides: such an
 * allocation comes off the two. Where the list leaves less, its books have said themselves what is paid, and the
 * latest allocations give way, whole or in part. So what a client owes in all is what the list says. To be called
 * once invoices and credits are recognised, before used credits are withdrawn.
 */
export async function fitAllocationsByHand(tx: ScopedTransaction, scope: ImportScope): Promise<void> {
  if (scope.source !== 'list') return
  const { companyId, importId, fileName, actor } = scope
  const cut = withoutRoom(await readAllocationsByHand(tx, companyId))
  if (cut.length === 0) return
  await sql`
    update allocations set cancelled_at = now(), cancelled_by = ${actor}, cancel_reason = ${fileName}
    where company_id = ${companyId} and id = any(${cut.map(({ id }) => id)}::bigint[])
  `.execute(tx)
  const kept = cut.filter(({ amountCents }) => amountCents > 0)
  await insertAllocations(tx, companyId, importId, kept, actor)
  const ids = (read: (allocation: Fitted) => number) => [...new Set(cut.map(read))]
  await refreshSettled(
    tx,
    companyId,
    ids(({ instalmentId }) => instalmentId),
    ids(({ creditId }) => creditId),
  )
}

/**
 * SQL: true for an allocation `a` by hand of a credit that the list has: the list knows nothing of it, and what it
 * says is settled is settled besides.
 */
export const isBesideList: RawBuilder<boolean> = sql<boolean>`(a.origin in ('manual', 'statement')
  and exists (select from staged_credits h where h.credit_id = a.credit_id and h.is_ours))`

interface HeldAllocation {
  readonly id: number
  readonly instalmentId: number
  readonly creditId: number
  readonly amountCents: number
  readonly origin: 'manual' | 'statement'
  /** What the list leaves of each side; null for an instalment it does not have. */
  readonly creditLeft: number
  readonly instalmentLeft: number | null
}

type Fitted = Omit<HeldAllocation, 'creditLeft' | 'instalmentLeft'>

// Those there is no room for, with what is left of them; the oldest are served first.
function withoutRoom(held: readonly HeldAllocation[]): Fitted[] {
  const credits = new Map<number, number>()
  const instalments = new Map<number, number>()
  return held.flatMap(({ creditLeft, instalmentLeft, ...allocation }) => {
    const { creditId, instalmentId } = allocation
    const ofCredit = credits.get(creditId) ?? creditLeft
    const ofInstalment = instalments.get(instalmentId) ?? instalmentLeft ?? allocation.amountCents
    const amountCents = Math.max(0, Math.min(allocation.amountCents, ofCredit, ofInstalment))
    credits.set(creditId, ofCredit - amountCents)
    if (instalmentLeft !== null) instalments.set(instalmentId, ofInstalment - amountCents)
    return amountCents < allocation.amountCents ? { ...allocation, amountCents } : []
  })
}

async function readAllocationsByHand(tx: ScopedTransaction, companyId: number): Promise<HeldAllocation[]> {
  const { rows } = await sql<HeldAllocation>`
    select a.id, a.instalment_id as "instalmentId", a.credit_id as "creditId", a.amount_cents as "amountCents", a.origin,
           s.amount_cents - coalesce((select sum(w.amount_cents) from staged_allocations w
             where w.credit_key = s.key), 0)::bigint as "creditLeft",
           t.amount_cents - greatest(t.settled_cents, coalesce((select sum(w.amount_cents) from staged_allocations w
             where w.instalment_key = t.key and w.credit_key is not null), 0))::bigint as "instalmentLeft"
    from staged_credits s
      join allocations a on a.company_id = ${companyId} and a.credit_id = s.credit_id and a.cancelled_at is null
        and a.origin in ('manual', 'statement')
      left join staged_instalments t on t.instalment_id = a.instalment_id
    where s.is_ours
    order by a.id
  `.execute(tx)
  return rows
}

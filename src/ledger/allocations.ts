import { sql } from 'kysely'
import type { AllocationOrigin } from '#domain/receivables/allocation.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** What settles what: `creditId` null when a file says "paid" without saying by what. */
export interface NewAllocation {
  readonly instalmentId: number
  readonly creditId: number | null
  readonly amountCents: number
  readonly origin: AllocationOrigin
}

/** Writes allocations and returns their ids, in no order; the caller refreshes the sums of what they touch. */
export async function insertAllocations(
  tx: ScopedTransaction,
  companyId: number,
  importId: number | null,
  allocations: readonly NewAllocation[],
  actor: string,
): Promise<number[]> {
  if (allocations.length === 0) return []
  const column = <T>(read: (allocation: NewAllocation) => T): T[] => allocations.map(read)
  const inserted = await sql<{ id: number }>`
    insert into allocations (company_id, instalment_id, credit_id, amount_cents, origin, import_id, created_by)
    select ${companyId}, instalment_id, credit_id, amount_cents, origin, ${importId}, ${actor}
    from unnest(
      ${column((allocation) => allocation.instalmentId)}::bigint[],
      ${column((allocation) => allocation.creditId)}::bigint[],
      ${column((allocation) => allocation.amountCents)}::bigint[],
      ${column((allocation) => allocation.origin)}::text[])
      as a (instalment_id, credit_id, amount_cents, origin)
    returning id
  `.execute(tx)
  return inserted.rows.map((row) => row.id)
}

/** In whose name allocations are written, and by which import, if any. */
interface Settling {
  readonly companyId: number
  readonly importId: number | null
  readonly actor: string
}

/** Writes allocations and recounts both sides of each. Returns their ids, in no order. */
export async function settle(
  tx: ScopedTransaction,
  { companyId, importId, actor }: Settling,
  allocations: readonly NewAllocation[],
): Promise<number[]> {
  const ids = await insertAllocations(tx, companyId, importId, allocations, actor)
  const touched = (read: (allocation: NewAllocation) => number | null) => [
    ...new Set(allocations.flatMap((allocation) => read(allocation) ?? [])),
  ]
  await refreshSettled(
    tx,
    companyId,
    touched(({ instalmentId }) => instalmentId),
    touched(({ creditId }) => creditId),
  )
  return ids
}

/** Settles what is left of instalments by the import itself: no payment is invented. */
export async function settleByImport(
  tx: ScopedTransaction,
  settling: Settling,
  open: readonly { readonly instalmentId: number; readonly openCents: number }[],
): Promise<void> {
  const allocations = open
    .filter(({ openCents }) => openCents > 0)
    .map(({ instalmentId, openCents }): NewAllocation => {
      return { instalmentId, creditId: null, amountCents: openCents, origin: 'settled-by-import' }
    })
  await settle(tx, settling, allocations)
}

/** Recounts what is settled of these instalments and allocated of these credits. */
export async function refreshSettled(
  tx: ScopedTransaction,
  companyId: number,
  instalmentIds: readonly number[],
  creditIds: readonly number[],
): Promise<void> {
  await sql`
    update instalments j set settled_cents = t.cents
    from (
      select x.id, coalesce(sum(a.amount_cents), 0)::bigint as cents
      from unnest(${instalmentIds}::bigint[]) as x (id)
        left join allocations a
          on a.company_id = ${companyId} and a.instalment_id = x.id and a.cancelled_at is null
      group by x.id
    ) t
    where j.company_id = ${companyId} and j.id = t.id and j.settled_cents <> t.cents
  `.execute(tx)
  await sql`
    update credits k set allocated_cents = t.cents
    from (
      select x.id, coalesce(sum(a.amount_cents), 0)::bigint as cents
      from unnest(${creditIds}::bigint[]) as x (id)
        left join allocations a
          on a.company_id = ${companyId} and a.credit_id = x.id and a.cancelled_at is null
      group by x.id
    ) t
    where k.company_id = ${companyId} and k.id = t.id and k.allocated_cents <> t.cents
  `.execute(tx)
}

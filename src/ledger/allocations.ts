import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** What settles what: `creditId` null when a file says "paid" without saying by what. */
export interface NewAllocation {
  readonly instalmentId: number
  readonly creditId: number | null
  readonly amountCents: number
  readonly origin: 'lettering' | 'proposed' | 'settled-by-import' | 'manual'
}

/**
 * Allocates part of a credit to an instalment by hand. Imports leave such an allocation alone, as
 * long as the books still have both.
 * @throws RelancesError conflict when either has less left than `amountCents`.
 */
export async function allocate(
  tx: ScopedTransaction,
  companyId: number,
  wanted: { readonly instalmentId: number; readonly creditId: number; readonly amountCents: number },
  actor: string,
): Promise<void> {
  const { rows } = await sql<{ left_cents: number }>`
    select least(j.open_cents, k.open_cents) as left_cents
    from instalments j join credits k
      on k.company_id = j.company_id and k.customer_id = j.customer_id and k.currency = j.currency
    where j.company_id = ${companyId} and j.id = ${wanted.instalmentId} and k.id = ${wanted.creditId}
    for update
  `.execute(tx)
  const left = rows[0]?.left_cents ?? 0
  if (wanted.amountCents > left) throw new RelancesError('conflict', 'imports.not-enough-left')
  await insertAllocations(tx, companyId, null, [{ ...wanted, origin: 'manual' }], actor)
  await refreshSettled(tx, companyId, [wanted.instalmentId], [wanted.creditId])
}

/** Writes allocations; the caller refreshes the sums of what they touch. */
export async function insertAllocations(
  tx: ScopedTransaction,
  companyId: number,
  importId: number | null,
  allocations: readonly NewAllocation[],
  actor: string,
): Promise<void> {
  if (allocations.length === 0) return
  const column = <T>(read: (allocation: NewAllocation) => T): T[] => allocations.map(read)
  await sql`
    insert into allocations (company_id, instalment_id, credit_id, amount_cents, origin, import_id, created_by)
    select ${companyId}, instalment_id, credit_id, amount_cents, origin, ${importId}, ${actor}
    from unnest(
      ${column((allocation) => allocation.instalmentId)}::bigint[],
      ${column((allocation) => allocation.creditId)}::bigint[],
      ${column((allocation) => allocation.amountCents)}::bigint[],
      ${column((allocation) => allocation.origin)}::text[])
      as a (instalment_id, credit_id, amount_cents, origin)
  `.execute(tx)
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

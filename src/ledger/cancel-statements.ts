import { sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { undoMovement } from './undo-movement.ts'

/** Payments withdrawn, what they settled, and payments that are no longer returned. */
export interface WithdrawnMovements {
  readonly credits: number
  readonly allocations: number
  readonly restored: number
}

/**
 * Takes back what an import of bank statements brought: each decision on its movements is undone, then the
 * movements and their statements are withdrawn. Every row stays, under a key of its own, so that the same file
 * imported again is new. To be called once nothing is known to depend on them.
 */
export async function withdrawStatements(
  tx: ScopedTransaction,
  order: {
    readonly companyId: number
    readonly importId: number
    readonly fileName: string
    readonly actor: string
  },
): Promise<WithdrawnMovements> {
  const { companyId, importId, fileName, actor } = order
  // What a movement returned may be the payment of another: returns go first.
  const { rows: decided } = await sql<{ id: number }>`
    select id from bank_movements
    where company_id = ${companyId} and import_id = ${importId} and status in ('automatic', 'confirmed')
    order by amount_cents > 0, booked_on desc, id desc
  `.execute(tx)
  for (const { id } of decided) await undoMovement(tx, { movementId: id, reason: fileName, actor })
  const withdrawn = await countUndone(tx, companyId, importId)
  await sql`
    update bank_movements
    set status = 'withdrawn', set_aside_reason = null, decided_at = now(), decided_by = ${actor},
        candidate_ids = '{}', has_clear_first = false, key = 'cancelled:' || id || ':' || key
    where company_id = ${companyId} and import_id = ${importId}
  `.execute(tx)
  await sql`
    update bank_statements set cancelled_at = now(), key = 'cancelled:' || id || ':' || key
    where company_id = ${companyId} and import_id = ${importId}
  `.execute(tx)
  return withdrawn
}

// All that was cancelled in this transaction bears its time.
async function countUndone(
  tx: ScopedTransaction,
  companyId: number,
  importId: number,
): Promise<WithdrawnMovements> {
  const { rows } = await sql<WithdrawnMovements>`
    with undone as (
      select x.credit_id, x.kind, x.was_known
      from movement_matches x join bank_movements m on m.company_id = x.company_id and m.id = x.movement_id
      where m.company_id = ${companyId} and m.import_id = ${importId} and x.cancelled_at = now()
    )
    select (select count(*) from undone where kind = 'payment' and not was_known) as credits,
           (select count(*) from allocations a where a.company_id = ${companyId} and a.cancelled_at = now()
              and a.credit_id in (select credit_id from undone where kind = 'payment')) as allocations,
           (select count(*) from undone where kind = 'return') as restored
  `.execute(tx)
  return rows[0] ?? { credits: 0, allocations: 0, restored: 0 }
}

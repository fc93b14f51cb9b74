import { sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { MatchedPart } from '../contract.ts'
import type { StoredMovement } from './movement-store.ts'

/** What decided movements were found to be: whose payment, what it settles, or which it took back. */
export async function readParts(
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

import { type RawBuilder, sql } from 'kysely'
import { onlyRow } from '#platform/rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { refreshSettled } from './allocations.ts'
import { undoMovement } from './undo-movement.ts'

/** Payments withdrawn, what they settled, and payments that are no longer returned. */
export interface WithdrawnMovements {
  readonly credits: number
  readonly allocations: number
  readonly restored: number
}

/**
 * Takes back what an import of bank statements brought: what was decided of its movements is undone, all payments
 * at once, then the movements and their statements are withdrawn. Every row stays, under a key of its own, so that
 * the same file imported again is new. To be called once nothing is known to depend on them, by who has locked
 * the company's imports.
 */
export async function withdrawStatements(
  tx: ScopedTransaction,
  order: WithdrawalOrder,
): Promise<WithdrawnMovements> {
  const { companyId, importId, actor } = order
  await undoReturns(tx, order)
  await undoPayments(tx, order)
  await sql`
    delete from payer_names
    where company_id = ${companyId} and movement_id in (${movementsOf(order)})
  `.execute(tx)
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

interface WithdrawalOrder {
  readonly companyId: number
  readonly importId: number
  readonly fileName: string
  readonly actor: string
}

function movementsOf({ companyId, importId }: WithdrawalOrder): RawBuilder<unknown> {
  return sql`select id from bank_movements where company_id = ${companyId} and import_id = ${importId}`
}

// What a movement returned may be the payment of another: returns go first. They are few, and each settles again
// what is still open of what it had.
async function undoReturns(tx: ScopedTransaction, order: WithdrawalOrder): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select m.id from bank_movements m
      join movement_matches x on x.company_id = m.company_id and x.movement_id = m.id
        and x.kind = 'return' and x.cancelled_at is null
    where m.company_id = ${order.companyId} and m.import_id = ${order.importId}
    order by m.booked_on desc, m.id desc
  `.execute(tx)
  for (const { id } of rows)
    await undoMovement(tx, { movementId: id, reason: order.fileName, actor: order.actor })
}

// As undoPayment of undo-movement.ts says it of one: a payment of the books keeps what the books say of it.
async function undoPayments(tx: ScopedTransaction, order: WithdrawalOrder): Promise<void> {
  const { companyId, fileName, actor } = order
  const { rows: undone } = await sql<{ credit_id: number; was_known: boolean }>`
    update movement_matches set cancelled_at = now(), cancelled_by = ${actor}, cancel_reason = ${fileName}
    where company_id = ${companyId} and movement_id in (${movementsOf(order)}) and cancelled_at is null
    returning credit_id, was_known
  `.execute(tx)
  const idsOf = (isKnown: boolean) =>
    undone.filter((match) => match.was_known === isKnown).map((match) => match.credit_id)
  const { rows: opened } = await sql<{ instalment_id: number | null; credit_id: number }>`
    update allocations set cancelled_at = now(), cancelled_by = ${actor}, cancel_reason = ${fileName}
    where company_id = ${companyId} and cancelled_at is null
      and (credit_id = any(${idsOf(false)}::bigint[])
        or credit_id = any(${idsOf(true)}::bigint[]) and origin = 'statement')
    returning instalment_id, credit_id
  `.execute(tx)
  const distinct = (ids: readonly number[]) => [...new Set(ids)]
  await refreshSettled(
    tx,
    companyId,
    distinct(opened.flatMap((row) => row.instalment_id ?? [])),
    distinct(opened.map((row) => row.credit_id)),
  )
  await sql`
    update credits set cancelled_at = now(), cancelled_by = ${actor}
    where company_id = ${companyId} and id = any(${idsOf(false)}::bigint[])
  `.execute(tx)
}

// All that was cancelled in this transaction bears its time.
async function countUndone(
  tx: ScopedTransaction,
  companyId: number,
  importId: number,
): Promise<WithdrawnMovements> {
  const undone = await sql<WithdrawnMovements>`
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
  return onlyRow(undone)
}

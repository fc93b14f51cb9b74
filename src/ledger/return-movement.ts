import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { returnPayment, settledBy } from './return-payment.ts'

export interface ReturnedMovement {
  readonly companyId: number
  readonly movement: { readonly id: number; readonly bookedOn: Day; readonly text: string }
  /** The payment it takes back. */
  readonly creditId: number
  readonly reasons: readonly string[]
  readonly actor: string
}

const LONGEST_REASON = 200

/**
 * Notes that a movement takes a payment back: what it had settled is open again at the level and date
 * of its history.
 * @returns the instalments it had settled
 * @throws as `returnPayment`
 */
export async function returnMovement(tx: ScopedTransaction, order: ReturnedMovement): Promise<number[]> {
  const { companyId, movement, creditId, reasons, actor } = order
  const settled = await settledBy(tx, companyId, creditId)
  await returnPayment(tx, {
    creditId,
    returnedOn: movement.bookedOn,
    reason: movement.text.slice(0, LONGEST_REASON),
    actor,
  })
  await sql`
    insert into movement_matches (company_id, movement_id, credit_id, kind, reasons, created_by)
    values (${companyId}, ${movement.id}, ${creditId}, 'return', ${[...reasons]}::text[], ${actor})
  `.execute(tx)
  return settled
}

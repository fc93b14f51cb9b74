import { sql } from 'kysely'
import type { Review } from '#domain/letters/letter-review.ts'
import { type MessageEvent, mustFollow, statesBefore } from '#domain/sending/outbox-states.ts'
import { translate } from '#messages/translate.ts'
import { isOneOf, type OwnedRow } from '#platform/owned-rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { undoLetters } from './undo-letters.ts'

/** Why messages end without having reached anybody. */
export interface MessageEnd {
  readonly event: Extract<MessageEvent, 'refuse' | 'withdraw' | 'cancel' | 'return'>
  readonly messages: readonly OwnedRow[]
  /** The end of a key of the catalogue: `outbox.reason-…`. */
  readonly reason: string
  readonly review?: Review
  /** What the server said. */
  readonly answer?: string
  /** Who decided; the outbox itself when absent. */
  readonly actor?: string
}

/**
 * Ends messages that reached nobody. Where nothing went on paper beside, the customer has not been reminded: its levels
 * go back by compensating events, as for a letter that is undone, unless something has moved them since; that is noted.
 * A message that is no longer where this may happen is left as it is. Returns those that ended.
 */
export async function endMessages(tx: ScopedTransaction, end: MessageEnd): Promise<readonly number[]> {
  if (end.messages.length === 0) return []
  const actor = end.actor ?? OUTBOX
  const { rows } = await sql<OwnedRow & { letter_id: number; is_alone: boolean }>`
    update messages set state = ${mustFollow(end.event)}, state_at = now(), state_by = ${actor}, reason = ${end.reason},
      review = ${end.review === undefined ? null : JSON.stringify(end.review)}::jsonb,
      answer = coalesce(${end.answer ?? null}, answer), worker_id = null
    where ${isOneOf(end.messages)} and state = any(${statesBefore(end.event)}::text[])
    returning company_id, id, letter_id, is_alone
  `.execute(tx)
  const alone = rows.filter((row) => row.is_alone)
  if (alone.length > 0) {
    const { undone } = await undoLetters(
      tx,
      alone.map((row) => row.letter_id),
      {
        actor,
        reason: translate('fr', 'outbox.undone', { reason: translate('fr', `outbox.reason-${end.reason}`) }),
      },
    )
    const restored = new Set(undone.map((letter) => letter.id))
    for (const isRestored of [true, false]) {
      const told = alone.filter((row) => restored.has(row.letter_id) === isRestored)
      await sql`update messages set is_level_restored = ${isRestored} where ${isOneOf(told)}`.execute(tx)
    }
  }
  return rows.map((row) => row.id)
}

/** Who the outbox is, in the audit and on the screens. */
export const OUTBOX = 'envoi'

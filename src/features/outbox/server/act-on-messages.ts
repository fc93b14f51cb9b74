import { sql } from 'kysely'
import { type MessageAct, mustFollow, statesBefore } from '#domain/sending/outbox-states.ts'
import { endMessages } from '#ledger/end-messages.ts'
import { isOneOf, type OwnedRow } from '#platform/owned-rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { ActResult } from '../contract.ts'

/**
 * Does what a person decides of messages: takes back what waits (the level of a customer who was to have nothing else
 * goes back), lets failed and doubtful ones leave again, or notes that they have left, or by which other way. A message
 * that is no longer where this may be done is refused, and the others go through.
 */
export async function actOnMessages(
  tx: ScopedTransaction,
  ids: readonly number[],
  { act, actor }: { readonly act: MessageAct; readonly actor: string },
): Promise<ActResult> {
  const done = await doAct(tx, [...new Set(ids)], act, actor)
  const refused = ids.filter((id) => !done.includes(id))
  return { done: done.length, refused: [...new Set(refused)] }
}

async function doAct(
  tx: ScopedTransaction,
  ids: readonly number[],
  act: MessageAct,
  actor: string,
): Promise<readonly number[]> {
  // Letters first, as all who decide of them: a message that is leaving at this moment is waited for.
  await sql`
    select l.id from letters l join messages m on m.company_id = l.company_id and m.letter_id = l.id
    where m.id = any(${ids}::bigint[]) order by l.id for update of l`.execute(tx)
  const { rows: messages } = await sql<OwnedRow>`
    select company_id, id from messages where id = any(${ids}::bigint[])`.execute(tx)
  if (act === 'cancel')
    return await endMessages(tx, { event: 'cancel', messages, reason: 'cancelled', actor })
  const { rows } = await sql<{ id: number }>`
    update messages set state = ${mustFollow(act)}, state_at = now(), state_by = ${actor}, reason = null,
      worker_id = null, handed_at = case when ${act} = 'retry' then null else handed_at end,
      attempts = case when ${act} = 'retry' then 0 else attempts end,
      sent_at = case when ${act} = 'vouch' then coalesce(handed_at, now()) else sent_at end, leave_at = now()
    where ${isOneOf(messages)} and state = any(${statesBefore(act)}::text[])
      and (${act} = 'vouch' or is_level_restored is distinct from true)
    returning id
  `.execute(tx)
  return rows.map((row) => row.id)
}

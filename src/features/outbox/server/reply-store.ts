import { type Selectable, sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import { addBlock, liftBlock } from '#ledger/blocks.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { Tables } from '#platform/tables.ts'
import type { ShownReturn } from '../returns-contract.ts'

type ReturnRow = Selectable<Tables['returned_mails']>
interface Returns {
  readonly returns: ShownReturn[]
}

/** What has come back from a message, the latest first. @throws RelancesError not-found */
export async function readReturnsOf(tx: ScopedTransaction, messageId: number): Promise<Returns> {
  const message = await tx
    .selectFrom('messages')
    .select('company_id')
    .where('id', '=', messageId)
    .executeTakeFirst()
  if (!message) throw new RelancesError('not-found', 'outbox.no-message', { id: messageId })
  const rows = await tx
    .selectFrom('returned_mails')
    .selectAll()
    .where('company_id', '=', message.company_id)
    .where('message_id', '=', messageId)
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return { returns: rows.map(shown) }
}

function shown(row: ReturnRow): ShownReturn {
  const { promised_on: on, promise_words: words, promise_state: state } = row
  return {
    id: row.id,
    kind: row.kind,
    from: row.from_address,
    receivedAt: row.received_at.toISOString(),
    text: row.text,
    recipients: [...row.recipients],
    promise: on === null || state === null ? null : { on, words: words ?? '', state, by: row.promise_by },
    readAt: row.read_at?.toISOString() ?? null,
    readBy: row.read_by,
  }
}

/**
 * Notes that somebody has read a reply; a second time changes nothing. Once nobody has one of its client's to read, their
 * reminders go on. @throws RelancesError not-found
 */
export async function noteReplyRead(tx: ScopedTransaction, id: number, actor: string): Promise<Returns> {
  const reply = await lockReply(tx, id)
  await endReading(tx, reply, actor)
  return await readReturnsOf(tx, reply.message_id)
}

/**
 * Takes the promise read in a reply, for all that is due by then, or sets it aside. Who takes it has read the reply.
 * @throws RelancesError not-found; conflict where it was decided already, or nothing is owed
 */
export async function decidePromise(
  tx: ScopedTransaction,
  id: number,
  decision: 'accepted' | 'dismissed',
  actor: string,
): Promise<Returns> {
  const reply = await lockReply(tx, id)
  const { company_id: companyId, customer_id: customerId, promised_on: promisedOn } = reply
  if (promisedOn === null || reply.promise_state !== 'proposed')
    throw new RelancesError('conflict', 'outbox.no-promise')
  if (decision === 'accepted') {
    const reason = reply.promise_words ?? ''
    await addBlock(
      tx,
      { customerId, kind: 'promise', endsOn: promisedOn, reason: reason.slice(0, 500) },
      actor,
    )
    await endReading(tx, reply, actor)
  }
  await tx
    .updateTable('returned_mails')
    .set({ promise_state: decision, promise_by: actor })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .execute()
  return await readReturnsOf(tx, reply.message_id)
}

async function lockReply(tx: ScopedTransaction, id: number): Promise<ReturnRow> {
  const reply = await tx
    .selectFrom('returned_mails')
    .selectAll()
    .where('id', '=', id)
    .where('kind', '=', 'reply')
    .forUpdate()
    .executeTakeFirst()
  if (!reply) throw new RelancesError('not-found', 'outbox.no-reply', { id })
  return reply
}

async function endReading(
  tx: ScopedTransaction,
  { company_id: companyId, id, block_id: blockId, read_at: readAt }: ReturnRow,
  actor: string,
): Promise<void> {
  if (readAt !== null) return
  // Before it is looked who else waits: a reply that comes at this moment holds the same block.
  await tx
    .selectFrom('dunning_blocks')
    .select('id')
    .where('company_id', '=', companyId)
    .where('id', '=', blockId)
    .forUpdate()
    .execute()
  await tx
    .updateTable('returned_mails')
    .set({ read_at: sql`now()`, read_by: actor })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .execute()
  if (blockId === null) return
  const unread = await tx
    .selectFrom('returned_mails')
    .select('id')
    .where('company_id', '=', companyId)
    .where('block_id', '=', blockId)
    .where('read_at', 'is', null)
    .executeTakeFirst()
  if (!unread) await liftBlock(tx, blockId, undefined, actor)
}

import { sql } from 'kysely'
import { mustHave } from '#domain/errors.ts'
import type { Outcome, Refusal } from '#domain/sending/outcome.ts'
import { afterAttempt, isAddressUnknown } from '#domain/sending/retry.ts'
import { endMessages, OUTBOX } from '#ledger/end-messages.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { strikeAddress } from './address-store.ts'
import type { ClaimedMessage } from './leaving-store.ts'

/**
 * Settles what a dead process left in the middle: what it had not begun to hand over waits again, the rest may have left
 * and is ambiguous. Only one process sends at a time, so that whatever is "sending" as a turn begins is such a rest.
 * Returns how many were settled.
 */
export async function recoverMessages(tx: ScopedTransaction): Promise<number> {
  const { rows } = await sql`
    update messages set state = case when handed_at is null then 'waiting' else 'ambiguous' end, state_at = now(),
      state_by = ${OUTBOX}, reason = case when handed_at is null then null else 'stopped' end
    where state = 'sending'
    returning id
  `.execute(tx)
  return rows.length
}

/** Notes the bytes of a message. */
export async function noteBytes(
  tx: ScopedTransaction,
  { companyId, id }: Pick<ClaimedMessage, 'companyId' | 'id'>,
  { sha256, bytes }: { readonly sha256: string; readonly bytes: number },
): Promise<void> {
  await tx
    .updateTable('messages')
    .set({ raw_sha256: sha256, raw_bytes: bytes })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .execute()
}

/**
 * Notes that a message is about to be handed over: from here on, a sudden death leaves it ambiguous. False when it is no
 * longer this process's to send.
 */
export async function noteHandedOver(
  tx: ScopedTransaction,
  message: ClaimedMessage,
  workerId: string,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('messages')
    .set({ handed_at: sql`clock_timestamp()` })
    .where('company_id', '=', message.companyId)
    .where('id', '=', message.id)
    .where('state', '=', 'sending')
    .where('worker_id', '=', workerId)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** What was claimed and not handed over waits again. */
export async function giveBack(tx: ScopedTransaction, workerId: string): Promise<void> {
  await sql`
    update messages set state = 'waiting', state_at = now(), worker_id = null
    where worker_id = ${workerId} and state = 'sending' and handed_at is null
  `.execute(tx)
}

/** A message that could not be written out waits, ever longer; nothing of it has left. */
export async function postponeUnwritten(tx: ScopedTransaction, message: ClaimedMessage): Promise<void> {
  await sql`
    update messages set state = 'waiting', state_at = now(), worker_id = null, reason = 'not-written',
      attempts = attempts + 1, leave_at = now() + make_interval(mins => least(60, 5 * (attempts + 1)))
    where company_id = ${message.companyId} and id = ${message.id} and state = 'sending' and handed_at is null
  `.execute(tx)
}

/**
 * Writes down what became of a message that was handed over. Its own process may tell it even after another one has
 * taken it for lost. Returns whether the account is at fault, and nothing more is to be sent by it for now.
 */
export async function recordOutcome(
  tx: ScopedTransaction,
  message: ClaimedMessage,
  { outcome, workerId }: { readonly outcome: Outcome; readonly workerId: string },
): Promise<{ readonly isAccountFault: boolean }> {
  const attempts = message.attempts + (outcome.kind === 'refused' ? 1 : 0)
  const { event, seconds, isAccountFault } = afterAttempt(outcome, attempts)
  const own = sql`company_id = ${message.companyId} and id = ${message.id} and worker_id = ${workerId}
    and (state = 'sending' or (state = 'ambiguous' and reason = 'stopped'))`
  const stamp = sql`state_at = now(), state_by = ${OUTBOX}, attempts = ${attempts}, answer = ${answerOf(outcome)}`
  if (event === 'accept') {
    await sql`update messages set state = 'sent', sent_at = now(), reason = null, ${stamp} where ${own}`.execute(
      tx,
    )
    for (const refused of outcome.kind === 'accepted' ? outcome.refused : [])
      await strikeOut(tx, message.companyId, refused.address, refused)
  } else if (event === 'lose') {
    await sql`update messages set state = 'ambiguous', reason = 'link-lost', ${stamp} where ${own}`.execute(
      tx,
    )
  } else if (event === 'postpone') {
    await sql`
      update messages set state = 'waiting', reason = ${isAccountFault ? 'account' : 'postponed'}, handed_at = null,
        worker_id = null, leave_at = now() + make_interval(secs => ${seconds}), ${stamp}
      where ${own}`.execute(tx)
    if (isAccountFault) await holdAccount(tx, message, seconds)
  } else {
    await fail(tx, message, outcome, attempts)
  }
  return { isAccountFault }
}

async function fail(
  tx: ScopedTransaction,
  message: ClaimedMessage,
  outcome: Outcome,
  attempts: number,
): Promise<void> {
  const answer = answerOf(outcome)
  const isUnknown = outcome.kind === 'refused' && isAddressUnknown(outcome)
  const ended = await endMessages(tx, {
    event: 'refuse',
    messages: [{ company_id: message.companyId, id: message.id }],
    reason: isUnknown ? 'address-unknown' : 'refused',
    answer,
  })
  if (ended.length > 0)
    await tx
      .updateTable('messages')
      .set({ attempts })
      .where('company_id', '=', message.companyId)
      .where('id', '=', message.id)
      .execute()
  if (isUnknown && outcome.kind === 'refused')
    await strikeOut(tx, message.companyId, mustHave(message.content.to[0], 'a recipient'), outcome)
}

/** What the server said, or what was seen instead. */
function answerOf(outcome: Outcome): string {
  if (outcome.kind === 'ambiguous') return outcome.reason.slice(0, MOST_OF_AN_ANSWER)
  if (outcome.kind === 'unreachable') return (outcome.answer || outcome.reason).slice(0, MOST_OF_AN_ANSWER)
  return outcome.answer.slice(0, MOST_OF_AN_ANSWER)
}

const MOST_OF_AN_ANSWER = 1_000

// An address that the server says nobody has is not written to again by itself.
async function strikeOut(
  tx: ScopedTransaction,
  companyId: number,
  address: string,
  refusal: Refusal,
): Promise<void> {
  if (isAddressUnknown(refusal)) await strikeAddress(tx, companyId, address, refusal.answer)
}

// Nothing is wrong with any of its messages: they wait as long as it does.
async function holdAccount(
  tx: ScopedTransaction,
  { companyId, content: { accountId } }: ClaimedMessage,
  seconds: number,
): Promise<void> {
  await sql`
    update messages set leave_at = greatest(leave_at, now() + make_interval(secs => ${seconds})), reason = 'account'
    where company_id = ${companyId} and account_id = ${accountId}
      and (state = 'waiting' or (state = 'sending' and handed_at is null))
  `.execute(tx)
}

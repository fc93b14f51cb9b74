import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { SendingAccount } from '#domain/sending/account.ts'
import { addressKey } from '#domain/sending/email-address.ts'
import type { MessageContent } from '#domain/sending/message.ts'
import { type MessageState, mustFollow } from '#domain/sending/outbox-states.ts'
import { readPromise } from '#domain/sending/promise-reading.ts'
import { effectOfReport, type ReturnedKind } from '#domain/sending/returned-mail.ts'
import { endMessages, OUTBOX } from '#ledger/end-messages.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { ReturnedRecipient } from '#platform/tables-outbox.ts'
import type { ReturnedMail } from '#readers/mail/read-return.ts'
import { strikeAddress } from './address-store.ts'
import { hasLeft } from './mailbox-store.ts'

/** A mail that may be about a message of ours, and when it came. */
export interface ArrivedMail {
  readonly mail: Omit<ReturnedMail, 'kind'> & { readonly kind: ReturnedKind }
  readonly receivedAt: Date
  readonly receivedOn: Day
  readonly today: Day
}

/**
 * Writes down a mail about a message of ours, with all that follows from it: once, whatever is read again. A report gives
 * back what reached nobody and strikes out what nobody has; a reply holds the reminders of its client until somebody has
 * read it. "later": the message is leaving at this very moment, and what became of it is not written yet.
 */
export async function recordReturn(
  tx: ScopedTransaction,
  account: Pick<SendingAccount, 'companyId' | 'id'>,
  arrived: ArrivedMail,
): Promise<'recorded' | 'known' | 'none' | 'later'> {
  const message = await lockMessage(tx, account.companyId, arrived.mail.about)
  if (message === null || (await isOurOwn(tx, arrived.mail, message))) return 'none'
  if (message.state === 'sending') return 'later'
  const id = await insertReturn(tx, account, message, arrived)
  if (id === null) return 'known'
  if (arrived.mail.kind === 'report') await undoDelivery(tx, message, arrived.mail)
  else await noteArrival(tx, message)
  if (arrived.mail.kind === 'reply') await holdReminders(tx, message, id)
  return 'recorded'
}

interface FoundMessage {
  readonly companyId: number
  readonly id: number
  readonly customerId: number
  readonly state: MessageState
  readonly content: MessageContent
}

// Letters first, as all who decide of them: a message that is leaving at this moment is waited for.
async function lockMessage(
  tx: ScopedTransaction,
  companyId: number,
  about: readonly string[],
): Promise<FoundMessage | null> {
  const { rows: found } = await sql<{ id: number; letter_id: number | null }>`
    select m.id, m.letter_id from messages m
    where m.company_id = ${companyId} and m.message_id = any(${about}::text[]) and ${hasLeft}
    order by array_position(${about}::text[], m.message_id) limit 1`.execute(tx)
  const [first] = found
  if (!first) return null
  await sql`select from letters where company_id = ${companyId} and id = ${first.letter_id} for update`.execute(
    tx,
  )
  const { rows } = await sql<FoundMessage>`
    select m.company_id as "companyId", m.id, m.customer_id as "customerId", m.state, m.content
    from messages m where m.company_id = ${companyId} and m.id = ${first.id} for update`.execute(tx)
  return rows[0] ?? null
}

// What the firm writes itself in the same thread is no answer of the client.
async function isOurOwn(
  tx: ScopedTransaction,
  { from, kind }: ArrivedMail['mail'],
  { companyId, content: { to, cc, bcc, replyTo } }: FoundMessage,
): Promise<boolean> {
  if (kind !== 'reply' || [...to, ...cc].some((one) => addressKey(one) === from)) return false
  if ([...bcc, replyTo].some((one) => addressKey(one) === from)) return true
  const { rows } = await sql`
    select from sending_accounts where company_id = ${companyId} and lower(from_address) = ${from}
    union all select from companies where id = ${companyId} and lower(reply_to) = ${from} limit 1`.execute(tx)
  return rows.length > 0
}

/** How long a reply is kept; its start says what it is about. */
const MOST_CHARS = 12_000

async function insertReturn(
  tx: ScopedTransaction,
  account: Pick<SendingAccount, 'companyId' | 'id'>,
  message: FoundMessage,
  { mail, receivedAt, receivedOn, today }: ArrivedMail,
): Promise<number | null> {
  const text = stored(mail.text).slice(0, MOST_CHARS)
  const promise = mail.kind === 'reply' ? readPromise(text, receivedOn, today) : null
  const recipients: ReturnedRecipient[] = mail.recipients.map(({ address, failure, status, words }) => ({
    ...{ address: stored(address), failure, status },
    words: stored(words),
  }))
  const said = [mail.kind, mail.messageId, mail.from, text, recipients]
  const written = await tx
    .insertInto('returned_mails')
    .values({
      company_id: account.companyId,
      message_id: message.id,
      customer_id: message.customerId,
      account_id: account.id,
      kind: mail.kind,
      digest: createHash('sha256').update(JSON.stringify(said)).digest('hex'),
      from_address: stored(mail.from).slice(0, 320),
      received_at: receivedAt,
      text,
      recipients: JSON.stringify(recipients),
      promised_on: promise?.on ?? null,
      promise_words: promise?.words ?? null,
      promise_state: promise === null ? null : 'proposed',
      created_by: OUTBOX,
    })
    .onConflict((conflict) => conflict.columns(['company_id', 'message_id', 'digest']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return written?.id ?? null
}

// PostgreSQL holds no NUL, and no half of a character.
function stored(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}

async function undoDelivery(
  tx: ScopedTransaction,
  { companyId, id, content }: FoundMessage,
  { recipients }: ArrivedMail['mail'],
): Promise<void> {
  const reports = await tx
    .selectFrom('returned_mails')
    .select('recipients')
    .where('company_id', '=', companyId)
    .where('message_id', '=', id)
    .where('kind', '=', 'report')
    .execute()
  const { to, cc, bcc } = content
  const all = reports.flatMap((report) => report.recipients)
  const { struck, returned } = effectOfReport({ to, copies: [...cc, ...bcc] }, recipients, all)
  const wordsOf = (address: string) =>
    recipients.find((one) => addressKey(one.address) === address)?.words || 'address unknown'
  for (const address of struck) await strikeAddress(tx, companyId, address, stored(wordsOf(address)))
  if (returned === null) return
  const answer = recipients.map((one) => one.words).find((words) => words !== '')
  await endMessages(tx, {
    event: 'return',
    messages: [{ company_id: companyId, id }],
    reason: `returned-${returned}`,
    ...(answer === undefined ? {} : { answer: stored(answer) }),
  })
}

// Whoever answers it has it: it did leave.
async function noteArrival(tx: ScopedTransaction, { companyId, id }: FoundMessage): Promise<void> {
  await sql`
    update messages set state = ${mustFollow('vouch')}, state_at = now(), state_by = ${OUTBOX}, reason = null,
      sent_at = coalesce(handed_at, now())
    where company_id = ${companyId} and id = ${id} and state = 'ambiguous'`.execute(tx)
}

// One block for all the replies of a client that nobody has read.
async function holdReminders(
  tx: ScopedTransaction,
  { companyId, customerId }: FoundMessage,
  returnedId: number,
): Promise<void> {
  const standing = await tx
    .selectFrom('dunning_blocks')
    .select('id')
    .where('company_id', '=', companyId)
    .where('customer_id', '=', customerId)
    .where('kind', '=', 'reply-to-read')
    .where('lifted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  const block =
    standing ??
    (await tx
      .insertInto('dunning_blocks')
      .values({ company_id: companyId, customer_id: customerId, kind: 'reply-to-read', created_by: OUTBOX })
      .returning('id')
      .executeTakeFirstOrThrow())
  await tx
    .updateTable('returned_mails')
    .set({ block_id: block.id })
    .where('company_id', '=', companyId)
    .where('id', '=', returnedId)
    .execute()
}

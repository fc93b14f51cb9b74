import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { dayIn } from '#domain/days-and-money/time-zone.ts'
import { type Review, reasonOf } from '#domain/letters/letter-review.ts'
import type { SendingHours } from '#domain/sending/account.ts'
import type { MessagePurpose } from '#domain/sending/courtesy.ts'
import type { MessageContent } from '#domain/sending/message.ts'
import { reviewBeforeLeaving } from '#domain/sending/recheck.ts'
import { MOST_WAITING_DAYS } from '#domain/sending/retry.ts'
import { isSendingTime } from '#domain/sending/sending-hours.ts'
import type { SendingLimits } from '#domain/sending/throttle.ts'
import { endMessages, OUTBOX } from '#ledger/end-messages.ts'
import { lockLetters, readLettersNow } from '#ledger/lock-letters.ts'
import { readCalendars } from '#ledger/open-days.ts'
import type { OwnedRow } from '#platform/owned-rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { keepTrueCourtesies } from './courtesy-leaving.ts'
import type { ArchivedLetter } from './message-files.ts'

/** An account with messages that may leave now, and what its throttle counts. */
export interface Sender extends SendingLimits {
  readonly companyId: number
  readonly accountId: number
  readonly today: Day
  /** When the messages of the last hour were handed over, in milliseconds. */
  readonly handedAt: readonly number[]
}

interface SenderRow extends SendingLimits, SendingHours {
  readonly companyId: number
  readonly accountId: number
  readonly timeZone: string
  readonly time: string
  readonly handedAt: readonly number[]
}

/**
 * The accounts that may send now: of companies that are live, in their hours of an open day, with messages that wait.
 * @param at in milliseconds since 1970
 * @param setDay the day set by RELANCES_TODAY
 */
export async function readSenders(tx: ScopedTransaction, at: number, setDay: Day | null): Promise<Sender[]> {
  const { rows } = await sql<SenderRow>`
    select a.company_id as "companyId", a.id as "accountId", c.time_zone as "timeZone", a.per_minute as "perMinute",
           a.per_hour as "perHour", to_char(c.sending_from, 'HH24:MI') as from, to_char(c.sending_until, 'HH24:MI') as until,
           to_char(now() at time zone c.time_zone, 'HH24:MI') as time,
           array(select (extract(epoch from m.handed_at) * 1000)::bigint from messages m
             where m.company_id = a.company_id and m.account_id = a.id
               and m.handed_at > now() - interval '1 hour') as "handedAt"
    from sending_accounts a
    join companies c on c.id = a.company_id and c.sending_mode = 'live' and c.archived_at is null
    where exists (select from messages m where m.company_id = a.company_id and m.account_id = a.id
      and m.state = 'waiting' and m.leave_at <= now())
    order by a.company_id, a.id
  `.execute(tx)
  const calendars = await readCalendars(tx, [...new Set(rows.map((row) => row.companyId))])
  return rows.flatMap(({ timeZone, time, from, until, ...sender }) => {
    const today = setDay ?? dayIn(at, timeZone)
    const openDays = calendars.get(sender.companyId)
    if (!openDays || !isSendingTime({ day: today, time }, { from, until }, openDays)) return []
    return [{ ...sender, today }]
  })
}

/** A message that this process alone sends. */
export interface ClaimedMessage {
  readonly companyId: number
  readonly id: number
  readonly customerId: number
  /** Null of a message outside the levels. */
  readonly letterId: number | null
  readonly content: MessageContent
  readonly messageId: string
  readonly attempts: number
  readonly rawSha256: string | null
  readonly letter: ArchivedLetter | null
}

/**
 * Takes the next messages of an account, of one run or outside the levels, and reads again what each says: what was
 * paid, disputed, promised or set aside since does not leave, and its level goes back. The others are this process's to
 * send. Letters are locked first, as all do who decide of them; those that somebody else holds wait for the next turn.
 */
export async function claimMessages(
  tx: ScopedTransaction,
  { sender, workerId, limit }: { readonly sender: Sender; readonly workerId: string; readonly limit: number },
): Promise<{ readonly claimed: readonly ClaimedMessage[]; readonly seen: number }> {
  const next = await sql<{ run_id: number | null }>`
    select m.run_id from messages m left join letters l on l.company_id = m.company_id and l.id = m.letter_id
    where ${leaving(sender)} and (m.letter_id is null or l.archived_at is not null)
    order by m.leave_at, m.id limit 1
  `.execute(tx)
  const [first] = next.rows
  if (!first) return { claimed: [], seen: 0 }
  const isOfRun = first.run_id !== null
  const found = await sql<Found>`
    select m.id, m.letter_id, m.purpose, case when a.removed_at is not null then 'account-removed'
        when m.created_at < now() - make_interval(days => ${MOST_WAITING_DAYS}) then 'too-old' end as end
    from messages m
    join sending_accounts a on a.company_id = m.company_id and a.id = m.account_id
    ${isOfRun ? sql`join letters l on l.company_id = m.company_id and l.id = m.letter_id and l.archived_at is not null` : sql``}
    where ${leaving(sender)} and m.run_id is not distinct from ${first.run_id}
    order by m.leave_at, m.id limit ${limit}
    for update of ${isOfRun ? sql`l` : sql`m`} skip locked
  `.execute(tx)
  const company = { company_id: sender.companyId }
  for (const { id, end } of found.rows)
    if (end !== null) await endMessages(tx, { event: 'refuse', messages: [{ ...company, id }], reason: end })
  const fresh = found.rows.filter((row) => row.end === null)
  const reminders = fresh.flatMap(({ id, letter_id }) =>
    letter_id === null ? [] : [{ ...company, id, letterId: letter_id }],
  )
  const courtesies = fresh.flatMap(({ id, purpose }) =>
    purpose === 'reminder' ? [] : [{ ...company, id, purpose }],
  )
  const leave = [
    ...(await keepTrueReminders(tx, reminders, sender.today)),
    ...(await keepTrueCourtesies(tx, courtesies, sender.today)),
  ]
  await sql`
    update messages set state = 'sending', state_at = now(), state_by = ${OUTBOX}, worker_id = ${workerId}, handed_at = null
    where company_id = ${sender.companyId} and id = any(${leave}::bigint[]) and state = 'waiting'
  `.execute(tx)
  return { claimed: await readClaimed(tx, workerId), seen: found.rows.length }
}

function leaving({ companyId, accountId }: Sender) {
  return sql`m.company_id = ${companyId} and m.account_id = ${accountId} and m.state = 'waiting' and m.leave_at <= now()`
}

interface Found {
  readonly id: number
  readonly letter_id: number | null
  readonly purpose: MessagePurpose
  readonly end: 'account-removed' | 'too-old' | null
}

async function keepTrueReminders(
  tx: ScopedTransaction,
  messages: readonly (OwnedRow & { readonly letterId: number })[],
  today: Day,
): Promise<readonly number[]> {
  const held = await heldBack(
    tx,
    messages.map((message) => message.letterId),
    today,
  )
  for (const message of messages) {
    const review = held.get(message.letterId)
    if (review)
      await endMessages(tx, { event: 'withdraw', messages: [message], reason: reasonOf(review), review })
  }
  return messages.filter(({ letterId }) => !held.has(letterId)).map(({ id }) => id)
}

async function heldBack(
  tx: ScopedTransaction,
  letterIds: readonly number[],
  today: Day,
): Promise<ReadonlyMap<number, Review>> {
  if (letterIds.length === 0) return new Map()
  const letters = await readLettersNow(tx, await lockLetters(tx, letterIds, 'confirmed'), today)
  return new Map(
    letters.flatMap(({ letter, facts }) => {
      const review = reviewBeforeLeaving(facts)
      return review === null ? [] : [[letter.id, review] as const]
    }),
  )
}

async function readClaimed(tx: ScopedTransaction, workerId: string): Promise<ClaimedMessage[]> {
  const { rows } = await sql<ClaimedMessage>`
    select ${messageColumns} from messages m ${letterOfMessage}
    where m.worker_id = ${workerId} and m.state = 'sending' order by m.leave_at, m.id
  `.execute(tx)
  return rows
}

/** Messages written on trial whose bytes are not yet in the archive, to be read as they would have left. */
export async function readUnwritten(tx: ScopedTransaction, limit: number): Promise<ClaimedMessage[]> {
  const { rows } = await sql<ClaimedMessage>`
    select ${messageColumns} from messages m ${letterOfMessage}
    where m.raw_sha256 is null and m.state = 'trial' and (m.letter_id is null or l.archived_at is not null) order by m.id limit ${limit}
  `.execute(tx)
  return rows
}

const messageColumns = sql`m.company_id as "companyId", m.id, m.customer_id as "customerId", m.letter_id as "letterId",
  m.content, m.message_id as "messageId", m.attempts, m.raw_sha256 as "rawSha256",
  case when l.id is not null then json_build_object('on', r.letter_on, 'sha256', l.archive_sha256) end as letter`
const letterOfMessage = sql`left join letters l on l.company_id = m.company_id and l.id = m.letter_id
  left join runs r on r.company_id = l.company_id and r.id = l.run_id`

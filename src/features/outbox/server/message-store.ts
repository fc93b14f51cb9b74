import { type RawBuilder, sql } from 'kysely'
import type { Level } from '#domain/dunning/levels.ts'
import { RelancesError } from '#domain/errors.ts'
import type { MessagePurpose } from '#domain/sending/courtesy.ts'
import type { MessageContent } from '#domain/sending/message.ts'
import { actsOn, hasNotReached, type MessageState } from '#domain/sending/outbox-states.ts'
import { isAfter, type Keyset, orderOf, pageOf } from '#platform/keyset.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { MessageDetail, MessagePage, MessageRow, OutboxSummary } from '../contract.ts'
import { emailViewOf } from './email-view.ts'

interface FoundMessage {
  id: number
  company: string
  customer_id: number
  code: string
  name: string
  purpose: MessagePurpose
  run_id: number | null
  letter_id: number | null
  level: Level | null
  is_alone: boolean
  state: MessageState
  state_at: Date
  state_by: string
  subject: string
  addresses: string[]
  reason: string | null
  answer: string | null
  attempts: number
  leave_at: Date
  sent_at: Date | null
  is_level_restored: boolean | null
  redone_run: number | null
  created_key: string
  raw_sha256: string | null
  reply: 'unread' | 'read' | null
}

const NEWEST_FIRST: Keyset = {
  keys: [
    { of: sql`m.created_at`, type: 'timestamptz' },
    { of: sql`m.id`, type: 'bigint' },
  ],
  direction: 'desc',
}

/** The outbox of these companies, newest first. */
export async function listMessages(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  query: {
    readonly state?: MessageState | undefined
    readonly customerId?: number | undefined
    readonly reply?: 'unread' | undefined
    readonly search?: string | undefined
    readonly after?: string | undefined
    readonly limit: number
  },
): Promise<MessagePage> {
  const conditions = [sql`m.company_id = s.company_id`]
  if (query.state) conditions.push(sql`m.state = ${query.state}`)
  if (query.customerId !== undefined) conditions.push(sql`m.customer_id = ${query.customerId}`)
  if (query.reply) conditions.push(sql`(m.company_id, m.id) in (${unreadMessages(companyIds)})`)
  if (query.search?.trim()) conditions.push(sql`position(fold(${query.search.trim()}) in m.search) > 0`)
  if (query.after) conditions.push(isAfter(NEWEST_FIRST, query.after))
  // Company by company, each in the order of its index: of several at once, all messages would be sorted.
  const latest = sql`(select latest.* from unnest(${companyIds}::bigint[]) s (company_id) cross join lateral (
    select m.* from messages m where ${sql.join(conditions, sql` and `)}
    order by ${orderOf(NEWEST_FIRST)} limit ${query.limit + 1}) latest)`
  const found = await findMessages(tx, latest, query.limit + 1)
  const { rows, next } = pageOf(found, query.limit, (row) => [row.created_key, row.id])
  return { rows: rows.map(toRow), next }
}

/** How many messages stand where, and which companies write e-mails that do not leave. */
export async function readOutboxSummary(
  tx: ScopedTransaction,
  companyIds: readonly number[],
): Promise<OutboxSummary> {
  const states = await sql<{ state: MessageState; count: number }>`
    select state, count(*)::integer as count from messages where company_id = any(${companyIds}::bigint[])
    group by state
  `.execute(tx)
  const trial = await sql<{ code: string }>`
    select code from companies c where c.id = any(${companyIds}::bigint[]) and c.sending_mode = 'trial'
      and exists (select from sending_accounts a where a.company_id = c.id and a.removed_at is null)
    order by code
  `.execute(tx)
  const unread = await sql<{ count: number }>`
    select count(*)::integer as count from (${unreadMessages(companyIds)}) u`.execute(tx)
  return {
    states: states.rows,
    trial: trial.rows.map(({ code }) => code),
    unreadReplies: unread.rows[0]?.count ?? 0,
  }
}

function unreadMessages(companyIds: readonly number[]): RawBuilder<unknown> {
  return sql`select distinct r.company_id, r.message_id from returned_mails r
    where r.company_id = any(${companyIds}::bigint[]) and r.kind = 'reply' and r.read_at is null`
}

/** One message. @throws RelancesError not-found */
export async function readMessage(tx: ScopedTransaction, id: number): Promise<MessageDetail> {
  const [found] = await findMessages(tx, sql`(select * from messages where id = ${id})`, 1)
  const whole = await tx
    .selectFrom('messages')
    .select(['content', 'message_id'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found || !whole) throw new RelancesError('not-found', 'outbox.no-message', { id })
  const isAlone = found.is_alone || found.purpose !== 'reminder'
  const letter = { way: isAlone ? ('email' as const) : ('both' as const), paperReason: null }
  return { ...toRow(found), messageId: whole.message_id, email: emailViewOf(whole.content, letter) }
}

/** Where the bytes of a message are. @throws RelancesError not-found, also while they are not written */
export async function readMessageBytes(
  tx: ScopedTransaction,
  id: number,
): Promise<{ readonly sha256: string; readonly content: MessageContent }> {
  const found = await tx
    .selectFrom('messages')
    .select(['raw_sha256', 'content'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw new RelancesError('not-found', 'outbox.no-message', { id })
  if (found.raw_sha256 === null) throw new RelancesError('not-found', 'outbox.no-bytes', { id })
  return { sha256: found.raw_sha256, content: found.content }
}

async function findMessages(
  tx: ScopedTransaction,
  messages: RawBuilder<unknown>,
  limit: number,
): Promise<FoundMessage[]> {
  const { rows } = await sql<FoundMessage>`
    select m.id, co.code as company, m.customer_id, c.code, c.name, m.purpose, m.run_id, m.letter_id, m.level, m.is_alone, m.state,
           m.state_at, m.state_by, m.subject, m.addresses, m.reason, m.answer, m.attempts, m.leave_at, m.sent_at,
           m.is_level_restored, m.redone_run, m.created_at::text as created_key, m.raw_sha256,
           (select case when bool_and(r.read_at is not null) then 'read' else 'unread' end from returned_mails r
             where r.company_id = m.company_id and r.message_id = m.id and r.kind = 'reply' having count(*) > 0) as reply
    from ${messages} m
    join companies co on co.id = m.company_id
    join customers c on c.company_id = m.company_id and c.id = m.customer_id
    order by ${orderOf(NEWEST_FIRST)} limit ${limit}
  `.execute(tx)
  return rows
}

function toRow(row: FoundMessage): MessageRow {
  const { state } = row
  return {
    id: row.id,
    company: row.company,
    customerId: row.customer_id,
    code: row.code,
    name: row.name,
    purpose: row.purpose,
    runId: row.run_id,
    letterId: row.letter_id,
    level: row.level,
    isAlone: row.is_alone,
    state,
    stateAt: row.state_at.toISOString(),
    stateBy: row.state_by,
    subject: row.subject,
    addresses: row.addresses,
    reason: row.reason,
    answer: row.answer,
    attempts: row.attempts,
    leaveAt: row.leave_at.toISOString(),
    sentAt: row.sent_at?.toISOString() ?? null,
    isLevelRestored: row.is_level_restored,
    redoneRun: row.redone_run,
    acts: actsOn({ state, isLevelRestored: row.is_level_restored === true }),
    mayPrint: hasNotReached(state) && row.is_level_restored === true && row.redone_run === null,
    hasBytes: row.raw_sha256 !== null,
    reply: row.reply,
  }
}

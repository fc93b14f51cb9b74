import { sql } from 'kysely'
import { Webhook } from 'standardwebhooks'
import { nextTryMs, restMs } from '#domain/sending/webhook.ts'
import type { Background, Wakeable } from '#platform/background.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import type { Config } from '#platform/config.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { LOOK_MS } from '#platform/leases.ts'
import { networkList, type ResolveName } from '#platform/outbound-address.ts'
import { type PostOutcome, postOut } from '#platform/outbound-post.ts'
import { withScope } from '#platform/scoped.ts'
import type { Sealer } from '#platform/sealing.ts'
import { type EventRow, eventBody, messageIdOf } from './event-body.ts'
import { secretSubject } from './webhook-store.ts'

export interface WebhookParts {
  readonly database: Pick<Database, 'db'>
  readonly sealer: Pick<Sealer, 'open'>
  readonly config: Pick<Config, 'webhookNetworks'>
  readonly resolve?: ResolveName
  /** How long a receiver may take to answer. */
  readonly timeoutMs?: number
}

const WHO: Omit<Context, 'companyIds'> = {
  actor: { kind: 'system', name: 'webhooks' },
  permission: 'everything',
  today: '',
  language: 'fr',
}
const TIMEOUT_MS = 15_000
const PER_CLAIM = 20
/** Longer than all the deliveries of one claim can take: past it their process is dead. */
const CLAIM_SECONDS = 360
const ANSWER_CHARACTERS = 500
const KEPT_DAYS = 30

/** Tells what waits, every few seconds or when it is woken; any number of processes may share the work. */
export function startWebhooks(background: Pick<Background, 'every'>, parts: WebhookParts): Wakeable {
  return background.every({
    name: 'webhooks',
    everyMs: LOOK_MS,
    turn: async (stopping) => {
      await sendWebhooks(parts, stopping)
    },
  })
}

/**
 * Sends what waits, address by address side by side, until nothing is due or `stopping` is aborted. A delivery is claimed by
 * a row that expires: what a dead process had in hand is sent again, under the same identifier. Returns how many were answered
 * well.
 */
export async function sendWebhooks(parts: WebhookParts, stopping: AbortSignal): Promise<number> {
  const context = await narrowToCompanies(parts.database, WHO)
  const receivers = await withScope(parts.database, context, async (tx) => {
    await sql`
      update webhook_deliveries d set state = 'failed', problem = coalesce(d.problem, 'given-up')
      from webhook_endpoints w
      where d.state = 'waiting' and d.queued_at < now() - interval '3 days' and w.company_id = d.company_id
        and w.id = d.endpoint_id and w.failing_since is not null`.execute(tx)
    await sql`
      with old as (delete from webhook_deliveries d using webhook_events e
        where e.company_id = d.company_id and e.id = d.event_id and d.state <> 'waiting'
          and e.occurred_at < now() - make_interval(days => ${KEPT_DAYS}))
      delete from webhook_events e where e.occurred_at < now() - make_interval(days => ${KEPT_DAYS + 1})
        and not exists (select from webhook_deliveries d where d.company_id = e.company_id and d.event_id = e.id)
    `.execute(tx)
    const { rows } = await sql<Receiver>`
      select w.company_id as "companyId", w.id, w.url, w.secret, w.failures,
             case when w.old_secret_until > now() then w.old_secret end as "oldSecret"
      from webhook_endpoints w
      where w.removed_at is null and w.is_active and coalesce(w.rest_until <= now(), true)
        and exists (select from webhook_deliveries d where d.company_id = w.company_id and d.endpoint_id = w.id
          and ${IS_DUE})`.execute(tx)
    return rows
  })
  const counts = await Promise.all(
    receivers.map((receiver) => tellAll(parts, { context, receiver, stopping })),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

const IS_DUE = sql`d.state = 'waiting' and d.next_at <= now() and coalesce(d.claimed_until <= now(), true)`

interface Receiver {
  readonly companyId: number
  readonly id: number
  readonly url: string
  readonly secret: Uint8Array | null
  readonly oldSecret: Uint8Array | null
  readonly failures: number
}

interface Turn {
  readonly context: Context
  readonly receiver: Receiver
  readonly stopping: AbortSignal
}

interface Claimed extends EventRow {
  readonly id: number
  readonly tries: number
  readonly waitedMs: number
}

// One after the other, oldest first; the first that fails leaves the others for later.
async function tellAll(parts: WebhookParts, turn: Turn): Promise<number> {
  let delivered = 0
  while (!turn.stopping.aborted) {
    const claimed = await claim(parts, turn)
    if (claimed.length === 0) return delivered
    for (const [rank, delivery] of claimed.entries()) {
      const outcome = turn.stopping.aborted ? null : await tell(parts, turn, delivery)
      // Stopped in the middle: whatever the receiver had is sent again.
      if (outcome === null || turn.stopping.aborted) {
        await giveBack(parts, turn, claimed.slice(rank))
        return delivered
      }
      const isGood = await record(parts, turn, delivery, outcome)
      if (!isGood) {
        await giveBack(parts, turn, claimed.slice(rank + 1))
        return delivered
      }
      delivered += 1
    }
  }
  return delivered
}

async function claim(
  { database }: WebhookParts,
  { context, receiver: { companyId, id } }: Turn,
): Promise<readonly Claimed[]> {
  return await withScope(database, context, async (tx) => {
    const { rows } = await sql<Claimed>`
      with due as (
        select d.id from webhook_deliveries d
        where d.company_id = ${companyId} and d.endpoint_id = ${id} and ${IS_DUE}
        order by d.next_at, d.id limit ${PER_CLAIM} for update skip locked
      )
      update webhook_deliveries d
      set claimed_until = now() + make_interval(secs => ${CLAIM_SECONDS}), tries = d.tries + 1
      from webhook_events e, companies co
      where d.company_id = ${companyId} and d.id in (select id from due)
        and e.company_id = d.company_id and e.id = d.event_id and co.id = d.company_id
      returning d.id, d.tries, (extract(epoch from now() - d.queued_at) * 1000)::float8 as "waitedMs",
        e.id as "eventId", e.type, e.data, e.occurred_at as "occurredAt", co.code as company
    `.execute(tx)
    return rows.toSorted((one, other) => one.id - other.id)
  })
}

async function tell(
  { sealer, config, resolve, timeoutMs = TIMEOUT_MS }: WebhookParts,
  { receiver, stopping }: Turn,
  event: Claimed,
): Promise<PostOutcome | { readonly kind: 'no-secret' }> {
  const subject = secretSubject(receiver)
  const secrets = [receiver.secret, receiver.oldSecret].flatMap((sealed) =>
    sealed === null ? [] : (sealer.open(sealed, subject) ?? []),
  )
  if (secrets.length === 0) return { kind: 'no-secret' }
  const [body, id, now] = [eventBody(event), messageIdOf(event), new Date()]
  return await postOut({
    url: receiver.url,
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'Relances-Webhooks',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      // By the new secret, then by the one before: a receiver takes either.
      'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, now, body)).join(' '),
    },
    body,
    allowed: networkList(config.webhookNetworks),
    ...{ timeoutMs, signal: stopping, resolve },
  })
}

async function giveBack(parts: WebhookParts, turn: Turn, claimed: readonly Claimed[]): Promise<void> {
  const ids = claimed.map(({ id }) => id)
  await withScope(parts.database, turn.context, (tx) =>
    sql`
      update webhook_deliveries set claimed_until = null, tries = tries - 1
      where company_id = ${turn.receiver.companyId} and id = any(${ids}::bigint[]) and claimed_until is not null
    `.execute(tx),
  )
}

async function record(
  { database }: WebhookParts,
  { context, receiver: { companyId, id: endpointId } }: Turn,
  { id, tries, waitedMs }: Claimed,
  outcome: PostOutcome | { readonly kind: 'no-secret' },
): Promise<boolean> {
  const isAnswered = outcome.kind === 'answered'
  const isGood = isAnswered && outcome.status >= 200 && outcome.status < 300
  const wait = isGood ? null : nextTryMs(tries, waitedMs)
  const problem = isAnswered ? null : outcome.kind === 'no-secret' ? 'no-secret' : outcome.problem
  await withScope(database, context, async (tx) => {
    await sql`
      update webhook_deliveries
      set state = ${isGood ? 'delivered' : wait === null ? 'failed' : 'waiting'}, claimed_until = null, tried_at = now(),
        next_at = coalesce(now() + make_interval(secs => ${wait}::float8 / 1000), next_at),
        answer_status = ${isAnswered ? outcome.status : null}::integer, problem = ${problem},
        answer = ${isAnswered ? readable(outcome.body) : null},
        delivered_at = case when ${isGood} then now() end
      where company_id = ${companyId} and id = ${id}`.execute(tx)
    if (isGood)
      await sql`
        update webhook_endpoints set failing_since = null, failures = 0, rest_until = null
        where company_id = ${companyId} and id = ${endpointId} and failing_since is not null`.execute(tx)
    else {
      const { rows } = await sql<{ failures: number }>`
        update webhook_endpoints set failing_since = coalesce(failing_since, now()), failures = failures + 1
        where company_id = ${companyId} and id = ${endpointId} returning failures`.execute(tx)
      await sql`
        update webhook_endpoints
        set rest_until = now() + make_interval(secs => ${restMs(rows[0]?.failures ?? 1) / 1000}::float8)
        where company_id = ${companyId} and id = ${endpointId}`.execute(tx)
    }
  })
  return isGood
}

// A database takes no zero byte, and people no page.
function readable(body: string): string {
  return body.replaceAll('\0', '').slice(0, ANSWER_CHARACTERS)
}

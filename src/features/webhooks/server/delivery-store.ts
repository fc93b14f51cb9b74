import { type RawBuilder, sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import { TEST_EVENT } from '#domain/sending/webhook.ts'
import { type Language, translate } from '#messages/translate.ts'
import { isAfter, type Keyset, orderOf, pageOf } from '#platform/keyset.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { DeliveryPage, ShownDelivery } from '../contract.ts'
import { type EventRow, eventBody } from './event-body.ts'
import { lockWebhook } from './webhook-store.ts'

interface DeliveryRow extends EventRow {
  readonly id: number
  readonly webhookId: number
  readonly webhook: string
  readonly state: ShownDelivery['state']
  readonly tries: number
  readonly triedAt: Date | null
  readonly nextAt: Date
  readonly answerStatus: number | null
  readonly answer: string | null
  readonly problem: string | null
  readonly resentBy: string | null
}

export interface DeliveryQuery {
  readonly companyId: number
  readonly webhook?: number | undefined
  readonly state?: ShownDelivery['state'] | undefined
  readonly after?: string | undefined
  readonly limit: number
  readonly language: Language
}

/** What was told to which address, the latest first. */
export async function readDeliveries(
  tx: ScopedTransaction,
  { companyId, webhook, state, after, limit, language }: DeliveryQuery,
): Promise<DeliveryPage> {
  const isAsked: RawBuilder<unknown> = sql`(${webhook ?? null}::bigint is null or d.endpoint_id = ${webhook ?? null})
    and (${state ?? null}::text is null or d.state = ${state ?? null})`
  const found = await sql<DeliveryRow>`
    select d.id, d.endpoint_id as "webhookId", w.label as webhook, d.state, d.tries, d.tried_at as "triedAt",
           d.next_at as "nextAt", d.answer_status as "answerStatus", d.answer, d.problem, d.resent_by as "resentBy",
           e.id as "eventId", e.type, e.data, e.occurred_at as "occurredAt", co.code as company
    from webhook_deliveries d
      join webhook_events e on e.company_id = d.company_id and e.id = d.event_id
      join webhook_endpoints w on w.company_id = d.company_id and w.id = d.endpoint_id
      join companies co on co.id = d.company_id
    where d.company_id = ${companyId} and ${isAsked} and ${isAfter(NEWEST_FIRST, after)}
    order by ${orderOf(NEWEST_FIRST)} limit ${limit + 1}
  `.execute(tx)
  const { rows, next } = pageOf(found.rows, limit, (row) => [row.id])
  return { rows: rows.map((row) => shown(row, language)), next }
}

const NEWEST_FIRST: Keyset = { keys: [{ of: sql`d.id`, type: 'bigint' }], direction: 'desc' }

function shown({ nextAt, type, data, company, ...row }: DeliveryRow, language: Language): ShownDelivery {
  return {
    ...row,
    event: type,
    occurredAt: row.occurredAt.toISOString(),
    triedAt: row.triedAt?.toISOString() ?? null,
    nextAt: row.state === 'waiting' ? nextAt.toISOString() : null,
    problem: row.problem === null ? null : translate(language, `webhooks.problem-${row.problem}`),
    body: eventBody({ eventId: row.eventId, occurredAt: row.occurredAt, type, data, company }),
  }
}

/** Queues an event that tells nothing, for one address. @throws RelancesError not-found */
export async function queueTest(tx: ScopedTransaction, companyId: number, id: number): Promise<void> {
  await lockWebhook(tx, companyId, id)
  await tx
    .insertInto('webhook_events')
    .values({
      company_id: companyId,
      type: TEST_EVENT,
      data: JSON.stringify({ webhookId: id }),
      only_for: id,
    })
    .execute()
}

const AGAIN = sql`state = 'waiting', tries = 0, queued_at = now(), next_at = now(), claimed_until = null,
  delivered_at = null`

/** Sends one event again. @throws RelancesError not-found, also when its address is removed */
export async function resend(
  tx: ScopedTransaction,
  { companyId, id, actor }: { readonly companyId: number; readonly id: number; readonly actor: string },
): Promise<void> {
  const { rows } = await sql`
    update webhook_deliveries d set ${AGAIN}, resent_by = ${actor}
    from webhook_endpoints w
    where d.company_id = ${companyId} and d.id = ${id} and w.company_id = d.company_id and w.id = d.endpoint_id
      and w.removed_at is null
    returning d.id
  `.execute(tx)
  if (rows.length === 0) throw new RelancesError('not-found', 'webhooks.no-delivery')
}

/**
 * Sends again all that an address was told, or would have been, since a moment: the events it asks for now. Returns how many.
 * @throws RelancesError not-found
 */
export async function replaySince(
  tx: ScopedTransaction,
  order: { readonly companyId: number; readonly id: number; readonly since: string; readonly actor: string },
): Promise<number> {
  const { companyId, id, since, actor } = order
  await lockWebhook(tx, companyId, id)
  const { rows } = await sql`
    insert into webhook_deliveries as d (company_id, endpoint_id, event_id, resent_by)
    select e.company_id, w.id, e.id, ${actor}
    from webhook_events e join webhook_endpoints w on w.company_id = e.company_id and w.id = ${id}
    where e.company_id = ${companyId} and e.occurred_at >= ${since}::timestamptz and e.only_for is null
      and e.type = any (w.events)
    order by e.rank
    on conflict (company_id, endpoint_id, event_id) do update set ${AGAIN}, resent_by = ${actor}
    returning d.id
  `.execute(tx)
  return rows.length
}

import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { addressId, after, id, pageLimit } from '#contract/fields.ts'
import { DELIVERY_STATES, WEBHOOK_EVENTS } from '#domain/sending/webhook.ts'

/** « Paramètres › Webhooks »: the programs that are told of what happens, and what became of each telling. */

const instant = z.string()

const webhookFields = z.object({
  label: z.string().trim().min(1).max(100),
  /** https://…; http:// only in a network that the server allows. */
  url: z.string().trim().min(1).max(500),
  events: z.array(z.enum(WEBHOOK_EVENTS)).min(1, { error: 'webhooks.no-event' }),
  /** Paused: nothing that happens meanwhile is told. */
  isActive: z.boolean().default(true),
})
export type WebhookFields = z.output<typeof webhookFields>

const webhook = webhookFields.extend({
  id,
  isActive: z.boolean(),
  /** Kept, and this installation can open it. Itself it is told once, when it is made. */
  hasSecret: z.boolean(),
  secretSetAt: instant,
  /** Until when the secret before signs too; null: it does not. */
  oldSecretUntil: instant.nullable(),
  /** Since when it fails; null: its last answer was good, or there was none. */
  failingSince: instant.nullable(),
  waiting: z.number().int(),
  failed: z.number().int(),
})
export type ShownWebhook = z.infer<typeof webhook>

export const webhooks = z.object({ company: z.string(), webhooks: z.array(webhook) })
export type Webhooks = z.infer<typeof webhooks>

/** `whsec_…`, told this once. */
const withSecret = webhooks.extend({ id, secret: z.string() })
export type MadeSecret = z.infer<typeof withSecret>

const delivery = z.object({
  id,
  webhookId: id,
  webhook: z.string(),
  /** What the receiver knows it by (`webhook-id`), the same however often it comes. */
  eventId: z.string(),
  event: z.string(),
  occurredAt: instant,
  state: z.enum(DELIVERY_STATES),
  tries: z.number().int(),
  triedAt: instant.nullable(),
  /** Of one that waits. */
  nextAt: instant.nullable(),
  answerStatus: z.number().int().nullable(),
  /** The first 500 characters of what the receiver answered. */
  answer: z.string().nullable(),
  /** Why there was no answer, in words. */
  problem: z.string().nullable(),
  resentBy: z.string().nullable(),
  /** What was sent. */
  body: z.string(),
})
export type ShownDelivery = z.infer<typeof delivery>

export const deliveryPage = z.object({ rows: z.array(delivery), next: z.string().nullable() })
export type DeliveryPage = z.infer<typeof deliveryPage>

const tags = ['Webhooks']
const code = z.object({ code: z.string() })
const codeAndId = code.extend({ id: addressId })
const EXAMPLE: z.input<typeof webhookFields> = {
  label: 'ERP',
  url: 'https://erp.dupont.example/relances',
  events: ['letter.confirmed', 'level.changed', 'payment.received'],
}

export const fetchWebhooks = endpoint({
  method: 'get',
  path: '/api/companies/{code}/webhooks',
  capability: 'manage-webhooks',
  tags,
  summary: 'The addresses that are told of what happens in a company; no secret is in it',
  params: code,
  answer: webhooks,
})

export const addWebhook = endpoint({
  method: 'post',
  path: '/api/companies/{code}/webhooks',
  capability: 'manage-webhooks',
  isGrave: true,
  tags,
  summary: 'Adds an address; its secret is told once',
  params: code,
  body: webhookFields,
  example: EXAMPLE,
  answer: withSecret,
})

export const changeWebhook = endpoint({
  method: 'put',
  path: '/api/companies/{code}/webhooks/{id}',
  capability: 'manage-webhooks',
  isGrave: true,
  tags,
  summary: 'Changes an address, or the events it is told',
  params: codeAndId,
  body: webhookFields,
  example: EXAMPLE,
  answer: webhooks,
})

export const removeWebhook = endpoint({
  method: 'delete',
  path: '/api/companies/{code}/webhooks/{id}',
  capability: 'manage-webhooks',
  tags,
  summary: 'Removes an address, and forgets its secret; what waits is given up',
  params: codeAndId,
  answer: webhooks,
})

export const rotateSecret = endpoint({
  method: 'post',
  path: '/api/companies/{code}/webhooks/{id}/secret',
  capability: 'manage-webhooks',
  isGrave: true,
  tags,
  summary: 'Makes a new secret, told once; the one before signs too for a day',
  params: codeAndId,
  answer: withSecret,
})

export const testWebhook = endpoint({
  method: 'post',
  path: '/api/companies/{code}/webhooks/{id}/tests',
  capability: 'manage-webhooks',
  tags,
  summary: 'Sends an event `webhook.test` to an address',
  params: codeAndId,
  answer: z.object({ queued: z.number().int() }),
})

export const replayWebhook = endpoint({
  method: 'post',
  path: '/api/companies/{code}/webhooks/{id}/replays',
  capability: 'manage-webhooks',
  tags,
  summary: 'Sends again all that was told to an address since a moment, each event under its own identifier',
  params: codeAndId,
  body: z.object({ since: z.iso.datetime({ offset: true }) }),
  example: { since: '2026-03-30T18:00:00+02:00' },
  answer: z.object({ queued: z.number().int() }),
})

export const fetchDeliveries = endpoint({
  method: 'get',
  path: '/api/companies/{code}/webhook-deliveries',
  capability: 'manage-webhooks',
  tags,
  summary: 'What was told to which address, the latest first, with its answer',
  params: code,
  query: z.object({
    webhook: z.coerce.number().int().positive().optional(),
    state: z.enum(DELIVERY_STATES).optional(),
    after,
    limit: pageLimit({ usual: 25, most: 200 }),
  }),
  answer: deliveryPage,
})

export const resendDelivery = endpoint({
  method: 'post',
  path: '/api/companies/{code}/webhook-deliveries/{id}/resending',
  capability: 'manage-webhooks',
  tags,
  summary: 'Sends an event again, under the same identifier',
  params: codeAndId,
  answer: z.object({ queued: z.number().int() }),
})

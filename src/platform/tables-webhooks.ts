import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { DeliveryState } from '#domain/sending/webhook.ts'

/** Programs that are told of what happens, what there is to tell, and what became of it. */
export interface WebhookTables {
  webhook_endpoints: WebhookEndpointTable
  webhook_events: WebhookEventTable
  webhook_deliveries: WebhookDeliveryTable
}

interface WebhookEndpointTable {
  company_id: number
  id: GeneratedAlways<number>
  label: string
  url: string
  events: string[]
  is_active: Generated<boolean>
  /** Sealed; the one before signs too, for a while. */
  secret: Uint8Array | null
  secret_set_at: Generated<Date>
  old_secret: Uint8Array | null
  old_secret_until: Date | null
  failing_since: Date | null
  failures: Generated<number>
  rest_until: Date | null
  created_at: Generated<Date>
  created_by: string
  updated_at: Generated<Date>
  updated_by: string
  removed_at: Date | null
  removed_by: string | null
}

interface WebhookEventTable {
  company_id: number
  id: Generated<string>
  rank: GeneratedAlways<number>
  type: string
  data: JSONColumnType<Record<string, unknown>>
  only_for: number | null
  occurred_at: Generated<Date>
}

interface WebhookDeliveryTable {
  company_id: number
  id: GeneratedAlways<number>
  endpoint_id: number
  event_id: string
  state: Generated<DeliveryState>
  tries: Generated<number>
  queued_at: Generated<Date>
  next_at: Generated<Date>
  claimed_until: Date | null
  tried_at: Date | null
  answer_status: number | null
  answer: string | null
  problem: string | null
  delivered_at: Date | null
  resent_by: string | null
}

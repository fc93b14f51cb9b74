/** An event as it is kept. */
export interface EventRow {
  readonly eventId: string
  readonly type: string
  readonly data: Record<string, unknown>
  readonly occurredAt: Date
  /** The code of its company. */
  readonly company: string
}

/** What is sent of an event, byte for byte the same each time (Standard Webhooks: type, timestamp, data). */
export function eventBody({ type, data, occurredAt, company }: EventRow): string {
  return JSON.stringify({ type, timestamp: occurredAt.toISOString(), data: { company, ...data } })
}

/** The identifier in `webhook-id`: the receiver knows by it what it has had already. */
export function messageIdOf({ eventId }: Pick<EventRow, 'eventId'>): string {
  return `evt_${eventId}`
}

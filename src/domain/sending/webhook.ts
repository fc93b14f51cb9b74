/** What other programs can be told of, as it happens; written by the database (migration 0054), save what time does. */
export const WEBHOOK_EVENTS = [
  'letter.confirmed',
  'letter.cancelled',
  'level.changed',
  'promise.made',
  'promise.lifted',
  'promise.broken',
  'dispute.opened',
  'dispute.lifted',
  'import.completed',
  'import.cancelled',
  'payment.received',
  'payment.cancelled',
  'payment.returned',
] as const
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number]

/** Sent on demand, to see that the receiver answers. */
export const TEST_EVENT = 'webhook.test'

export const DELIVERY_STATES = ['waiting', 'delivered', 'failed'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Between a try and the next, in milliseconds: a receiver that restarts is found again at once, one that is down is left alone. */
const DELAYS = [
  5 * SECOND,
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  20 * HOUR,
] as const

/** How long a delivery is tried for. */
export const GIVE_UP_MS = 72 * HOUR

/**
 * How long to wait after a failed try; null once the next one would come three days after the event was queued.
 * @param tries those made, the failed one included
 */
export function nextTryMs(tries: number, waitedMs: number): number | null {
  const delay = DELAYS[Math.min(tries, DELAYS.length) - 1] ?? DELAYS[0]
  return waitedMs + delay > GIVE_UP_MS ? null : delay
}

/** How long a receiver that fails is left alone by all its other deliveries. */
export function restMs(failures: number): number {
  const delay = DELAYS[Math.min(failures, DELAYS.length) - 1] ?? DELAYS[0]
  return Math.min(delay, 5 * MINUTE)
}

/** How long the secret before the last one still signs too: a receiver has that long to take the new one. */
export const OLD_SECRET_HOURS = 24

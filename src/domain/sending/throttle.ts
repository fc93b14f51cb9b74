/** What an account may send at most. */
export interface SendingLimits {
  readonly perMinute: number
  readonly perHour: number
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/**
 * How long an account waits before its next message, in milliseconds; 0: it may leave now. No minute and no hour, from
 * wherever it is counted, holds more than the limits.
 * @param handedAt when the messages of the last hour were handed over, in milliseconds, in any order
 */
export function throttleWaitMs(
  handedAt: readonly number[],
  { perMinute, perHour }: SendingLimits,
  now: number,
): number {
  const past = handedAt.toSorted((a, b) => a - b)
  return Math.max(waitFor(past, perMinute, MINUTE_MS, now), waitFor(past, perHour, HOUR_MS, now))
}

// The window is full until the message that stands `limit` places before the end has left it.
function waitFor(past: readonly number[], limit: number, windowMs: number, now: number): number {
  const first = past.at(-limit)
  return first === undefined ? 0 : Math.max(0, first + windowMs - now)
}

import { addDays, type Day } from '#domain/days-and-money/day.ts'
import { sumCents } from '#domain/days-and-money/money.ts'

/** A promise to pay, as it was made. */
export interface PaymentPromise {
  /** The day the client said. */
  readonly promisedOn: Day
  /** Last day reminders wait for it: the days of grace of the company are in it. */
  readonly endsOn: Day
  /** What was promised; never zero. */
  readonly amountCents: number
  readonly isLifted: boolean
}

/** Money come since the promise was made: allocated to what it is about, or to nothing yet. */
export interface Receipt {
  readonly receivedOn: Day
  readonly cents: number
}

/**
 * `kept` as soon as the whole amount has come, whatever the day it is judged; `broken` from the day
 * after the last day of grace; `lifted` when someone ended it before either.
 */
export type PromiseState = 'waiting' | 'kept' | 'broken' | 'lifted'

export interface PromiseOutcome {
  readonly state: PromiseState
  /** Received by the last day of grace. */
  readonly receivedCents: number
}

/** Last day a promise holds reminders, inclusive: the day the client said and the company's days of grace. */
export function promiseEnd(promisedOn: Day, toleranceDays: number): Day {
  return addDays(promisedOn, toleranceDays)
}

/** Whether a promise was kept, judged on what had come by the end of its grace. */
export function judgePromise(
  promise: PaymentPromise,
  receipts: readonly Receipt[],
  today: Day,
): PromiseOutcome {
  const inTime = receipts.filter(({ receivedOn }) => receivedOn <= promise.endsOn && receivedOn <= today)
  const receivedCents = sumCents(inTime.map((receipt) => receipt.cents))
  if (receivedCents >= promise.amountCents) return { state: 'kept', receivedCents }
  if (promise.isLifted) return { state: 'lifted', receivedCents }
  return { state: today > promise.endsOn ? 'broken' : 'waiting', receivedCents }
}

import type { MessageEvent } from './outbox-states.ts'
import type { Outcome, Refusal } from './outcome.ts'

/** What follows an attempt to send. */
export interface AfterAttempt {
  readonly event: Extract<MessageEvent, 'accept' | 'refuse' | 'postpone' | 'lose'>
  /** In how many seconds the message may be tried again. */
  readonly seconds: number
  /** The account is at fault, not the message: all that leave by it wait as long. */
  readonly isAccountFault: boolean
}

/** Minutes to wait after the first "not now", the second…: about two days and a half in all. */
export const RETRY_MINUTES = [5, 15, 30, 60, 120, 240, 480, 720, 720, 1440] as const

/** How long an account that cannot send is left alone, when its server does not say. */
const ACCOUNT_SECONDS = 5 * 60

/**
 * What follows an attempt. A "no" for good (5xx) fails at once: a wrong address does not get better. A "not now" (4xx) is
 * tried again, ever less often. An account that cannot send fails no message: there is nothing wrong with any of them.
 * What may have left is never tried again by itself.
 * @param attempts how many answers of the server this message has had, this one counted
 */
export function afterAttempt(outcome: Outcome, attempts: number): AfterAttempt {
  switch (outcome.kind) {
    case 'accepted':
      return { event: 'accept', seconds: 0, isAccountFault: false }
    case 'ambiguous':
      return { event: 'lose', seconds: 0, isAccountFault: false }
    case 'unreachable':
      return { event: 'postpone', seconds: outcome.waitSeconds ?? ACCOUNT_SECONDS, isAccountFault: true }
    case 'refused': {
      const minutes = outcome.permanent ? undefined : RETRY_MINUTES[attempts - 1]
      return minutes === undefined
        ? { event: 'refuse', seconds: 0, isAccountFault: false }
        : { event: 'postpone', seconds: minutes * 60, isAccountFault: false }
    }
  }
}

/**
 * True for an answer that says the address does not exist (RFC 3463 §3.2; without an enhanced code, 550 and 553 by their
 * words): it is struck out, and paper proposed.
 */
export function isAddressUnknown({ code, enhanced, answer, permanent }: Refusal): boolean {
  if (!permanent) return false
  if (enhanced !== null) return /^5\.1\.(?:1|2|3|6|10)$/.test(enhanced)
  return (code === 550 || code === 553) && UNKNOWN_WORDS.test(answer)
}

const UNKNOWN_WORDS =
  /user (?:unknown|not found)|unknown (?:user|recipient|mailbox)|no such (?:user|mailbox|recipient|address)|mailbox (?:not found|unavailable|does not exist)|does not exist|recipient (?:rejected|not found)|invalid (?:recipient|mailbox)|inconnu|inexistant/i

/** A message that has waited longer says what is no longer so: it fails rather than leave. */
export const MOST_WAITING_DAYS = 7

import type { FailureClass } from './delivery-failure.ts'
import { addressKey } from './email-address.ts'

/**
 * What a mail that is about a message of ours is. "report": it was not delivered; "delay": it is still tried;
 * "automatic": an absence, a receipt; "reply": somebody has answered.
 */
export const RETURNED_KINDS = ['report', 'delay', 'automatic', 'reply'] as const
export type ReturnedKind = (typeof RETURNED_KINDS)[number]

/** What a person made of the promise read in a reply. */
export const PROMISE_STATES = ['proposed', 'accepted', 'dismissed'] as const
export type PromiseState = (typeof PROMISE_STATES)[number]

/** Whom a message did not reach, and what the answer of the server blames. */
export interface FailedDelivery {
  readonly address: string
  readonly failure: FailureClass
}

/** To whom a message went. */
export interface WrittenTo {
  readonly to: readonly string[]
  /** Copies, seen or not. */
  readonly copies: readonly string[]
}

/** What a delivery report does. */
export interface ReportEffect {
  /** Addresses nobody has, in small letters. */
  readonly struck: readonly string[]
  /** Why the message came back; null where it reached somebody it was written to, as far as is known. */
  readonly returned: FailureClass | null
}

/**
 * What a delivery report does, with those that came before it about the same message. Only an address that the message
 * was written to is struck out: mail is forwarded, and a report names what it likes. The message came back once it
 * failed at each address of « À »; a copy that fails tells nothing of the client. A report that names an address we did
 * not write to is about the only one there was (an alias, a mailbox behind it), or else about nobody in particular.
 */
export function effectOfReport(
  { to, copies }: WrittenTo,
  failed: readonly FailedDelivery[],
  failedBefore: readonly FailedDelivery[],
): ReportEffect {
  const written = new Set([...to, ...copies].map(addressKey))
  const struck = failed
    .filter((one) => one.failure === 'address' && written.has(addressKey(one.address)))
    .map((one) => addressKey(one.address))
  const [only, ...others] = written
  const placed = [...failedBefore, ...failed].map((one) =>
    written.has(addressKey(one.address)) || only === undefined || others.length > 0
      ? { ...one, address: addressKey(one.address) }
      : { ...one, address: only },
  )
  const isUnsaid = placed.length === 0 && others.length === 0
  const reached = to.map(addressKey).filter((address) => !placed.some((one) => one.address === address))
  const isReturned = isUnsaid || reached.length === 0
  const blamed = placed.find((one) => to.some((address) => addressKey(address) === one.address))
  return { struck: [...new Set(struck)], returned: isReturned ? (blamed?.failure ?? 'other') : null }
}

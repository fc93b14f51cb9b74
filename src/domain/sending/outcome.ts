import type { AccountProblem } from './account-problem.ts'

/** A message as it leaves, to the last byte. */
export interface OutgoingMessage {
  /** The first of `to` is the client; the others have a copy. */
  readonly envelope: { readonly from: string; readonly to: readonly string[] }
  /** RFC 5322: headers and body, lines ended by CR LF. */
  readonly raw: Uint8Array
  readonly messageId: string
}

/** What became of a message that was to be handed over. */
export type Outcome =
  /** It is the server's now. `refused`: the recipients that it did not take, among several. */
  | { readonly kind: 'accepted'; readonly answer: string; readonly refused: readonly RefusedRecipient[] }
  /** This message was refused; another may pass. Not permanent: the same may pass later (greylisting). */
  | ({ readonly kind: 'refused' } & Refusal)
  /** Nothing was handed over, through no fault of the message: to be tried again. */
  | ({ readonly kind: 'unreachable' } & AccountFailure)
  /** The link was lost between the last byte and the answer: it may have left. Never to be sent again by itself. */
  | { readonly kind: 'ambiguous'; readonly reason: string }

/** The answer of a server that says no (RFC 5321 §4.2, RFC 3463). */
export interface Refusal {
  /** 550 */
  readonly code: number
  /** "5.1.1" */
  readonly enhanced: string | null
  /** The whole answer, as it came. */
  readonly answer: string
  readonly permanent: boolean
}

export interface RefusedRecipient extends Refusal {
  readonly address: string
}

/** Why an account cannot send now. */
export interface AccountFailure {
  readonly reason: AccountProblem
  /** What the server or the system said, for whoever looks into it; may be empty. */
  readonly answer: string
  /** When the server asks to wait; null when it says nothing. */
  readonly waitSeconds: number | null
}

import type { AccountFailure } from '#domain/sending/outcome.ts'

/**
 * How far a mailbox is read. `validity` is what its server counts by (UIDVALIDITY, RFC 3501 §2.3.1.1): once it is
 * another, `last` means nothing, and the last days are read again.
 */
export interface MailboxCursor {
  readonly validity: string
  /** The last UID seen; of Graph, the instant of the last mail seen, in milliseconds since 1970. */
  readonly last: number
}

/** The headers of a mail that has arrived. */
export interface MailHead {
  /** What the mailbox finds it again by. */
  readonly place: string
  readonly receivedAt: Date
  readonly head: Uint8Array
}

export interface HeadBatch {
  readonly heads: readonly MailHead[]
  /** Where the mailbox is read up to, once these are dealt with. */
  readonly cursor: MailboxCursor
}

/** A mailbox that is only read: nothing in it is marked, moved or deleted. Whatever fails is a `MailboxFault`. */
export interface OpenMailbox {
  /** The headers of what has come since, the oldest first; at first, of the last days. */
  readonly heads: (cursor: MailboxCursor | null) => AsyncIterable<HeadBatch>
  /** The start of a mail, as long as any reader looks at; null when it has gone. */
  readonly whole: (place: string) => Promise<Uint8Array | null>
  readonly close: () => Promise<void>
}

/** Why a mailbox could not be read. */
export class MailboxFault extends Error {
  readonly failure: AccountFailure

  constructor(failure: AccountFailure) {
    super(`mailbox: ${failure.reason} ${failure.answer}`.trim())
    this.failure = failure
  }
}

/** What no reader looks beyond (`src/readers/mail/mail-parts.ts`). */
export const MOST_BYTES = 1_000_000
/** How many headers are asked for at once. */
export const HEADS_AT_ONCE = 100
/** How far back a mailbox is read at first: reports and answers come within weeks. */
export const FIRST_DAYS = 30

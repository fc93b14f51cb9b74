import { LAST_LEVEL, type Level } from '#domain/dunning/levels.ts'

/** An earlier message that has left, as the next one of its thread names it. */
export interface EarlierMessage {
  /** "<…@dupont.example>". */
  readonly messageId: string
  /** Those it named itself, the oldest first. */
  readonly references: readonly string[]
  readonly subject: string
}

/** How a message is told to belong with those before it (RFC 5322 §3.6.4). */
export interface Thread {
  readonly subject: string
  readonly inReplyTo: string | null
  readonly references: readonly string[]
}

const MOST_REFERENCES = 20

/**
 * The thread of a message: from the second reminder on it answers the one before, under the subject of the first, so that
 * a mailbox keeps them together. A formal notice keeps its own subject: what it is must be read there.
 */
export function threadOf(subject: string, level: Level, earlier: EarlierMessage | null): Thread {
  if (earlier === null) return { subject, inReplyTo: null, references: [] }
  const chain = [...earlier.references, earlier.messageId]
  const [first, ...rest] = chain
  const references =
    first && chain.length > MOST_REFERENCES ? [first, ...rest.slice(1 - MOST_REFERENCES)] : chain
  return {
    subject: level === LAST_LEVEL ? subject : earlier.subject,
    inReplyTo: earlier.messageId,
    references,
  }
}

import { header, type MailParts, messageIds, readMailParts } from './mail-parts.ts'
import { answered } from './read-return.ts'
import { mayBeReport } from './text-report.ts'

/** What the headers of a mail tell, before any of it is read further. */
export interface MailHeading {
  /** Its own Message-ID, or null. */
  readonly messageId: string | null
  /** The address of the sender, in small letters; "" without one. */
  readonly from: string
  /** The Message-IDs it answers, the surest first. */
  readonly about: readonly string[]
  /** A delivery report, which says what it is about further down. */
  readonly mayBeReport: boolean
}

/** The headers that tell it: no other is asked for. */
export const HEADING_FIELDS = [
  ...['message-id', 'in-reply-to', 'references', 'from', 'subject', 'return-path', 'content-type'],
  'x-failed-recipients',
]

/** Reads the headers of a mail. Those that cannot be read are about nothing. */
export async function readHeading(head: Uint8Array): Promise<MailHeading> {
  const parts: MailParts | null = await readMailParts(head)
  if (!parts) return { messageId: null, from: '', about: [], mayBeReport: false }
  return {
    messageId: messageIds(header(parts, 'message-id'))[0] ?? null,
    from: parts.from,
    about: answered(parts),
    mayBeReport: mayBeReport(parts),
  }
}

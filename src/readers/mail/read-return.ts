import { isAutomatic } from './automatic-answer.ts'
import { type FailedRecipient, readReport } from './delivery-report.ts'
import { header, type MailParts, messageIds, readMailParts } from './mail-parts.ts'
import { replyText } from './reply-text.ts'

/**
 * What a message of the mailbox is. "report": a message was not delivered; "delay": it is still tried; "automatic": an
 * absence, a receipt; "reply": somebody has answered; "other": nothing that answers a message.
 */
export type ReturnKind = 'report' | 'delay' | 'automatic' | 'reply' | 'other'

export interface ReturnedMail {
  readonly kind: ReturnKind
  /** Its own Message-ID, or null. A copy of what we have sent is known by it. */
  readonly messageId: string | null
  /** The address it comes from, in small letters; "" when it says none. */
  readonly from: string
  /**
   * The Message-IDs it may be about, with their angle brackets, the surest first: it is about the first of them that is
   * ours. Of a report, that of the returned message alone, never those which that one answered.
   */
  readonly about: readonly string[]
  /** Of a report or a delay: whom it did not reach. Strike out only what was written to: mail is forwarded too. */
  readonly recipients: readonly FailedRecipient[]
  /** What the writer of a reply, or their answering machine, says, without what is quoted; else "". */
  readonly text: string
}

/** Reads a message as it came (RFC 5322). What cannot be read is "other". */
export async function readReturn(bytes: Uint8Array): Promise<ReturnedMail> {
  const parts = await readMailParts(bytes)
  if (!parts) return { kind: 'other', messageId: null, from: '', about: [], recipients: [], text: '' }
  const own = { messageId: messageIds(header(parts, 'message-id'))[0] ?? null, from: parts.from }
  const report = readReport(parts)
  if (report) return { ...own, ...report, text: '' }
  const about = answered(parts)
  if (isAutomatic(parts))
    return { ...own, kind: 'automatic', about, recipients: [], text: replyText(parts.text) }
  if (about.length === 0) return { ...own, kind: 'other', about, recipients: [], text: '' }
  return { ...own, kind: 'reply', about, recipients: [], text: replyText(parts.text) }
}

/** What a message answers: In-Reply-To, then References from the last (RFC 5322 §3.6.4); of a receipt, what it names. */
export function answered(parts: MailParts): string[] {
  const receipt = parts.parts.find(({ type }) => type === 'message/disposition-notification')
  const received = /^original-message-id:\s*(<[^<>\s]+>)/im.exec(receipt?.content ?? '')?.[1]
  const threads = [
    ...messageIds(header(parts, 'in-reply-to')),
    ...messageIds(header(parts, 'references')).reverse(),
  ]
  return [...new Set(received ? [received, ...threads] : threads)]
}

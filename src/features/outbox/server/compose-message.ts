import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { MessageContent } from '#domain/sending/message.ts'
import { messageHtml, messageText } from '#letters/message-body.ts'

/** A file of a message with its bytes. */
export interface ComposedFile {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/**
 * The message as it leaves, to the last byte (RFC 5322): text and HTML of the same words, and its files. Headers are
 * written by nodemailer, which folds and encodes each value; what reaches it holds no line break (`isEmailAddress`,
 * `attachmentName`). Nothing is read from a file or an address.
 * @param at when it leaves, told in its header
 */
export async function composeMessage(
  content: MessageContent,
  {
    messageId,
    files,
    at,
  }: { readonly messageId: string; readonly files: readonly ComposedFile[]; readonly at: Date },
): Promise<Uint8Array> {
  const { from, to, cc, replyTo, subject, inReplyTo, references } = content
  const composer = new MailComposer({
    from: { name: from.name, address: from.address },
    to: to.map((address) => ({ name: '', address })),
    ...(cc.length > 0 ? { cc: cc.map((address) => ({ name: '', address })) } : {}),
    replyTo: { name: '', address: replyTo },
    subject,
    messageId,
    date: at,
    ...(inReplyTo === null ? {} : { inReplyTo, references: [...references] }),
    // RFC 3834: no out-of-office is owed an answer to it, nor asked for one.
    headers: { 'Auto-Submitted': 'auto-generated' },
    text: messageText(content),
    html: messageHtml(content),
    textEncoding: 'quoted-printable',
    attachments: files.map(({ name, mediaType, bytes }) => ({
      filename: name,
      contentType: mediaType,
      content: Buffer.from(bytes),
      contentDisposition: 'attachment',
    })),
    // Two runs of this on the same content give the same bytes.
    boundaryPrefix: '----relances',
    baseBoundary: createHash('sha256').update(messageId).digest('hex').slice(0, 32),
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
  } as ConstructorParameters<typeof MailComposer>[0])
  return new Uint8Array(await composer.compile().build())
}

import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import { plainText } from '#domain/letters/rich-text-plain.ts'
import type { PaperReason, Way } from '#domain/sending/channels.ts'
import type { MessageContent } from '#domain/sending/message.ts'
import { messageHtml, messageText } from '#letters/message-body.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { EmailChange, EmailView } from '../contract.ts'

/** An e-mail as it will be read: by the very functions that write it out. */
export function emailViewOf(
  content: MessageContent,
  { way, paperReason }: { readonly way: Way; readonly paperReason: PaperReason | null },
): EmailView {
  const { from, replyTo, to, cc, bcc, subject, language, isTrial, leftOut } = content
  return {
    way,
    paperReason,
    isTrial,
    from: `${from.name} <${from.address}>`,
    replyTo,
    to,
    cc,
    bcc,
    subject,
    text: messageText(content),
    bodyText: plainText(content.body),
    html: messageHtml(content),
    language,
    attachments: content.attachments.map((file) => ({
      kind: file.kind,
      name: file.name,
      bytes: file.kind === 'invoice' ? file.bytes : null,
    })),
    leftOut,
  }
}

/** The e-mail of a letter. @throws RelancesError not-found, also for one on paper alone */
export async function readEmail(tx: ScopedTransaction, letterId: number): Promise<EmailView> {
  const letter = await tx
    .selectFrom('letters')
    .select(['way', 'paper_reason', 'email'])
    .where('id', '=', letterId)
    .executeTakeFirst()
  if (!letter) throw new RelancesError('not-found', 'features.no-letter', { id: letterId })
  if (letter.email === null) throw new RelancesError('not-found', 'outbox.no-email')
  return emailViewOf(letter.email, { way: letter.way, paperReason: letter.paper_reason })
}

/**
 * Changes one e-mail of a draft, which then says this and nothing else. How to pay stays the letter's.
 * @throws RelancesError not-found, or conflict once its letter is no draft
 */
export async function changeEmail(
  tx: ScopedTransaction,
  letterId: number,
  change: EmailChange,
): Promise<EmailView> {
  const { rows } = await sql<{ company_id: number; status: string; email: MessageContent | null }>`
    select company_id, status, email from letters where id = ${letterId} for update`.execute(tx)
  const [letter] = rows
  if (!letter) throw new RelancesError('not-found', 'features.no-letter', { id: letterId })
  if (letter.email === null) throw new RelancesError('not-found', 'outbox.no-email')
  if (letter.status !== 'draft') throw new RelancesError('conflict', 'outbox.not-draft')
  const { subject = letter.email.subject, body = letter.email.body, cc = letter.email.cc } = change
  const known = new Set(letter.email.to.map((address) => address.toLowerCase()))
  const email: MessageContent = {
    ...letter.email,
    subject,
    body,
    cc: [...new Set(cc)].filter((address) => !known.has(address.toLowerCase())),
  }
  await tx
    .updateTable('letters')
    .set({ email: JSON.stringify(email) })
    .where('company_id', '=', letter.company_id)
    .where('id', '=', letterId)
    .execute()
  return await readEmail(tx, letterId)
}

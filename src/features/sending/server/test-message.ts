import { randomUUID } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { SendingAccount, SendingSettings } from '#domain/sending/account.ts'
import type { OutgoingMessage } from '#domain/sending/outcome.ts'
import { type Language, translate } from '#messages/translate.ts'

/** A message to whoever sets an account: with the sender, the reply address and the signature of the real ones. */
export async function testMessage(
  account: Pick<SendingAccount, 'fromName' | 'fromAddress'>,
  settings: Pick<SendingSettings, 'replyTo' | 'signature'>,
  { to, company, language }: { readonly to: string; readonly company: string; readonly language: Language },
): Promise<OutgoingMessage> {
  const { fromAddress } = account
  const messageId = `<${randomUUID()}@${fromAddress.split('@')[1]}>`
  const words = translate(language, 'sending.test-body', { company })
  const composed = new MailComposer({
    from: { name: account.fromName, address: fromAddress },
    to,
    replyTo: settings.replyTo ?? fromAddress,
    subject: translate(language, 'sending.test-subject', { company }),
    text: settings.signature === '' ? words : `${words}\n\n${settings.signature}`,
    messageId,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'windows',
  })
  return { envelope: { from: fromAddress, to: [to] }, raw: await composed.compile().build(), messageId }
}

import { randomBytes } from 'node:crypto'
import { afterAll } from 'vitest'
import type { MailServer, SendingAccount } from '#domain/sending/account.ts'
import type { OutgoingMessage } from '#domain/sending/outcome.ts'
import { createMailer, secretSubject } from '#platform/mail/mailer.ts'
import { openSealer } from '#platform/sealing.ts'
import { CERTIFICATE, PASSWORD, USER } from './mail-server.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A mailer that does not wait long, and the accounts of the menuiserie Chêne. */
export function openMailWorld() {
  const sealer = openSealer({ secret: null, dataDir: temporaryFolder() })
  const patience = { connectMs: 2000, answerMs: 2000 }
  const mailer = createMailer({ sealer, patience, trusted: [CERTIFICATE] })
  afterAll(() => mailer.close())
  let accounts = 0

  function accountOf(server: MailServer, change: { readonly password?: string } = {}): SendingAccount {
    accounts += 1
    const account: SendingAccount = {
      companyId: 1,
      id: accounts,
      kind: 'smtp',
      fromName: 'Menuiserie du Chêne',
      fromAddress: USER,
      server,
      userName: USER,
      application: null,
      sealedSecret: null,
      perMinute: 20,
      perHour: 200,
    }
    return { ...account, sealedSecret: sealer.seal(change.password ?? PASSWORD, secretSubject(account)) }
  }
  return { mailer, sealer, patience, accountOf }
}

/** A reminder of that many bytes more than a short one. */
export function reminder(to: readonly string[] = ['achats@durand.example'], bytes = 0): OutgoingMessage {
  const messageId = `<${randomBytes(8).toString('hex')}@menuiserie.example>`
  const head = `From: ${USER}\r\nTo: ${to[0]}\r\nMessage-ID: ${messageId}\r\nSubject: Facture FA-12\r\n\r\n`
  const body = `Bonjour,\r\n.une ligne qui commence par un point\r\n${'x'.repeat(70)}\r\n`
  const filling = Buffer.alloc(bytes, `${'y'.repeat(70)}\r\n`)
  return { envelope: { from: USER, to }, raw: Buffer.concat([Buffer.from(head + body), filling]), messageId }
}

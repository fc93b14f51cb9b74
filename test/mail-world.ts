import { randomBytes } from 'node:crypto'
import { afterAll } from 'vitest'
import type { Application, MailServer, SendingAccount } from '#domain/sending/account.ts'
import type { OutgoingMessage } from '#domain/sending/outcome.ts'
import { secretSubject } from '#platform/mail/account-tokens.ts'
import { createMailer } from '#platform/mail/mailer.ts'
import type { ProviderPlaces } from '#platform/mail/providers.ts'
import { openSealer } from '#platform/sealing.ts'
import { CERTIFICATE, PASSWORD, USER } from './mail-server.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A mailer that does not wait long, and the accounts of the menuiserie Chêne. */
export function openMailWorld({ places }: { readonly places?: ProviderPlaces } = {}) {
  const sealer = openSealer({ secret: null, dataDir: temporaryFolder() })
  const patience = { connectMs: 2000, answerMs: 2000 }
  const renewed: string[] = []
  const mailer = createMailer({
    sealer,
    patience,
    trusted: [CERTIFICATE],
    ...(places ? { places } : {}),
    keepSecret: async (account, secret) => {
      renewed.push(sealer.open(secret, secretSubject(account)) ?? '')
    },
  })
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

  /** The same with a consent in the place of a password. */
  function consentOf(
    application: Application,
    server: MailServer | null,
    refreshToken: string,
    clientSecret: string | null = null,
  ): SendingAccount {
    const account = accountOf(server ?? { host: 'localhost', port: 1, security: 'tls' })
    const secret = JSON.stringify({ refreshToken, clientSecret })
    return {
      ...account,
      kind: server ? 'smtp-oauth' : 'graph',
      server,
      application,
      sealedSecret: sealer.seal(secret, secretSubject(account)),
    }
  }
  return { mailer, sealer, patience, accountOf, consentOf, renewed }
}

/** A reminder of that many bytes more than a short one. */
export function reminder(to: readonly string[] = ['achats@durand.example'], bytes = 0): OutgoingMessage {
  const messageId = `<${randomBytes(8).toString('hex')}@menuiserie.example>`
  const head = `From: ${USER}\r\nTo: ${to[0]}\r\nMessage-ID: ${messageId}\r\nSubject: Facture FA-12\r\n\r\n`
  const body = `Bonjour,\r\n.une ligne qui commence par un point\r\n${'x'.repeat(70)}\r\n`
  const filling = Buffer.alloc(bytes, `${'y'.repeat(70)}\r\n`)
  return { envelope: { from: USER, to }, raw: Buffer.concat([Buffer.from(head + body), filling]), messageId }
}

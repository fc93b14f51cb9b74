import { expect, test } from 'vitest'
import type { MailServer } from '#domain/sending/account.ts'
import {
  CERTIFICATE,
  PASSWORD,
  startMailServer,
  startScriptedServer,
  USER,
} from '../../../test/mail-server.ts'
import { openImap } from './imap-link.ts'
import { MailboxFault } from './mailbox.ts'

// Longer than a test may last: whoever waits for a greeting of IMAP fails.
const PATIENCE = { connectMs: 3_600_000, answerMs: 3_600_000 }

async function reasonAt(server: MailServer): Promise<string> {
  const signIn = { by: 'password', userName: USER, password: PASSWORD } as const
  const options = { server, signIn, fields: [], patience: PATIENCE, trusted: [CERTIFICATE] }
  try {
    await (await openImap(options, new AbortController().signal)).close()
  } catch (error) {
    if (error instanceof MailboxFault) return error.failure.reason
    throw error
  }
  return 'opened'
}

test.each([
  ['SMTP', '220 mail.chene.example ESMTP Postfix'],
  ['SMTP, in two lines', '220-mail.chene.example ESMTP\r\n220 Bienvenue'],
  ['POP3', '+OK Dovecot ready.'],
  ['FTP', '220 (vsFTPd 3.0.5)'],
])('a server of %s is told from its first words, without waiting for others', async (_name, greeting) => {
  const { server } = await startScriptedServer((line) => (line === '' ? greeting : ''))
  expect(await reasonAt(server)).toBe('not-a-mailbox')
})

test('so is the server of sending behind its encryption, when its port is typed for that of the mailbox', async () => {
  const { server } = await startMailServer({}, 'tls')
  expect(await reasonAt(server)).toBe('not-a-mailbox')
})

test('a greeting of IMAP that comes in pieces is waited for', async () => {
  const { server, lines } = await startScriptedServer((line, _count, socket) => {
    if (line !== '') return null
    socket.write('* O')
    socket.write('K Serveur de la menuiserie\r\n')
    return ''
  })
  expect(await reasonAt(server)).not.toBe('not-a-mailbox')
  expect(lines[0]).toMatch(/CAPABILITY$/)
})

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

test('a search that the server refuses is told: an inbox that was not searched is not an empty one', async () => {
  const answers: readonly [RegExp, (tag: string) => string][] = [
    [/CAPABILITY/, (tag) => `* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\r\n${tag} OK`],
    [/AUTHENTICATE|LOGIN/, (tag) => `${tag} OK [CAPABILITY IMAP4rev1] signed in`],
    [
      /EXAMINE/,
      (tag) => `* 3 EXISTS\r\n* OK [UIDVALIDITY 7]\r\n* OK [UIDNEXT 40]\r\n${tag} OK [READ-ONLY] opened`,
    ],
    [/SEARCH/, (tag) => `${tag} NO [SERVERBUG] index is being rebuilt`],
    [/LIST|LSUB/, (tag) => `* LIST () "/" INBOX\r\n${tag} OK listed`],
  ]
  const { server } = await startScriptedServer((line) => {
    if (line === '') return '* OK ready'
    const [tag = ''] = line.split(' ')
    const answer = answers.find(([asked]) => asked.test(line))
    return answer ? answer[1](tag) : `${tag} OK`
  })
  const signIn = { by: 'password', userName: USER, password: PASSWORD } as const
  const options = { server, signIn, fields: [], patience: { connectMs: 20_000, answerMs: 20_000 } }
  const mailbox = await openImap(options, new AbortController().signal)
  const heads = mailbox.heads(null)[Symbol.asyncIterator]()
  await expect(heads.next()).rejects.toMatchObject({ failure: { reason: 'mailbox-refused' } })
  await mailbox.close()
})

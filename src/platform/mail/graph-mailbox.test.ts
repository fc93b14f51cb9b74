import { beforeEach, expect, test } from 'vitest'
import type { ReturnMailbox } from '#domain/sending/account.ts'
import { startProviders } from '../../../test/mail-providers.ts'
import { openMailWorld } from '../../../test/mail-world.ts'
import type { MailHead } from './mailbox.ts'
import { scopeOf } from './providers.ts'

// The inbox of Chêne at a Graph of the tests, which answers as the real one is documented to.

const { state, places, give } = await startProviders()
const { mailer, consentOf } = openMailWorld({ places })
const GRAPH: ReturnMailbox = { server: null, userName: null, sealedSecret: null }
const FIELDS = ['message-id', 'in-reply-to']
const account = consentOf(
  { provider: 'microsoft', clientId: 'b1c2', tenant: null },
  null,
  give().refresh_token,
)

function mail(id: string, minute: number) {
  const receivedDateTime = `${new Date().toISOString().slice(0, 10)}T08:0${minute}:00Z`
  const raw = `Message-ID: <${id}@client.example>\r\nX-Secret: 1234\r\nIn-Reply-To: <r@chene.example>\r\n\r\nBonjour ${id}`
  return { id, receivedDateTime, raw }
}

beforeEach(() => {
  state.inbox = [mail('a', 1), mail('b', 2), mail('c', 3)]
  state.read = []
  state.maySeeInbox = true
})

const open = () => mailer.openMailbox(account, GRAPH, { fields: FIELDS, signal: AbortSignal.timeout(10_000) })

async function readAll(cursor: { validity: string; last: number } | null) {
  const mailbox = await open()
  const heads: MailHead[] = []
  let end = cursor
  for await (const batch of mailbox.heads(cursor)) {
    heads.push(...batch.heads)
    end = batch.cursor
  }
  return { heads, end, mailbox }
}

test('only the headers that are asked for are kept, page after page, and a mail is opened by its number', async () => {
  const { heads, end, mailbox } = await readAll(null)
  expect(heads.map(({ place }) => place)).toEqual(['a', 'b', 'c'])
  expect(Buffer.from(heads[0]?.head ?? []).toString()).toBe(
    'Message-ID: <a@client.example>\r\nIn-Reply-To: <r@chene.example>\r\n\r\n',
  )
  expect(state.read).toEqual([])
  expect(Buffer.from((await mailbox.whole('b')) ?? []).toString()).toContain('Bonjour b')
  expect(await mailbox.whole('gone')).toBeNull()
  expect(state.read).toEqual(['b', 'gone'])
  // It goes on from the last instant, whose mails are told again.
  state.inbox.push(mail('d', 4))
  expect((await readAll(end)).heads.map(({ place }) => place)).toEqual(['c', 'd'])
})

test('a consent that does not go as far as reading is told', async () => {
  state.maySeeInbox = false
  await expect(open()).rejects.toMatchObject({ failure: { reason: 'mailbox-consent', answer: '403' } })
})

test('a token that was withdrawn is asked for anew, once', async () => {
  await open()
  state.accessTokens.clear()
  await expect(open()).resolves.toBeDefined()
})

test('reading is one more right at Microsoft, asked for only where returns are read', () => {
  expect(scopeOf('microsoft', 'graph', false)).toBe('https://graph.microsoft.com/Mail.Send offline_access')
  expect(scopeOf('microsoft', 'graph', true)).toBe(
    'https://graph.microsoft.com/Mail.Read https://graph.microsoft.com/Mail.Send offline_access',
  )
  expect(scopeOf('microsoft', 'smtp-oauth', true)).toContain('IMAP.AccessAsUser.All')
  expect(scopeOf('google', 'smtp-oauth', true)).toBe('https://mail.google.com/')
})

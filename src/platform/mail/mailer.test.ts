import { describe, expect, test } from 'vitest'
import { PASSWORD, refusal, startMailServer, startScriptedServer, USER } from '../../../test/mail-server.ts'
import { openMailWorld, reminder } from '../../../test/mail-world.ts'
import { temporaryFolder } from '../../../test/temporary-folder.ts'
import { openSealer } from '../sealing.ts'
import { secretSubject } from './account-tokens.ts'
import { createMailer } from './mailer.ts'

const { mailer, sealer, patience, accountOf } = openMailWorld()

describe('a message that is handed over', () => {
  test('leaves encrypted by STARTTLS, signed in, byte for byte', async () => {
    const { server, received } = await startMailServer()
    const sent = reminder()
    const outcome = await mailer.sendMessage(accountOf(server), sent)
    expect(outcome).toEqual({ kind: 'accepted', answer: '250 2.0.0 Ok: queued as 1', refused: [] })
    expect(received).toMatchObject([
      { from: USER, to: ['achats@durand.example'], userName: USER, isEncrypted: true },
    ])
    expect(received[0]?.raw.toString()).toBe(Buffer.from(sent.raw).toString())
  })

  test('leaves in TLS from the start, and in clear to this machine only', async () => {
    const encrypted = await startMailServer({}, 'tls')
    expect(await mailer.sendMessage(accountOf(encrypted.server), reminder())).toMatchObject({
      kind: 'accepted',
    })
    const clear = await startMailServer({}, 'none')
    expect(await mailer.sendMessage(accountOf(clear.server), reminder())).toMatchObject({ kind: 'accepted' })
    const far = accountOf({ ...clear.server, host: 'smtp.exemple.example' })
    expect(await mailer.sendMessage(far, reminder())).toMatchObject({ reason: 'clear-password' })
  })

  test('shares its connection with those before it, one at a time', async () => {
    const { server, received, connections } = await startMailServer()
    const account = accountOf(server)
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, () => mailer.sendMessage(account, reminder())),
    )
    expect(outcomes.every(({ kind }) => kind === 'accepted')).toBe(true)
    expect(received).toHaveLength(200)
    expect(connections.opened).toBe(1)
  })

  test('leaves by one of four connections, once a first one is open, each once', async () => {
    const { server, received, connections } = await startMailServer()
    const account = accountOf(server)
    await mailer.sendMessage(account, reminder())
    const sent = Array.from({ length: 20 }, (_, rank) => reminder([`client-${rank}@durand.example`]))
    const outcomes = await Promise.all(sent.map((message) => mailer.sendMessage(account, message)))
    expect(outcomes.every(({ kind }) => kind === 'accepted')).toBe(true)
    expect(
      received
        .slice(1)
        .flatMap(({ to }) => to)
        .toSorted(),
    ).toEqual(sent.flatMap(({ envelope }) => envelope.to).toSorted())
    expect(connections.opened).toBe(4)
  })

  test('waits for the first connection where a server takes no other', async () => {
    let open = 0
    const { server, received } = await startMailServer({
      onConnect: (_session, done) => {
        open += 1
        done(open > 1 ? refusal(421, '4.7.0 Too many connections') : null)
      },
    })
    const account = accountOf(server)
    await mailer.sendMessage(account, reminder())
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, () => mailer.sendMessage(account, reminder())),
    )
    expect(outcomes.every(({ kind }) => kind === 'accepted')).toBe(true)
    expect(received).toHaveLength(13)
  })

  test('says which copy the server did not take', async () => {
    const { server, received } = await startMailServer({
      onRcptTo: ({ address }, _session, done) =>
        done(address.startsWith('parti@') ? refusal(550, '5.1.1 User unknown') : null),
    })
    const outcome = await mailer.sendMessage(
      accountOf(server),
      reminder(['achats@durand.example', 'parti@durand.example']),
    )
    expect(outcome).toMatchObject({
      kind: 'accepted',
      refused: [{ address: 'parti@durand.example', code: 550, enhanced: '5.1.1', permanent: true }],
    })
    expect(received[0]?.to).toEqual(['achats@durand.example'])
  })
})

describe('a message that is refused', () => {
  test.each([
    ['an unknown recipient', 'onRcptTo', 550, '5.1.1 User unknown', { enhanced: '5.1.1', permanent: true }],
    ['greylisting', 'onRcptTo', 451, '4.7.1 Greylisted, try again', { enhanced: '4.7.1', permanent: false }],
    ['a full mailbox', 'onRcptTo', 552, '5.2.2 Mailbox over quota', { enhanced: '5.2.2', permanent: true }],
    ['a size', 'onMailFrom', 552, '5.3.4 Message too big', { enhanced: '5.3.4', permanent: true }],
  ] as const)('for %s', async (_what, step, code, text, expected) => {
    const { server } = await startMailServer({
      [step]: (_address: unknown, _session: unknown, done: (error: Error) => void) =>
        done(refusal(code, text)),
    })
    const account = accountOf(server)
    expect(await mailer.sendMessage(account, reminder())).toEqual({
      kind: 'refused',
      code,
      answer: `${code} ${text}`,
      ...expected,
    })
  })

  test('for its content, and the next one passes', async () => {
    let count = 0
    const { server } = await startMailServer({
      onData(stream, _session, done) {
        stream.resume().on('end', () => {
          count += 1
          if (count === 1) return done(refusal(554, '5.7.1 Message rejected as spam'))
          return done(null, '2.0.0 Ok')
        })
      },
    })
    const account = accountOf(server)
    const [first, second] = await Promise.all([
      mailer.sendMessage(account, reminder()),
      mailer.sendMessage(account, reminder()),
    ])
    expect(first).toMatchObject({ kind: 'refused', code: 554, enhanced: '5.7.1', permanent: true })
    expect(second).toMatchObject({ kind: 'accepted' })
  })

  test('before it is asked, when it is larger than the server takes', async () => {
    const { server, received } = await startMailServer({ size: 50_000 })
    const outcome = await mailer.sendMessage(accountOf(server), reminder(['a@b.example'], 60_000))
    expect(outcome).toMatchObject({ kind: 'refused', code: 552, permanent: true })
    expect(received).toEqual([])
  })
})

describe('an account that cannot send', () => {
  test('has a wrong password, and no message is lost for it', async () => {
    const { server } = await startMailServer()
    const account = accountOf(server, { password: 'Chêne-massif-13' })
    expect(await mailer.sendMessage(account, reminder())).toMatchObject({
      kind: 'unreachable',
      reason: 'password-refused',
    })
    expect(await mailer.tryAccount(account)).toMatchObject({ reason: 'password-refused' })
  })

  test.each([
    [535, '5.7.139 Authentication unsuccessful, basic authentication is disabled', 'password-sign-in-off'],
    [550, '5.7.30 Basic authentication is not supported for Client Submission', 'password-sign-in-off'],
    [534, '5.7.9 Application-specific password required', 'app-password-needed'],
    [454, '4.7.0 Temporary authentication failure', 'busy'],
  ])('is told %i %s', async (code, text, reason) => {
    const { server } = await startMailServer({
      onAuth: (_auth, _session, done) => done(refusal(code, text)),
    })
    expect(await mailer.tryAccount(accountOf(server))).toMatchObject({ reason })
  })

  test.each([
    [550, '5.4.5 Daily user sending limit exceeded', 'quota'],
    [550, '5.7.60 Client does not have permissions to send as this sender', 'sender-refused'],
    [530, '5.7.0 Authentication required', 'sign-in-needed'],
  ])('keeps its messages when the sender is refused: %i %s', async (code, text, reason) => {
    const { server } = await startMailServer({
      onMailFrom: (_address, _session, done) => done(refusal(code, text)),
    })
    const outcome = await mailer.sendMessage(accountOf(server), reminder())
    expect(outcome).toMatchObject({ kind: 'unreachable', reason })
  })

  test('names a host that does not exist, and a port where nothing listens', async () => {
    const { server } = await startMailServer()
    const unknown = accountOf({ ...server, host: 'smtp.nexistepas.invalid' })
    expect(await mailer.tryAccount(unknown)).toMatchObject({ reason: 'host-unknown' })
    const closed = accountOf({ ...server, port: 1 })
    expect(await mailer.tryAccount(closed)).toMatchObject({ reason: 'port-closed' })
  })

  test('meets a certificate that nobody vouches for', async () => {
    const { server, received } = await startMailServer()
    const wary = createMailer({ sealer, patience, keepSecret: async () => undefined })
    expect(await wary.tryAccount(accountOf(server))).toMatchObject({ reason: 'certificate' })
    expect(await wary.sendMessage(accountOf(server), reminder())).toMatchObject({ reason: 'certificate' })
    const { server: encrypted } = await startMailServer({}, 'tls')
    expect(await wary.tryAccount(accountOf(encrypted))).toMatchObject({ reason: 'certificate' })
    expect(received).toEqual([])
  })

  test('speaks TLS where it should have begun without, or asks for a STARTTLS that is not there', async () => {
    const { server } = await startMailServer()
    const early = accountOf({ ...server, security: 'tls' })
    expect(await mailer.tryAccount(early)).toMatchObject({ reason: 'encryption' })
    const { server: clear } = await startMailServer({}, 'none')
    const missing = accountOf({ ...clear, security: 'starttls' })
    expect(await mailer.tryAccount(missing)).toMatchObject({ reason: 'encryption' })
  })

  test('has no secret that this installation can open', async () => {
    const { server } = await startMailServer()
    const elsewhere = openSealer({ secret: null, dataDir: temporaryFolder() })
    const account = accountOf(server)
    const foreign = { ...account, sealedSecret: elsewhere.seal(PASSWORD, secretSubject(account)) }
    expect(await mailer.sendMessage(foreign, reminder())).toMatchObject({ reason: 'no-secret' })
    // Nor one that was sealed for another account.
    const other = { ...accountOf(server), sealedSecret: account.sealedSecret }
    expect(await mailer.sendMessage(other, reminder())).toMatchObject({ reason: 'no-secret' })
  })

  test('meets what is no mail server, or one that says nothing', async () => {
    const web = await startScriptedServer((line) => (line === '' ? 'HTTP/1.1 400 Bad Request' : null))
    expect(await mailer.tryAccount(accountOf(web.server))).toMatchObject({ reason: 'not-a-mail-server' })
    const silent = await startScriptedServer(() => '')
    expect(await mailer.tryAccount(accountOf(silent.server))).toMatchObject({ reason: 'no-answer' })
    const full = await startScriptedServer(() => '421 4.7.0 Too many connections')
    expect(await mailer.tryAccount(accountOf(full.server))).toMatchObject({ reason: 'busy' })
  })
})

test('no text of an outcome holds the password', async () => {
  const { server } = await startMailServer({
    onAuth: ({ password }, _session, done) => done(refusal(535, `5.7.8 ${password} is wrong`)),
  })
  const outcome = await mailer.sendMessage(accountOf(server), reminder())
  expect(outcome).toMatchObject({ kind: 'unreachable', reason: 'password-refused' })
  expect(JSON.stringify(outcome)).not.toContain(PASSWORD)
})

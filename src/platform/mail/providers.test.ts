import { beforeEach, describe, expect, test } from 'vitest'
import type { Application } from '#domain/sending/account.ts'
import { startProviders } from '../../../test/mail-providers.ts'
import { refusal, startMailServer, USER } from '../../../test/mail-server.ts'
import { openMailWorld, reminder } from '../../../test/mail-world.ts'
import {
  type Asking,
  askDeviceCode,
  consentAddress,
  newVerifier,
  redeemCode,
  redeemDeviceCode,
  revoke,
} from './consent.ts'

const { state, places, give } = await startProviders()
const { mailer, consentOf, renewed } = openMailWorld({ places })
const MICROSOFT: Application = { provider: 'microsoft', clientId: 'b1c2', tenant: 'chene.example' }
const GOOGLE: Application = { provider: 'google', clientId: '12.apps.googleusercontent.com', tenant: null }

beforeEach(() => {
  state.decision = 'pending'
  state.rotates = true
  state.expiresInSeconds = 3_600
  for (const list of [state.answers, state.tokenAnswers, state.asked, state.sent, renewed]) list.length = 0
})

describe('consent', () => {
  const asking: Asking = { application: MICROSOFT, clientSecret: null, kind: 'graph', places }

  test('is given to Microsoft by a code typed in any browser', async () => {
    const code = await askDeviceCode(asking)
    expect(code).toMatchObject({
      userCode: 'K7WR2MZQ',
      verificationUrl: 'https://microsoft.com/devicelogin',
      waitSeconds: 1,
    })
    expect(state.asked[0]?.path).toBe('/chene.example/oauth2/v2.0/devicecode')
    expect(state.asked[0]?.form.get('scope')).toBe('https://graph.microsoft.com/Mail.Send offline_access')
    expect(await redeemDeviceCode(asking, 'appareil-1')).toBe('pending')
    state.decision = 'given'
    expect(await redeemDeviceCode(asking, 'appareil-1')).toMatchObject({
      refreshToken: expect.stringMatching(/^accord-/),
    })
  })

  test('may be refused', async () => {
    state.decision = 'refused'
    expect(await redeemDeviceCode(asking, 'appareil-1')).toMatchObject({
      reason: 'consent-refused',
      answer: 'authorization_declined: AADSTS65004: User declined',
    })
  })

  test('is given to Google by coming back with a code, which a verifier goes with', async () => {
    const google: Asking = {
      application: GOOGLE,
      clientSecret: 'GOCSPX-x',
      kind: 'smtp-oauth',
      places,
    }
    const verifier = newVerifier()
    const redirectUri = 'http://127.0.0.1:4800/parametres/envoi-accord'
    const address = new URL(
      await consentAddress(google, { redirectUri, state: 'état', hint: USER }, verifier),
    )
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      scope: 'https://mail.google.com/',
      access_type: 'offline',
      code_challenge_method: 'S256',
      redirect_uri: redirectUri,
      state: 'état',
    })
    expect(address.href).not.toContain(verifier)
    const tokens = await redeemCode(google, { code: 'code-de-google', redirectUri, verifier })
    expect(tokens).toMatchObject({ refreshToken: expect.stringMatching(/^accord-/) })
    expect(state.asked.at(-1)?.form.get('code_verifier')).toBe(verifier)
    expect(await redeemCode(google, { code: 'faux', redirectUri, verifier })).toMatchObject({
      reason: 'consent-lost',
    })
    if (typeof tokens === 'object' && 'refreshToken' in tokens) {
      await revoke(google, tokens.refreshToken)
      expect(state.refreshTokens.has(tokens.refreshToken)).toBe(false)
    }
  })

  test('that nobody can be asked for is told as such', async () => {
    const away: Asking = { ...asking, places: { ...places, microsoft: 'http://127.0.0.1:1' } }
    expect(await askDeviceCode(away)).toMatchObject({ reason: 'provider-unreachable' })
  })
})

describe('Microsoft Graph', () => {
  test('takes the message as it is, with the copies that its headers do not name', async () => {
    const account = consentOf(MICROSOFT, null, give().refresh_token)
    const message = reminder(['achats@durand.example', 'direction@chene.example'])
    expect(await mailer.sendMessage(account, message)).toEqual({
      kind: 'accepted',
      answer: '202 f3a2',
      refused: [],
    })
    expect(state.sent[0]?.toString()).toBe(
      `Bcc: direction@chene.example\r\n${Buffer.from(message.raw).toString()}`,
    )
    // The consent is another one now, and it is kept.
    expect(renewed).toHaveLength(1)
    expect(state.refreshTokens.has(JSON.parse(renewed[0] ?? '{}').refreshToken)).toBe(true)
  })

  test('is asked for one token for several messages, and for another before it ends', async () => {
    const account = consentOf(MICROSOFT, null, give().refresh_token)
    for (let count = 0; count < 3; count += 1) await mailer.sendMessage(account, reminder())
    expect(state.asked).toHaveLength(1)
    state.expiresInSeconds = 30
    const brief = consentOf(MICROSOFT, null, give().refresh_token)
    for (let count = 0; count < 2; count += 1) await mailer.sendMessage(brief, reminder())
    expect(state.asked).toHaveLength(3)
  })

  test('that takes a token no more is shown another one, once', async () => {
    const account = consentOf(MICROSOFT, null, give().refresh_token)
    await mailer.sendMessage(account, reminder())
    state.accessTokens.clear()
    expect(await mailer.sendMessage(account, reminder())).toMatchObject({ kind: 'accepted' })
    state.answers.push({ status: 401 }, { status: 401 })
    expect(await mailer.sendMessage(account, reminder())).toMatchObject({
      kind: 'unreachable',
      reason: 'consent-lost',
    })
  })

  test('whose consent was withdrawn sends nothing until it is given again', async () => {
    const account = consentOf(MICROSOFT, null, 'accord-retiré')
    expect(await mailer.sendMessage(account, reminder())).toMatchObject({
      kind: 'unreachable',
      reason: 'consent-lost',
      answer: 'invalid_grant: AADSTS700082: The refresh token has expired.',
    })
    expect(await mailer.tryAccount(account)).toMatchObject({ reason: 'consent-lost' })
    expect(state.sent).toEqual([])
  })

  test.each([
    [429, { 'retry-after': '42' }, {}, { kind: 'unreachable', reason: 'quota', waitSeconds: 42 }],
    [503, { 'retry-after': '7' }, {}, { kind: 'unreachable', reason: 'busy', waitSeconds: 7 }],
    [
      403,
      {},
      { error: { code: 'ErrorSendAsDenied', message: 'not allowed to send as' } },
      { kind: 'unreachable', reason: 'sender-refused' },
    ],
    [
      400,
      {},
      { error: { code: 'ErrorInvalidRecipients', message: 'no such recipient' } },
      { kind: 'refused', permanent: true, answer: '400 ErrorInvalidRecipients: no such recipient' },
    ],
    [500, {}, {}, { kind: 'ambiguous' }],
  ])('answers %i %j', async (status, headers, body, expected) => {
    const account = consentOf(MICROSOFT, null, give().refresh_token)
    state.answers.push({ status, headers: headers as Record<string, string>, body })
    expect(await mailer.sendMessage(account, reminder())).toMatchObject(expected)
  })

  test('is asked to wait by the address of tokens', async () => {
    const account = consentOf(MICROSOFT, null, give().refresh_token)
    state.tokenAnswers.push({
      status: 429,
      headers: { 'retry-after': '5' },
      body: { error: 'temporarily_unavailable' },
    })
    expect(await mailer.sendMessage(account, reminder())).toMatchObject({
      kind: 'unreachable',
      reason: 'provider-unreachable',
      waitSeconds: 5,
    })
  })

  test('takes no message beyond its limit, which is said before it is asked', async () => {
    const account = consentOf(MICROSOFT, null, give().refresh_token)
    const outcome = await mailer.sendMessage(account, reminder(['a@b.example'], 3_100_000))
    expect(outcome).toMatchObject({ kind: 'refused', code: 552, permanent: true })
  })
})

describe('SMTP by XOAUTH2', () => {
  const tokensSeen: (string | undefined)[] = []
  const smtp = startMailServer({
    onAuth({ method, username, accessToken }, _session, done) {
      tokensSeen.push(accessToken)
      const isRight = method === 'XOAUTH2' && state.accessTokens.has(accessToken ?? '')
      return isRight
        ? done(null, { user: username })
        : done(refusal(535, '5.7.3 Authentication unsuccessful'))
    },
  })

  test('signs in by a token that Google gave for the consent', async () => {
    const { server, received } = await smtp
    state.rotates = false
    const account = consentOf(GOOGLE, server, give().refresh_token, 'GOCSPX-x')
    expect(await mailer.sendMessage(account, reminder())).toMatchObject({ kind: 'accepted' })
    expect(received).toMatchObject([{ userName: USER, isEncrypted: true }])
    expect(state.asked[0]?.form.get('client_secret')).toBe('GOCSPX-x')
    expect(renewed).toEqual([])
  })

  test('renews a token that the server refuses, once, and then says that the consent is lost', async () => {
    const { server } = await smtp
    const account = consentOf(MICROSOFT, server, give().refresh_token)
    expect(await mailer.tryAccount(account)).toBeNull()
    state.accessTokens.clear()
    expect(await mailer.tryAccount(account)).toBeNull()
    const deaf = await startMailServer({
      onAuth: (_auth, _session, done) => done(refusal(535, '5.7.3 Authentication unsuccessful')),
    })
    const refused = consentOf(MICROSOFT, deaf.server, give().refresh_token)
    const outcome = await mailer.sendMessage(refused, reminder())
    expect(outcome).toMatchObject({ kind: 'unreachable', reason: 'consent-lost' })
    expect(JSON.stringify(outcome)).not.toMatch(/jeton-|accord-/)
  })
})

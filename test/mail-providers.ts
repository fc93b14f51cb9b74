import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'
import type { ProviderPlaces } from '#platform/mail/providers.ts'

/**
 * Microsoft and Google on this machine, as far as accounts ask of them: device code, codes with PKCE, tokens that end,
 * consents that are withdrawn or refused, and Graph. They answer as the real ones are documented to; nobody has tried
 * the real ones.
 */
export async function startProviders() {
  const state = {
    /** What somebody has decided about the device code. */
    decision: 'pending' as 'pending' | 'given' | 'refused',
    /** Tokens to go on with that are good. */
    refreshTokens: new Set<string>(),
    accessTokens: new Set<string>(),
    /** Microsoft gives another token to go on with each time. */
    rotates: true,
    expiresInSeconds: 3_600,
    /** What Graph answers next, before it does as usual. */
    answers: [] as { status: number; headers?: Record<string, string>; body?: object }[],
    /** What the token address answers next. */
    tokenAnswers: [] as { status: number; headers?: Record<string, string>; body: object }[],
    asked: [] as { path: string; form: URLSearchParams }[],
    sent: [] as Buffer[],
    /** What the inbox holds, the oldest first, and what was asked of it. */
    inbox: [] as { id: string; receivedDateTime: string; raw: string }[],
    read: [] as string[],
    /** The consent goes as far as reading. */
    maySeeInbox: true,
  }
  const give = () => {
    const accessToken = `jeton-${randomBytes(6).toString('hex')}`
    const refreshToken = `accord-${randomBytes(6).toString('hex')}`
    state.accessTokens.add(accessToken)
    state.refreshTokens.add(refreshToken)
    return {
      access_token: accessToken,
      refresh_token: refreshToken,
      token_type: 'Bearer',
      expires_in: state.expiresInSeconds,
    }
  }
  const refuse = (error: string, description = '') => ({
    status: 400,
    body: { error, error_description: description },
  })

  function tokens(form: URLSearchParams): { status: number; body: object } {
    switch (form.get('grant_type')) {
      case 'refresh_token': {
        const given = form.get('refresh_token') ?? ''
        if (!state.refreshTokens.has(given))
          return refuse('invalid_grant', 'AADSTS700082: The refresh token has expired.')
        const { refresh_token, ...others } = give()
        return { status: 200, body: state.rotates ? { ...others, refresh_token } : others }
      }
      case 'urn:ietf:params:oauth:grant-type:device_code':
        if (state.decision === 'pending') return refuse('authorization_pending')
        if (state.decision === 'refused')
          return refuse('authorization_declined', 'AADSTS65004: User declined')
        return { status: 200, body: give() }
      case 'authorization_code':
        if (form.get('code') !== 'code-de-google' || !form.get('code_verifier'))
          return refuse('invalid_grant', 'Bad Request')
        return { status: 200, body: give() }
      default:
        return refuse('unsupported_grant_type')
    }
  }

  // Two mails a page, as Graph gives pages of what was asked for.
  function pageOf(base: string, path: string): object {
    const { searchParams, pathname } = new URL(path, base)
    const since = /receivedDateTime ge (\S+)/.exec(searchParams.get('$filter') ?? '')?.[1] ?? ''
    const skip = Number(searchParams.get('$skip') ?? 0)
    const found = state.inbox.filter(({ receivedDateTime }) => receivedDateTime >= since)
    const value = found.slice(skip, skip + 2).map(({ raw, ...mail }) => ({
      ...mail,
      internetMessageHeaders: (raw.split('\r\n\r\n')[0] ?? '').split('\r\n').map((line) => ({
        name: line.slice(0, line.indexOf(':')),
        value: line.slice(line.indexOf(':') + 1).trim(),
      })),
    }))
    searchParams.set('$skip', String(skip + 2))
    const next = `${base}${pathname}?${searchParams}`
    return found.length > skip + 2 ? { value, '@odata.nextLink': next } : { value }
  }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    const path = request.url ?? ''
    const answer = (status: number, body: object | null, headers: Record<string, string> = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(body === null ? '' : JSON.stringify(body))
    if (path === '/v1.0/me/sendMail') {
      const planned = state.answers.shift()
      if (planned) return answer(planned.status, planned.body ?? {}, planned.headers)
      const bearer = /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
      if (!state.accessTokens.has(bearer))
        return answer(401, { error: { code: 'InvalidAuthenticationToken' } })
      state.sent.push(Buffer.from(text, 'base64'))
      return answer(202, null, { 'request-id': 'f3a2' })
    }
    if (path.startsWith('/v1.0/me/m')) {
      const bearer = /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
      if (!state.accessTokens.has(bearer))
        return answer(401, { error: { code: 'InvalidAuthenticationToken' } })
      if (!state.maySeeInbox) return answer(403, { error: { code: 'ErrorAccessDenied' } })
      const whole = /^\/v1\.0\/me\/messages\/([^/]+)\/\$value$/.exec(path)
      if (!whole) return answer(200, pageOf(`http://${request.headers.host}`, path))
      state.read.push(whole[1] ?? '')
      const found = state.inbox.find(({ id }) => id === whole[1])
      if (!found) return answer(404, { error: { code: 'ErrorItemNotFound' } })
      return response.writeHead(200, { 'content-type': 'text/plain' }).end(found.raw)
    }
    const form = new URLSearchParams(text)
    state.asked.push({ path, form })
    if (path.endsWith('/devicecode')) {
      return answer(200, {
        device_code: 'appareil-1',
        user_code: 'K7WR2MZQ',
        verification_uri: 'https://microsoft.com/devicelogin',
        expires_in: 900,
        interval: 1,
      })
    }
    if (path === '/revoke') {
      state.refreshTokens.delete(form.get('token') ?? '')
      return answer(200, {})
    }
    const planned = state.tokenAnswers.shift()
    if (planned) return answer(planned.status, planned.body, planned.headers)
    const { status, body } = tokens(form)
    return answer(status, body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => server.close())
  const { port } = server.address() as AddressInfo
  const base = `http://127.0.0.1:${port}`
  const places: ProviderPlaces = {
    microsoft: base,
    graph: base,
    googleConsent: `${base}/consent`,
    googleTokens: base,
    // Nothing listens there.
    smtp: () => ({ host: '127.0.0.1', port: 1, security: 'tls' }),
    imap: () => ({ host: '127.0.0.1', port: 1, security: 'tls' }),
  }
  return { state, places, give }
}

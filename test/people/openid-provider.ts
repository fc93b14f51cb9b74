import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

/** What the provider says of the person who signs in there. */
export interface Claims {
  readonly sub: string
  readonly email: string
  readonly email_verified: boolean
  readonly name: string
}

interface Grant {
  readonly challenge: string
  readonly redirectUri: string
  readonly nonce: string | null
}

export const CLIENT = { clientId: 'relances', clientSecret: 'a secret between the two' }

/**
 * A small OpenID provider on the loopback: discovery, keys, and the authorization code flow, where it insists
 * on PKCE (RFC 7636, S256) and on the client's secret. Who signs in there is `provider.person`.
 */
export async function startProvider(person: Claims) {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const grants = new Map<string, Grant>()
  const provider = { issuer: '', person, isForging: false, exchanges: 0, keys, other, grants }
  const server = createServer(async (request, response) => {
    const { status, location, body } = await answer(provider, request)
    response.writeHead(status, { 'content-type': 'application/json', ...(location ? { location } : {}) })
    response.end(JSON.stringify(body ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => server.close())
  provider.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return provider
}

type Provider = Awaited<ReturnType<typeof startProvider>>

interface Answer {
  readonly status: number
  readonly location?: string
  readonly body?: object
}

async function answer(provider: Provider, request: IncomingMessage): Promise<Answer> {
  const { issuer, keys } = provider
  const url = new URL(request.url ?? '/', issuer)
  switch (url.pathname) {
    case '/.well-known/openid-configuration':
      return { status: 200, body: discovery(issuer) }
    case '/keys': {
      const key = { ...keys.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }
      return { status: 200, body: { keys: [key] } }
    }
    case '/authorize':
      return authorize(provider, url.searchParams)
    case '/token':
      return exchange(provider, new URLSearchParams(await read(request)), request.headers.authorization)
    case '/userinfo':
      return { status: 200, body: provider.person }
    default:
      return { status: 404 }
  }
}

function discovery(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
  }
}

function authorize({ grants }: Provider, asked: URLSearchParams): Answer {
  const challenge = asked.get('code_challenge')
  const redirectUri = asked.get('redirect_uri') ?? ''
  const isRight =
    asked.get('response_type') === 'code' &&
    asked.get('client_id') === CLIENT.clientId &&
    asked.get('code_challenge_method') === 'S256'
  if (!isRight || challenge === null) return { status: 400, body: { error: 'invalid_request' } }
  const code = randomUUID()
  grants.set(code, { challenge, redirectUri, nonce: asked.get('nonce') })
  const back = new URL(redirectUri)
  back.searchParams.set('code', code)
  back.searchParams.set('state', asked.get('state') ?? '')
  return { status: 302, location: back.href }
}

function exchange(provider: Provider, form: URLSearchParams, authorization = ''): Answer {
  const grant = provider.grants.get(form.get('code') ?? '')
  provider.grants.delete(form.get('code') ?? '')
  const proof = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url')
  const basic = Buffer.from(`${CLIENT.clientId}:${CLIENT.clientSecret}`).toString('base64')
  const isClient = form.get('client_secret') === CLIENT.clientSecret || authorization === `Basic ${basic}`
  const isRight = grant?.challenge === proof && grant.redirectUri === form.get('redirect_uri') && isClient
  if (!isRight) return { status: 400, body: { error: 'invalid_grant' } }
  provider.exchanges += 1
  const { sub, email, email_verified, name } = provider.person
  const now = Math.floor(Date.now() / 1_000)
  const claims = { iss: provider.issuer, aud: CLIENT.clientId, iat: now, exp: now + 300, sub, email, name }
  const token = signed(provider, {
    ...claims,
    email_verified,
    ...(grant.nonce ? { nonce: grant.nonce } : {}),
  })
  return { status: 200, body: { access_token: randomUUID(), token_type: 'Bearer', id_token: token } }
}

function signed({ keys, other, isForging }: Provider, claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const content = `${part({ alg: 'RS256', kid: 'one' })}.${part(claims)}`
  const { privateKey } = isForging ? other : keys
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), privateKey).toString('base64url')}`
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

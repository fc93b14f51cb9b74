import * as oauth from 'oauth4webapi'
import type { AccountKind, Application } from '#domain/sending/account.ts'
import type { AccountFailure } from '#domain/sending/outcome.ts'
import { endpointsOf, type ProviderPlaces, scopeOf } from './providers.ts'

/** What is kept of a consent, sealed. */
export interface Consent {
  readonly refreshToken: string
  /** Google gives one to applications of a desktop too, which keep it as they can. */
  readonly clientSecret: string | null
}

export interface Tokens {
  readonly accessToken: string
  /** In milliseconds since 1970. */
  readonly endsAt: number
  /** The next one, where the provider gives another each time; else the same. */
  readonly refreshToken: string
}

export interface Asking {
  readonly application: Application
  readonly clientSecret: string | null
  readonly kind: AccountKind
  /** Also to read the mailbox. */
  readonly readsReturns?: boolean
  readonly places: ProviderPlaces
}

/** What somebody types at the provider to give their consent (RFC 8628). */
export interface DeviceCode {
  readonly deviceCode: string
  readonly userCode: string
  readonly verificationUrl: string
  readonly waitSeconds: number
  readonly expiresInSeconds: number
}

/** Asks Microsoft for a code to give consent by, from any browser: it works without a public address. */
export async function askDeviceCode(asking: Asking): Promise<DeviceCode | AccountFailure> {
  const { server, client, options } = clientOf(asking)
  return await told(async () => {
    const parameters = {
      scope: scopeOf(asking.application.provider, asking.kind, asking.readsReturns ?? false),
    }
    const answer = await oauth.deviceAuthorizationRequest(server, client, oauth.None(), parameters, options)
    const read = await oauth.processDeviceAuthorizationResponse(server, client, answer)
    return {
      deviceCode: read.device_code,
      userCode: read.user_code,
      verificationUrl: read.verification_uri,
      waitSeconds: read.interval ?? 5,
      expiresInSeconds: read.expires_in,
    }
  })
}

/** The tokens of a device code, once somebody has agreed; "pending" until then. */
export async function redeemDeviceCode(
  asking: Asking,
  deviceCode: string,
): Promise<Tokens | 'pending' | AccountFailure> {
  const { server, client, options } = clientOf(asking)
  return await told<Tokens | 'pending'>(async () => {
    const answer = await oauth.deviceCodeGrantRequest(server, client, oauth.None(), deviceCode, options)
    try {
      return tokensIn(await oauth.processDeviceCodeResponse(server, client, answer), null)
    } catch (error) {
      const isWaiting =
        error instanceof oauth.ResponseBodyError &&
        ['authorization_pending', 'slow_down'].includes(error.error)
      if (isWaiting) return 'pending'
      throw error
    }
  })
}

/** Where Google asks for consent, and the verifier that the code will be redeemed with (PKCE, RFC 7636). */
export async function consentAddress(
  asking: Asking,
  {
    redirectUri,
    state,
    hint,
  }: { readonly redirectUri: string; readonly state: string; readonly hint: string },
  verifier: string,
): Promise<string> {
  const { server } = clientOf(asking)
  const address = new URL(server.authorization_endpoint ?? '')
  for (const [name, value] of Object.entries({
    client_id: asking.application.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: scopeOf(asking.application.provider, asking.kind, asking.readsReturns ?? false),
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    // Without both, Google gives no token to go on with.
    access_type: 'offline',
    prompt: 'consent',
    login_hint: hint,
    state,
  })) {
    address.searchParams.set(name, value)
  }
  return address.href
}

export const newVerifier = oauth.generateRandomCodeVerifier

/** The tokens of the code that Google sent back. */
export async function redeemCode(
  asking: Asking,
  {
    code,
    redirectUri,
    verifier,
  }: { readonly code: string; readonly redirectUri: string; readonly verifier: string },
): Promise<Tokens | AccountFailure> {
  const { server, client, auth, options } = clientOf(asking)
  return await told(async () => {
    const returned = oauth.validateAuthResponse(
      server,
      client,
      new URLSearchParams({ code }),
      oauth.skipStateCheck,
    )
    const answer = await oauth.authorizationCodeGrantRequest(
      ...([server, client, auth, returned, redirectUri, verifier, options] as const),
    )
    return tokensIn(await oauth.processAuthorizationCodeResponse(server, client, answer), null)
  })
}

/** New tokens from what is kept. A consent that was withdrawn or has ended is told as such. */
export async function renew(asking: Asking, refreshToken: string): Promise<Tokens | AccountFailure> {
  const { server, client, auth, options } = clientOf(asking)
  return await told(async () => {
    const answer = await oauth.refreshTokenGrantRequest(server, client, auth, refreshToken, options)
    return tokensIn(await oauth.processRefreshTokenResponse(server, client, answer), refreshToken)
  })
}

/** Takes the consent back at Google; Microsoft has no address for it, its page of applications does. */
export async function revoke(asking: Asking, refreshToken: string): Promise<void> {
  const { server, client, auth, options } = clientOf(asking)
  if (asking.application.provider !== 'google') return
  // What is forgotten here is out of use, whether Google could be reached or not.
  await told(async () => {
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(server, client, auth, refreshToken, options),
    )
    return { done: true }
  })
}

const PATIENCE_MS = 15_000

function clientOf({ application, clientSecret, places }: Asking) {
  const server: oauth.AuthorizationServer = endpointsOf(application, places)
  const client: oauth.Client = { client_id: application.clientId }
  return {
    server,
    client,
    auth: clientSecret === null ? oauth.None() : oauth.ClientSecretPost(clientSecret),
    options: {
      signal: AbortSignal.timeout(PATIENCE_MS),
      // Only a server of this machine, which is one of our tests.
      [oauth.allowInsecureRequests]: new URL(server.token_endpoint ?? '').hostname === '127.0.0.1',
    },
  }
}

function tokensIn(answer: oauth.TokenEndpointResponse, before: string | null): Tokens {
  const refreshToken = answer.refresh_token ?? before
  if (refreshToken === null) throw new Error('no token to go on with')
  return {
    accessToken: answer.access_token,
    endsAt: Date.now() + (answer.expires_in ?? 300) * 1000,
    refreshToken,
  }
}

async function told<T>(ask: () => Promise<T>): Promise<T | AccountFailure> {
  try {
    return await ask()
  } catch (error) {
    return failureOf(error)
  }
}

function failureOf(error: unknown): AccountFailure {
  if (!(error instanceof oauth.ResponseBodyError)) {
    return {
      reason: 'provider-unreachable',
      answer: error instanceof Error ? error.message : '',
      waitSeconds: null,
    }
  }
  const said = [error.error, error.error_description].filter((text) => text !== undefined).join(': ')
  const answer = said.split('\n')[0] ?? ''
  if (error.status === 429 || error.status >= 500) {
    return { reason: 'provider-unreachable', answer, waitSeconds: retryAfter(error.response.headers) }
  }
  const isLost = ['invalid_grant', 'interaction_required', 'expired_token'].includes(error.error)
  return { reason: isLost ? 'consent-lost' : 'consent-refused', answer, waitSeconds: null }
}

/** `Retry-After` in seconds; null when it is a date or nothing. */
export function retryAfter(headers: Headers): number | null {
  const text = headers.get('retry-after') ?? ''
  return /^\d{1,6}$/.test(text) ? Number(text) : null
}

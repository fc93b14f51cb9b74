import type { AccountKind, Application, MailServer, Provider } from '#domain/sending/account.ts'
import { providerMailbox, providerServer } from '#domain/sending/mail-hosts.ts'

/** Where a provider is asked for consent, for tokens, and for messages. */
export interface ProviderPlaces {
  /** "https://login.microsoftonline.com"; the tenant is added. */
  readonly microsoft: string
  readonly graph: string
  /** Where people give Google their consent. */
  readonly googleConsent: string
  readonly googleTokens: string
  /** The server that sends by its consent. */
  smtp(provider: Provider): MailServer
  /** The server that mailboxes are read from by its consent. */
  imap(provider: Provider): MailServer
}

export const PLACES: ProviderPlaces = {
  microsoft: 'https://login.microsoftonline.com',
  graph: 'https://graph.microsoft.com',
  googleConsent: 'https://accounts.google.com/o/oauth2/v2/auth',
  googleTokens: 'https://oauth2.googleapis.com',
  smtp: providerServer,
  imap: providerMailbox,
}

/** What the consent lets Relances do: send, and nothing else where the provider has so narrow a right. */
const SCOPES: Readonly<Record<`${Provider} ${Exclude<AccountKind, 'smtp'>}`, string>> = {
  'microsoft smtp-oauth': 'https://outlook.office.com/SMTP.Send offline_access',
  'microsoft graph': 'https://graph.microsoft.com/Mail.Send offline_access',
  // Google has no narrower right for SMTP.
  'google smtp-oauth': 'https://mail.google.com/',
  'google graph': '',
}

/** What reading the mailbox takes beside: asked for only where returns are read. Google's one right holds it. */
const READING: Partial<Record<keyof typeof SCOPES, string>> = {
  'microsoft smtp-oauth': 'https://outlook.office.com/IMAP.AccessAsUser.All',
  'microsoft graph': 'https://graph.microsoft.com/Mail.Read',
}

/** The rights that a kind of account asks for. */
export function scopeOf(provider: Provider, kind: AccountKind, readsReturns: boolean): string {
  if (kind === 'smtp') throw new Error('a password needs no consent')
  const key = `${provider} ${kind}` as const
  return [...(readsReturns && READING[key] ? [READING[key]] : []), SCOPES[key]].join(' ')
}

/** The endpoints of an application, as `oauth4webapi` takes them. */
export function endpointsOf({ provider, tenant }: Application, places: ProviderPlaces) {
  if (provider === 'google') {
    return {
      issuer: 'https://accounts.google.com',
      authorization_endpoint: places.googleConsent,
      token_endpoint: `${places.googleTokens}/token`,
      revocation_endpoint: `${places.googleTokens}/revoke`,
    }
  }
  const base = `${places.microsoft}/${encodeURIComponent(tenant ?? 'organizations')}`
  return {
    issuer: `${base}/v2.0`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
  }
}

import { mustHave } from '#domain/errors.ts'
import type { SendingAccount } from '#domain/sending/account.ts'
import type { AccountFailure } from '#domain/sending/outcome.ts'
import type { Sealer } from '../sealing.ts'
import { type Asking, type Consent, renew } from './consent.ts'
import type { ProviderPlaces } from './providers.ts'

/** Of an account that is tried before it is kept: its secret is sealed again under the number it then gets. */
export const UNKEPT_ACCOUNT = 0

/** What an account's secret is sealed for. */
export function secretSubject({ companyId, id }: Pick<SendingAccount, 'companyId' | 'id'>): string {
  return `sending-account ${companyId} ${id}`
}

/** What the password of its mailbox is sealed for, when it has one of its own. */
export function mailboxSubject({ companyId, id }: Pick<SendingAccount, 'companyId' | 'id'>): string {
  return `return-mailbox ${companyId} ${id}`
}

/** The tokens that accounts with a consent send by, renewed before they end. */
export interface AccountTokens {
  /** @param isRefused the one given last was taken no more */
  readonly tokenOf: (account: SendingAccount, isRefused?: boolean) => Promise<string | AccountFailure>
  readonly forget: (account: Pick<SendingAccount, 'companyId' | 'id'>) => void
}

export interface TokenParts {
  readonly sealer: Sealer
  readonly places: ProviderPlaces
  /** Keeps the next consent, where a provider gives another with each token. */
  readonly keepSecret: (account: SendingAccount, secret: Uint8Array) => Promise<void>
}

/** A token is not used in its last minute: the way to the server takes a while. */
const MARGIN_MS = 60_000

export function openAccountTokens({ sealer, places, keepSecret }: TokenParts): AccountTokens {
  const known = new Map<string, { readonly accessToken: string; readonly endsAt: number }>()
  return {
    async tokenOf(account, isRefused = false) {
      const subject = secretSubject(account)
      const kept = known.get(subject)
      if (kept && !isRefused && kept.endsAt - MARGIN_MS > Date.now()) return kept.accessToken
      known.delete(subject)
      const consent = consentOf(account, sealer)
      if (consent === null) return { reason: 'no-secret', answer: '', waitSeconds: null }
      const renewed = await renew(askingFor(account, consent, places), consent.refreshToken)
      if ('reason' in renewed) return renewed
      known.set(subject, renewed)
      if (renewed.refreshToken !== consent.refreshToken) {
        const next: Consent = { ...consent, refreshToken: renewed.refreshToken }
        await keepSecret(account, sealer.seal(JSON.stringify(next), subject))
      }
      return renewed.accessToken
    },
    forget: (account) => {
      known.delete(secretSubject(account))
    },
  }
}

/** The consent of an account; null when there is none, or none that this installation can open. */
export function consentOf(account: SendingAccount, sealer: Pick<Sealer, 'open'>): Consent | null {
  const text = account.sealedSecret && sealer.open(account.sealedSecret, secretSubject(account))
  return text === null ? null : (JSON.parse(text) as Consent)
}

/** What the provider of an account is asked with. */
export function askingFor(
  { application, kind }: SendingAccount,
  { clientSecret }: Pick<Consent, 'clientSecret'>,
  places: ProviderPlaces,
): Asking {
  return { application: mustHave(application, 'the application'), kind, clientSecret, places }
}

import type { ReturnMailbox, SendingAccount } from '#domain/sending/account.ts'
import { areOfOneHost } from '#domain/sending/mail-hosts.ts'
import type { AccountFailure } from '#domain/sending/outcome.ts'
import type { Sealer } from '../sealing.ts'
import { type AccountTokens, mailboxSubject, secretSubject } from './account-tokens.ts'

/** How one signs in: by nothing, a password, or a provider's token. */
export type SignIn =
  | { readonly by: 'nothing' }
  | { readonly by: 'password'; readonly userName: string; readonly password: string }
  | { readonly by: 'token'; readonly userName: string; readonly accessToken: string }

export interface SignInParts {
  readonly sealer: Pick<Sealer, 'open'>
  readonly tokens: AccountTokens
}

/** How an account signs in. @param isTokenRefused the one given last was taken no more */
export async function signInOf(
  { sealer, tokens }: SignInParts,
  account: SendingAccount,
  isTokenRefused: boolean,
): Promise<SignIn | AccountFailure> {
  const { userName, sealedSecret } = account
  if (userName === null) return { by: 'nothing' }
  if (account.application !== null) {
    const accessToken = await tokens.tokenOf(account, isTokenRefused)
    return typeof accessToken === 'string' ? { by: 'token', userName, accessToken } : accessToken
  }
  return passwordOf(userName, sealedSecret && sealer.open(sealedSecret, secretSubject(account)))
}

/**
 * How its mailbox is signed in to: by a password of its own, else as for sending. The password of sending goes to no other
 * host, were the account pointed elsewhere since.
 */
export async function mailboxSignInOf(
  parts: SignInParts,
  account: SendingAccount,
  { server, userName, sealedSecret }: ReturnMailbox,
  isTokenRefused: boolean,
): Promise<SignIn | AccountFailure> {
  if (userName === null) {
    const isForeign = account.server !== null && server !== null && !areOfOneHost(account.server, server)
    if (account.application === null && isForeign) return NO_SECRET
    return await signInOf(parts, account, isTokenRefused)
  }
  return passwordOf(userName, sealedSecret && parts.sealer.open(sealedSecret, mailboxSubject(account)))
}

const NO_SECRET: AccountFailure = { reason: 'no-secret', answer: '', waitSeconds: null }

function passwordOf(userName: string, password: string | null): SignIn | AccountFailure {
  if (password === null) return NO_SECRET
  return { by: 'password', userName, password }
}

/** A server may repeat what it was given, and its answers are shown and kept. */
export function withoutSecret(answer: string, signIn: SignIn): string {
  if (signIn.by === 'nothing') return answer
  const secret = signIn.by === 'password' ? signIn.password : signIn.accessToken
  return [secret, Buffer.from(secret).toString('base64')].reduce(
    (text, found) => text.replaceAll(found, '•'),
    answer,
  )
}

/** Not even a password in clear leaves this machine. */
export function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

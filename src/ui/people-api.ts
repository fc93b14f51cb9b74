import type {
  Account,
  ApiKey,
  ChangedRoles,
  CreatedApiKey,
  Link,
  LinkState,
  NewAdministrator,
  NewApiKey,
  NewUser,
  RoleGrants,
  SecondFactorStart,
  SignInResult,
  SignInState,
  User,
  UserList,
} from '#features/people/contract.ts'
import { getJson, sendJson } from './request.ts'

/** Signing in, one's account, users and keys: one function per need of their screens. */

type Json = Record<string, unknown>

export const fetchSignIn = () => getJson<SignInState>('/api/sign-in')
export const createAdministrator = (person: NewAdministrator) =>
  sendJson<SignInResult>('POST', '/api/administrator', person)
export const signIn = (credentials: { email: string; password: string }) =>
  sendJson<SignInResult>('POST', '/api/sign-in', credentials)
export const sendSecondFactor = (code: string, isRecovery: boolean) =>
  sendJson('POST', '/api/sign-in/second-factor', { code, isRecovery })
export const signInToDemo = () => sendJson('POST', '/api/sign-in/demo')
export const fetchPasskeyChallenge = () => sendJson<Json>('POST', '/api/sign-in/passkey-options')
export const signInByPasskey = (response: Json) => sendJson('POST', '/api/sign-in/passkey', { response })
export const fetchProviderAddress = () => sendJson<{ url: string }>('POST', '/api/sign-in/provider')
export const askReset = (email: string) => sendJson('POST', '/api/password-resets', { email })
export const fetchLink = (token: string) => getJson<LinkState>(linkPath(token))
export const sendLinkPassword = (token: string, password: string) =>
  sendJson<SignInResult>('POST', linkPath(token), { password })

export const fetchAccount = () => getJson<Account>('/api/account')
export const changePassword = (change: { current: string; password: string }) =>
  sendJson('PUT', '/api/account/password', change)
export const startSecondFactor = (password: string) =>
  sendJson<SecondFactorStart>('POST', '/api/account/second-factor', { password })
export const confirmSecondFactor = (code: string) =>
  sendJson('POST', '/api/account/second-factor/confirmation', { code })
export const stopSecondFactor = (password: string) =>
  sendJson('POST', '/api/account/second-factor/removal', { password })
export const renewRecoveryCodes = (password: string) =>
  sendJson<{ recoveryCodes: string[] }>('POST', '/api/account/recovery-codes', { password })
export const fetchNewPasskeyChallenge = () => sendJson<Json>('POST', '/api/account/passkey-options')
export const addPasskey = (name: string, response: Json) =>
  sendJson('POST', '/api/account/passkeys', { name, response })
export const removePasskey = (id: string) => sendJson('DELETE', `/api/account/passkeys/${id}`)
export const endSession = (id: string) => sendJson('DELETE', `/api/account/sessions/${id}`)
export const endOtherSessions = () => sendJson('DELETE', '/api/account/sessions')

export const proveByPassword = (password: string) => sendJson('POST', '/api/account/proof', { password })
export const fetchProofChallenge = () => sendJson<Json>('POST', '/api/account/proof/passkey-options')
export const proveByPasskey = (response: Json) => sendJson('POST', '/api/account/proof/passkey', { response })
export const revokeOwnKey = (id: number) => sendJson<ApiKey>('DELETE', `/api/account/keys/${id}`)

export const fetchUsers = () => getJson<UserList>('/api/users')
export const inviteUser = (user: NewUser) => sendJson<{ user: User; link: Link }>('POST', '/api/users', user)
export const saveRoles = (id: string, grants: RoleGrants) =>
  sendJson<ChangedRoles>('PUT', `/api/users/${id}/roles`, grants)
export const createUserLink = (id: string) => sendJson<Link>('POST', `/api/users/${id}/links`)
export const deactivateUser = (id: string) => sendJson<User>('POST', `/api/users/${id}/deactivation`)
export const reactivateUser = (id: string) => sendJson<User>('DELETE', `/api/users/${id}/deactivation`)
export const removeUserFactor = (id: string) => sendJson<User>('DELETE', `/api/users/${id}/second-factor`)

export const fetchKeys = () => getJson<{ keys: ApiKey[] }>('/api/keys')
export const createKey = (key: NewApiKey) => sendJson<CreatedApiKey>('POST', '/api/keys', key)
export const revokeKey = (id: number) => sendJson<ApiKey>('DELETE', `/api/keys/${id}`)

function linkPath(token: string): string {
  return `/api/links/${encodeURIComponent(token)}`
}

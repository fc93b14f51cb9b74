import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { idParams } from '#contract/fields.ts'
import {
  account,
  apiKey,
  done,
  newPasskey,
  passwordChange,
  passwordProof,
  recoveryCodes,
  secondFactorCode,
  secondFactorStart,
  webAuthnOptions,
} from './contract.ts'

export const fetchAccount = endpoint({
  method: 'get',
  path: '/api/account',
  capability: 'account',
  tags: ['Mon compte'],
  summary: 'How one signs in, and where one is signed in',
  answer: account,
})

export const signOut = endpoint({
  method: 'delete',
  path: '/api/session',
  capability: 'account',
  tags: ['Mon compte'],
  summary: 'Signs out',
  answer: done,
})

export const changePassword = endpoint({
  method: 'put',
  path: '/api/account/password',
  capability: 'account',
  tags: ['Mon compte'],
  summary: 'Changes the password, and ends the other sessions and every link',
  body: passwordChange,
  answer: done,
})

export const startSecondFactor = endpoint({
  method: 'post',
  path: '/api/account/second-factor',
  capability: 'account',
  tags: ['Mon compte'],
  summary: 'Prepares a second factor; it counts once a code has confirmed it',
  body: passwordProof,
  answer: secondFactorStart,
})

export const confirmSecondFactor = endpoint({
  method: 'post',
  path: '/api/account/second-factor/confirmation',
  capability: 'account',
  tags: ['Mon compte'],
  summary: 'Turns the second factor on with a first code of the application',
  body: secondFactorCode,
  answer: done,
})

export const stopSecondFactor = endpoint({
  method: 'post',
  path: '/api/account/second-factor/removal',
  capability: 'account',
  tags: ['Mon compte'],
  summary: 'Turns the second factor off',
  body: passwordProof,
  answer: done,
})

export const renewRecoveryCodes = endpoint({
  method: 'post',
  path: '/api/account/recovery-codes',
  capability: 'account',
  tags: ['Mon compte'],
  summary: 'New recovery codes; those before no longer work',
  body: passwordProof,
  answer: recoveryCodes,
})

export const fetchNewPasskeyChallenge = endpoint({
  method: 'post',
  path: '/api/account/passkey-options',
  capability: 'account',
  isGrave: true,
  tags: ['Mon compte'],
  summary: 'Challenge for adding a passkey',
  answer: webAuthnOptions,
})

export const addPasskey = endpoint({
  method: 'post',
  path: '/api/account/passkeys',
  capability: 'account',
  isGrave: true,
  tags: ['Mon compte'],
  summary: 'Adds a passkey',
  body: newPasskey,
  answer: done,
})

export const removePasskey = endpoint({
  method: 'delete',
  path: '/api/account/passkeys/{id}',
  capability: 'account',
  isGrave: true,
  tags: ['Mon compte'],
  summary: 'Removes a passkey',
  params: z.object({ id: z.string().max(100) }),
  answer: done,
})

export const revokeOwnKey = endpoint({
  method: 'delete',
  path: '/api/account/keys/{id}',
  capability: 'account',
  tags: ['Mon compte'],
  summary: 'Revokes one of one’s own keys, whatever one’s role has become',
  params: idParams,
  answer: apiKey,
})

export const endSession = endpoint({
  method: 'delete',
  path: '/api/account/sessions/{id}',
  capability: 'account',
  tags: ['Mon compte'],
  summary: 'Ends a session',
  params: z.object({ id: z.string().max(100) }),
  answer: done,
})

export const endOtherSessions = endpoint({
  method: 'delete',
  path: '/api/account/sessions',
  capability: 'account',
  tags: ['Mon compte'],
  summary: 'Ends every session but this one',
  answer: done,
})

import { endpoint } from '#contract/endpoint.ts'
import { done, passwordProof, webAuthnOptions, webAuthnResponse } from './contract.ts'

export const proveByPassword = endpoint({
  method: 'post',
  path: '/api/account/proof',
  capability: 'account',
  tags: ['Mon compte'],
  summary: 'Proves who one is by the password, for the grave acts of the next minutes',
  body: passwordProof,
  answer: done,
})

export const fetchProofChallenge = endpoint({
  method: 'post',
  path: '/api/account/proof/passkey-options',
  capability: 'account',
  tags: ['Mon compte'],
  summary: 'Challenge for proving who one is by a passkey',
  answer: webAuthnOptions,
})

export const proveByPasskey = endpoint({
  method: 'post',
  path: '/api/account/proof/passkey',
  capability: 'account',
  tags: ['Mon compte'],
  summary: 'Proves who one is by a passkey, for the grave acts of the next minutes',
  body: webAuthnResponse,
  answer: done,
})

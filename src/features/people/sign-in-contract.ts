import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import {
  credentials,
  done,
  newAdministrator,
  redirection,
  secondFactorCode,
  signInResult,
  signInState,
  webAuthnOptions,
  webAuthnResponse,
} from './contract.ts'

export const fetchSignIn = endpoint({
  method: 'get',
  path: '/api/sign-in',
  capability: 'public',
  tags: ['Connexion'],
  summary: 'Which ways of signing in there are',
  answer: signInState,
})

export const createAdministrator = endpoint({
  method: 'post',
  path: '/api/administrator',
  capability: 'public',
  tags: ['Connexion'],
  summary: 'First visit: makes the administrator’s account, once, and signs in',
  body: newAdministrator,
  answer: signInResult,
})

export const signIn = endpoint({
  method: 'post',
  path: '/api/sign-in',
  capability: 'public',
  tags: ['Connexion'],
  summary: 'Signs in with e-mail and password; a second factor may still be needed',
  body: credentials,
  answer: signInResult,
})

export const sendSecondFactor = endpoint({
  method: 'post',
  path: '/api/sign-in/second-factor',
  capability: 'public',
  tags: ['Connexion'],
  summary: 'Ends signing in, with a code of the application or a recovery code',
  body: secondFactorCode,
  answer: done,
})

export const signInToDemo = endpoint({
  method: 'post',
  path: '/api/sign-in/demo',
  capability: 'public',
  tags: ['Connexion'],
  summary: 'Signs in the person of --demo, on this machine only',
  answer: done,
})

export const fetchPasskeyChallenge = endpoint({
  method: 'post',
  path: '/api/sign-in/passkey-options',
  capability: 'public',
  tags: ['Connexion'],
  summary: 'Challenge for signing in with a passkey',
  answer: webAuthnOptions,
})

export const signInByPasskey = endpoint({
  method: 'post',
  path: '/api/sign-in/passkey',
  capability: 'public',
  tags: ['Connexion'],
  summary: 'Signs in with a passkey',
  body: webAuthnResponse,
  answer: done,
})

export const fetchProviderAddress = endpoint({
  method: 'post',
  path: '/api/sign-in/provider',
  capability: 'public',
  tags: ['Connexion'],
  summary: 'Address of the OpenID provider to go to',
  answer: redirection,
})

export const returnFromProvider = endpoint({
  method: 'get',
  path: '/api/auth/callback/oidc',
  capability: 'public',
  tags: ['Connexion'],
  summary: 'Where the OpenID provider sends people back',
  query: z.looseObject({
    state: z
      .string()
      .regex(/^[\w-]*$/)
      .optional(),
    code: z.string().optional(),
  }),
  answer: 'redirect',
})

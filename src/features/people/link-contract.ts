import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { done, linkState, newPassword, resetRequest, signInResult } from './contract.ts'

export const askReset = endpoint({
  method: 'post',
  path: '/api/password-resets',
  capability: 'public',
  tags: ['Connexion'],
  summary: 'Asks for a link to choose another password; says nothing of who has an account',
  body: resetRequest,
  answer: done,
})

export const fetchLink = endpoint({
  method: 'get',
  path: '/api/links/{token}',
  capability: 'public',
  tags: ['Connexion'],
  summary: 'Whose link it is',
  params: z.object({ token: z.string().max(100) }),
  answer: linkState,
})

export const sendLinkPassword = endpoint({
  method: 'post',
  path: '/api/links/{token}',
  capability: 'public',
  tags: ['Connexion'],
  summary: 'Chooses a password by a link, which then no longer works, and signs in',
  params: z.object({ token: z.string().max(100) }),
  body: newPassword,
  answer: signInResult,
})

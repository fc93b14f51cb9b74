import { endpoint } from '#contract/endpoint.ts'
import { idParams } from '#contract/fields.ts'
import { apiKey, apiKeyList, createdApiKey, newApiKey } from './contract.ts'

export const fetchKeys = endpoint({
  method: 'get',
  path: '/api/keys',
  capability: 'manage-users',
  companies: 'none',
  tags: ['API'],
  summary: 'Keys one has made; everybody’s for whom administers everywhere',
  answer: apiKeyList,
})

export const createKey = endpoint({
  method: 'post',
  path: '/api/keys',
  capability: 'manage-users',
  companies: 'none',
  isGrave: true,
  tags: ['API'],
  summary: 'Makes a key; its secret is in this answer only',
  body: newApiKey,
  answer: createdApiKey,
})

export const revokeKey = endpoint({
  method: 'delete',
  path: '/api/keys/{id}',
  capability: 'manage-users',
  companies: 'none',
  tags: ['API'],
  summary: 'Revokes a key, at once',
  params: idParams,
  answer: apiKey,
})

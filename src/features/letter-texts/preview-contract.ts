import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { previewRequest, recipients } from './contract.ts'

export const fetchRecipients = endpoint({
  method: 'get',
  path: '/api/companies/{code}/letter-texts/recipients',
  capability: 'read',
  tags: ['Textes des lettres'],
  summary: 'Clients to preview a letter of',
  params: z.object({ code: z.string() }),
  query: z.object({ search: z.string().max(100).optional() }),
  answer: recipients,
})

export const previewLetter = endpoint({
  method: 'post',
  path: '/api/companies/{code}/letter-texts/preview',
  capability: 'read',
  tags: ['Textes des lettres'],
  summary: 'The letter a text being edited would print; writes nothing',
  params: z.object({ code: z.string() }),
  body: previewRequest,
  answer: 'pdf',
})

import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { previewRequest, sentImage } from './contract.ts'

export const sendImage = endpoint({
  method: 'post',
  path: '/api/companies/{code}/images',
  capability: 'edit-company',
  tags: ['Entreprises'],
  summary: 'Keeps a logo or a signature (raw body: PNG, JPEG or SVG); a letterhead then names it',
  params: z.object({ code: z.string() }),
  body: 'bytes',
  answer: sentImage,
})

export const fetchImage = endpoint({
  method: 'get',
  path: '/api/companies/{code}/images/{sha256}',
  capability: 'read',
  tags: ['Entreprises'],
  summary: 'An image of a letterhead',
  params: z.object({ code: z.string() }).extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  answer: 'image',
})

export const previewLetterhead = endpoint({
  method: 'post',
  path: '/api/companies/{code}/letterhead-preview',
  capability: 'read',
  tags: ['Entreprises'],
  summary: 'A letter to an invented client with a letterhead being edited; writes nothing',
  params: z.object({ code: z.string() }),
  body: previewRequest,
  answer: 'pdf',
})

export const fetchEnvelopeSheet = endpoint({
  method: 'get',
  path: '/api/companies/{code}/envelope-sheet',
  capability: 'read',
  tags: ['Entreprises'],
  summary: 'A page to print and hold against a window envelope',
  params: z.object({ code: z.string() }),
  answer: 'pdf',
})

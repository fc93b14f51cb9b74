import { z } from 'zod'
import { endpoint, type Sent } from '#contract/endpoint.ts'
import { idParams } from '#contract/fields.ts'
import {
  cancellationOrder,
  cancellationResult,
  historyQuery,
  letterPage,
  letterRow,
  lettersQuery,
  printParts,
} from './contract.ts'

export const fetchLetters = endpoint({
  method: 'get',
  path: '/api/runs/{id}/letters',
  capability: 'read',
  tags: ['Lettres'],
  summary: 'Letters of a run, in the order of printing',
  params: idParams,
  query: lettersQuery,
  answer: letterPage,
})

export const fetchPrintParts = endpoint({
  method: 'get',
  path: '/api/runs/{id}/print-parts',
  capability: 'read',
  tags: ['Lettres'],
  summary: 'The print file of a run, in parts of at most 500 letters',
  params: idParams,
  answer: printParts,
})

export const fetchPrintFile = endpoint({
  method: 'get',
  path: '/api/runs/{id}/print',
  capability: 'read',
  tags: ['Lettres'],
  summary: 'One part of the print file',
  params: idParams,
  query: z.object({ part: z.coerce.number().int().positive().default(1) }),
  answer: 'pdf',
})

export const fetchLetter = endpoint({
  method: 'get',
  path: '/api/letters/{id}',
  capability: 'read',
  tags: ['Lettres'],
  summary: 'One letter',
  params: idParams,
  answer: letterRow,
})

export const fetchLetterPdf = endpoint({
  method: 'get',
  path: '/api/letters/{id}/pdf',
  capability: 'read',
  tags: ['Lettres'],
  summary: 'The PDF of a letter: the archived bytes once it is archived',
  params: idParams,
  answer: 'pdf',
})

export const cancelLetter = endpoint({
  method: 'post',
  path: '/api/letters/{id}/cancellation',
  capability: 'undo-own',
  tags: ['Lettres'],
  summary: 'Undoes one confirmed letter',
  params: idParams,
  body: cancellationOrder,
  isBodyOptional: true,
  answer: cancellationResult,
})

export const fetchHistory = endpoint({
  method: 'get',
  path: '/api/history',
  capability: 'read',
  tags: ['Lettres'],
  summary: 'Letters sent, newest first',
  query: historyQuery,
  answer: letterPage,
})

export type HistoryQuery = NonNullable<Sent<typeof fetchHistory>['query']>
export type LetterPage = z.infer<typeof letterPage>

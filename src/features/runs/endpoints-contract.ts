import { z } from 'zod'
import { endpoint, type Sent } from '#contract/endpoint.ts'
import { idParams } from '#contract/fields.ts'
import {
  cancellationOrder,
  cancellationResult,
  confirmationResult,
  newRun,
  reviewOrder,
  reviewResult,
  runMade,
  runPage,
  runQuery,
  runSummary,
} from './contract.ts'

export const createRun = endpoint({
  method: 'post',
  path: '/api/runs',
  capability: 'remind',
  tags: ['Passes de relance'],
  summary: 'Makes a draft run: its letters are frozen, no level moves',
  body: newRun,
  answer: runMade,
})

export const fetchRuns = endpoint({
  method: 'get',
  path: '/api/runs',
  capability: 'read',
  tags: ['Passes de relance'],
  summary: 'Runs, newest first',
  query: runQuery,
  answer: runPage,
})

export const fetchRun = endpoint({
  method: 'get',
  path: '/api/runs/{id}',
  capability: 'read',
  tags: ['Passes de relance'],
  summary: 'One run',
  params: idParams,
  answer: runSummary,
})

export const discardRun = endpoint({
  method: 'delete',
  path: '/api/runs/{id}',
  capability: 'remind',
  tags: ['Passes de relance'],
  summary: 'Abandons a draft; no level moves',
  params: idParams,
  answer: z.object({ discarded: z.boolean() }),
})

export const confirmRun = endpoint({
  method: 'post',
  path: '/api/runs/{id}/confirmation',
  capability: 'remind',
  tags: ['Passes de relance'],
  summary: 'Confirms the letters of a run: each instalment moves to its next level',
  params: idParams,
  answer: confirmationResult,
})

export const decideReview = endpoint({
  method: 'post',
  path: '/api/runs/{id}/review',
  capability: 'remind',
  tags: ['Passes de relance'],
  summary: 'Decides of letters to review: made again, dropped, or confirmed as they were posted',
  params: idParams,
  body: reviewOrder,
  answer: reviewResult,
})

export const cancelRun = endpoint({
  method: 'post',
  path: '/api/runs/{id}/cancellation',
  capability: 'undo-own',
  tags: ['Passes de relance'],
  summary: 'Undoes a confirmed run',
  params: idParams,
  body: cancellationOrder,
  isBodyOptional: true,
  answer: cancellationResult,
})

export type NewRun = Sent<typeof createRun>['body']
export type RunPage = z.infer<typeof runPage>

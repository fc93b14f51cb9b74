import type { z } from '@hono/zod-openapi'
import { failure } from './router.ts'

const REFUSAL = { description: 'Refused', content: { 'application/json': { schema: failure } } } as const

/** The answers every route of ours can give: its own in JSON, or a refusal saying why. */
export function jsonAnswers<R extends z.ZodType>(schema: R) {
  return {
    200: { description: 'OK', content: { 'application/json': { schema } } },
    default: REFUSAL,
  } as const
}

/** A body of JSON that has to be there. */
export function jsonBody<B extends z.ZodType>(schema: B) {
  return { content: { 'application/json': { schema } }, required: true } as const
}

/** The answer of a route that gives a PDF. */
export const PDF_ANSWERS = {
  200: {
    description: 'PDF',
    content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } },
  },
  default: REFUSAL,
} as const

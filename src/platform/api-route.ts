import { createRoute, type RouteConfig, type z } from '@hono/zod-openapi'
import type { Capability } from '#domain/capabilities.ts'
import { failure } from './router.ts'

/**
 * What a route takes: a capability; "account" for what a person does with their own account, whatever their
 * role and never by a key; "public" for what nobody has to sign in for.
 */
export type Access = Capability | 'account' | 'public'

/** Describes a route and says what it takes: the server checks it, and OpenAPI shows it as `x-capability`. */
export function apiRoute<
  P extends string,
  R extends Omit<RouteConfig, 'path'> & { path: P; capability: Access },
>(route: R) {
  const { capability, ...described } = route
  return createRoute<P, R>({ ...described, 'x-capability': capability } as unknown as R)
}

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

/** The answer of a route that gives a file to download. */
export const FILE_ANSWERS = {
  200: {
    description: 'File',
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  },
  default: REFUSAL,
} as const

import { createRoute, type RouteConfig, type z } from '@hono/zod-openapi'
import type { Capability } from '#domain/capabilities.ts'
import { failure } from './router.ts'

/**
 * What a route takes: a capability; "account" for what a person does with their own account, whatever their
 * role and never by a key; "anyone-known" for a person or a key, whatever they may do; "public" for what nobody
 * has to sign in for.
 */
export type Access = Capability | 'account' | 'anyone-known' | 'public'

/**
 * Describes a route and says what it takes: the server checks it, and OpenAPI shows it as `x-capability`.
 * `isGrave`: it opens a way in, so that a person must have proved who they are minutes ago (`x-grave`).
 */
export function apiRoute<
  P extends string,
  R extends Omit<RouteConfig, 'path'> & { path: P; capability: Access; isGrave?: true },
>(route: R) {
  const { capability, isGrave = false, ...described } = route
  const needs = { 'x-capability': capability, ...(isGrave ? { 'x-grave': true } : {}) }
  return createRoute<P, R>({ ...described, ...needs } as unknown as R)
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

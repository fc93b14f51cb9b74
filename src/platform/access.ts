import type { OpenAPIHono } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { CAPABILITIES, isAllowed } from '#domain/capabilities.ts'
import { RelancesError } from '#domain/errors.ts'
import { translate } from '#messages/translate.ts'
import type { Access } from './api-route.ts'
import type { Actor, Rights } from './context.ts'
import type { AppEnv } from './router.ts'

/** Who sends a request, found by their cookie or their key. */
export interface Visitor {
  readonly actor: Extract<Actor, { userId: string }>
  readonly rights: Rights
  /** The session of a person; null for a key. */
  readonly sessionId: string | null
  /** `Set-Cookie` to answer with. */
  readonly cookies: readonly string[]
}

/** Finds who sends a request; null for nobody, whatever the reason. */
export type Identify = (request: {
  readonly headers: Headers
  readonly address: string
}) => Promise<Visitor | null>

/**
 * How our cookies' names begin. `__Host-`: for this very host, in TLS, and settable by no neighbour (RFC 6265bis
 * §4.1.3.2).
 */
export function cookiePrefix(isTls: boolean): string {
  return isTls ? '__Host-relances' : 'relances'
}

/** Name of the cookie a session is kept in. */
export function sessionCookieName(isTls: boolean): string {
  return `${cookiePrefix(isTls)}.session_token`
}

// Nobody signs what nobody may do: the name is only there because every request has one.
const NOBODY: Actor = { kind: 'system', name: 'visiteur' }
const NO_RIGHTS: Rights = { roles: { everywhere: null, byCompany: {} }, scopes: null }

/**
 * The one place where requests are let in. What a route takes is the capability it declares (`apiRoute`); a
 * path of the API that declares none, and is not among `publicPages`, is for nobody.
 */
export function checkAccess(
  app: OpenAPIHono<AppEnv>,
  identify: Identify,
  publicPages: readonly string[],
): MiddlewareHandler<AppEnv> {
  // Made at the first request, when every route has been added.
  let known: ReadonlyMap<string, Access> | null = null
  return async (c, next) => {
    known ??= new Map([
      ...accessByRoute(app),
      ...publicPages.map((path) => [`GET ${path}`, 'public'] as const),
    ])
    const needs = known
    const method = c.req.method === 'HEAD' ? 'GET' : c.req.method
    const route = matchedRoutes(c).find((match) => match.method === method && needs.has(keyOf(match)))
    const access = route && needs.get(keyOf(route))
    c.set('sessionId', null)
    if (access === 'public') {
      c.set('actor', { ...NOBODY, address: c.var.address })
      c.set('permission', { ...NO_RIGHTS, capability: 'read' })
      return await next()
    }
    const visitor = await identify({ headers: c.req.raw.headers, address: c.var.address })
    if (!visitor) throw new RelancesError('signed-out', 'people.sign-in')
    if (access === undefined) throw new RelancesError('not-found', 'platform.no-such-route')
    checkRights(visitor, access, c.var.language)
    for (const cookie of visitor.cookies) c.header('set-cookie', cookie, { append: true })
    c.set('actor', { ...visitor.actor, address: c.var.address })
    c.set('sessionId', visitor.sessionId)
    c.set('permission', { ...visitor.rights, capability: access === 'account' ? 'read' : access })
    return await next()
  }
}

function checkRights({ actor, rights }: Visitor, access: Access, language: 'fr' | 'en'): void {
  if (access === 'public') return
  if (access === 'account') {
    if (actor.kind === 'key') throw new RelancesError('forbidden', 'people.not-by-key')
    return
  }
  if (rights.scopes !== null && !rights.scopes.includes(access)) {
    throw new RelancesError('forbidden', 'people.scope-needed', { scope: access })
  }
  if (!isAllowed(rights.roles, access)) {
    const role = translate(language, `people.role-${CAPABILITIES[access]}`)
    throw new RelancesError('forbidden', 'people.role-needed', { role })
  }
}

// "/api/runs/{id}" is written "/api/runs/:id" by the router.
function accessByRoute(app: OpenAPIHono<AppEnv>): ReadonlyMap<string, Access> {
  const routes = app.openAPIRegistry.definitions.flatMap((definition) =>
    definition.type === 'route' ? [definition.route] : [],
  )
  return new Map(
    routes.flatMap((route) => {
      const access = (route as { 'x-capability'?: Access })['x-capability']
      const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1')
      return access === undefined ? [] : [[keyOf({ method: route.method.toUpperCase(), path }), access]]
    }),
  )
}

function keyOf({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method} ${path}`
}

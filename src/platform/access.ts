import type { OpenAPIHono } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Access } from '#contract/endpoint.ts'
import { RelancesError } from '#domain/errors.ts'
import { CAPABILITIES, type Capability, isAllowed, isOfTheInstallation } from '#domain/people/capabilities.ts'
import { translate } from '#messages/translate.ts'
import type { Actor, Rights } from './context.ts'
import type { AppEnv } from './router.ts'

/** Who sends a request, found by their cookie or their key. */
export interface Visitor {
  readonly actor: Extract<Actor, { userId: string }>
  readonly rights: Rights
  /** The session of a person; null for a key. */
  readonly sessionId: string | null
  /** Whether a person has proved who they are minutes ago: a session left open must not be enough for grave acts. */
  readonly isProved: () => Promise<boolean>
  /** `Set-Cookie` to answer with. */
  readonly cookies: readonly string[]
}

/** Finds who sends a request; null for nobody. @throws RelancesError signed-out for a key that is refused, saying why */
export type Identify = (request: {
  readonly headers: Headers
  readonly address: string
}) => Promise<Visitor | null>

/** What a route declares. */
interface Needs {
  readonly access: Access
  readonly isGrave: boolean
}

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
const UNKNOWN = { access: undefined, isGrave: false }
const PUBLIC: Needs = { access: 'public', isGrave: false }
const NO_RIGHTS: Rights = { roles: { everywhere: null, byCompany: {} }, scopes: null }

/**
 * The one place where requests are let in. What a route takes is the capability it declares (`endpoint`); a
 * path of the API that declares none, and is not among `publicPages`, is for nobody.
 */
export function checkAccess(
  app: OpenAPIHono<AppEnv>,
  identify: Identify,
  publicPages: readonly string[],
): MiddlewareHandler<AppEnv> {
  // Made at the first request, when every route has been added.
  let known: ReadonlyMap<string, Needs> | null = null
  return async (c, next) => {
    known ??= new Map([...accessByRoute(app), ...publicPages.map((path) => [`GET ${path}`, PUBLIC] as const)])
    const needs = known
    const method = c.req.method === 'HEAD' ? 'GET' : c.req.method
    const route = matchedRoutes(c).find((match) => match.method === method && needs.has(keyOf(match)))
    const { access, isGrave } = (route && needs.get(keyOf(route))) ?? UNKNOWN
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
    // A key has nothing to prove: it is as good as the day it was made, and its scopes say for what.
    if (isGrave && visitor.actor.kind === 'user' && !(await visitor.isProved())) {
      throw new RelancesError('forbidden', 'people.proof-needed')
    }
    for (const cookie of visitor.cookies) c.header('set-cookie', cookie, { append: true })
    c.set('actor', { ...visitor.actor, address: c.var.address })
    c.set('sessionId', visitor.sessionId)
    c.set('permission', { ...visitor.rights, capability: isCapability(access) ? access : 'read' })
    return await next()
  }
}

function checkRights({ actor, rights }: Visitor, access: Access, language: 'fr' | 'en'): void {
  if (access === 'public' || access === 'anyone-known') return
  if (access === 'account') {
    if (actor.kind === 'key') throw new RelancesError('forbidden', 'people.not-by-key')
    return
  }
  if (rights.scopes !== null && !rights.scopes.includes(access)) {
    throw new RelancesError('forbidden', 'people.scope-needed', { scope: access })
  }
  if (!isAllowed(rights.roles, access)) {
    const name = translate(language, `people.role-${CAPABILITIES[access]}`)
    const role = isOfTheInstallation(access)
      ? translate(language, 'people.role-everywhere', { role: name })
      : name
    throw new RelancesError('forbidden', 'people.role-needed', { role })
  }
}

function isCapability(access: Access): access is Capability {
  return access in CAPABILITIES
}

// "/api/runs/{id}" is written "/api/runs/:id" by the router.
function accessByRoute(app: OpenAPIHono<AppEnv>): ReadonlyMap<string, Needs> {
  const routes = app.openAPIRegistry.definitions.flatMap((definition) =>
    definition.type === 'route' ? [definition.route] : [],
  )
  return new Map(
    routes.flatMap((route) => {
      const declared = route as { 'x-capability'?: Access; 'x-grave'?: boolean }
      const { 'x-capability': access, 'x-grave': isGrave = false } = declared
      const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1')
      const method = route.method.toUpperCase()
      return access === undefined ? [] : [[keyOf({ method, path }), { access, isGrave }] as const]
    }),
  )
}

function keyOf({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method} ${path}`
}

import { createRoute, type OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import {
  type Answered,
  companiesNamed,
  type Endpoint,
  type FileKind,
  type Received,
} from '#contract/endpoint.ts'
import { RelancesError } from '#domain/errors.ts'
import { narrowToCompanies } from './company-scope.ts'
import type { Context } from './context.ts'
import type { Database } from './database.ts'
import { type AppEnv, contextOf, createRouter, failure, isVersioned, problem } from './router.ts'
import { type ScopedTransaction, type ScopeOptions, withScope } from './scoped.ts'
import { unknownField } from './unknown-fields.ts'

/** What a handler is given: what was asked, by whom and about which companies, and how to reach their rows. */
export interface Asked<E extends Endpoint> extends Received<E> {
  /** Whoever asks, and the companies it is about; none yet where the endpoint says "none". */
  readonly context: Context & { readonly companyIds: readonly number[] }
  /** The one company it names. */
  readonly companyId: number
  readonly database: Pick<Database, 'db'>
  /** Reads the rows of these companies, in one transaction that can change nothing. */
  readonly read: Work
  /** Reads and changes the rows of these companies, all of it or nothing. */
  readonly write: Work
  /** The request itself, for what has no place in a contract: its stream, its headers, its cookies. */
  readonly request: HonoContext<AppEnv>
}

type Work = <T>(work: (tx: ScopedTransaction) => Promise<T>, options?: ScopeOptions) => Promise<T>

type Reply<E extends Endpoint> = E['answer'] extends FileKind ? Response : Answered<E>

/** An endpoint with its handler, to be added to a router. */
export type Served = (router: OpenAPIHono<AppEnv>, database: Pick<Database, 'db'>) => void

/** Joins an endpoint with what answers it. A JSON endpoint's handler gives the answer; a file's, the response. */
export function serve<E extends Endpoint>(
  endpoint: E,
  handle: (asked: Asked<E>) => Reply<E> | Promise<Reply<E>>,
): Served {
  return (router, database) => {
    const answer = async (c: HonoContext<AppEnv>) => {
      const received = receivedFrom(c, endpoint)
      await refuseUnknown(c, endpoint)
      const context = await contextFor(endpoint, received, c, database)
      const run = (isReading: boolean): Work =>
        isReading
          ? (work, options) => withScope(database, context, work, { readOnly: true, ...options })
          : (work, options) => withScope(database, context, work, options)
      const asked = {
        ...received,
        context,
        database,
        read: run(true),
        write: run(false),
        request: c,
        get companyId() {
          return onlyCompany(context)
        },
      }
      const reply = await handle(asked as Asked<E>)
      return reply instanceof Response ? reply : c.json(reply as object, 200)
    }
    for (const path of addressesOf(endpoint)) router.openapi(routeOf({ ...endpoint, path }), answer)
  }
}

// One handler, whatever the address.
function addressesOf({ path, isVersioned: isForPrograms }: Endpoint): Endpoint['path'][] {
  return isForPrograms ? [path, `/api/v1${path.slice('/api'.length)}` as Endpoint['path']] : [path]
}

/** A router with these endpoints. */
export function routerOf(database: Pick<Database, 'db'>, served: readonly Served[]): OpenAPIHono<AppEnv> {
  const router = createRouter()
  for (const add of served) add(router, database)
  return router
}

// What each part was read to by its schema; the bytes of a file are left in the request.
function receivedFrom(c: HonoContext<AppEnv>, endpoint: Endpoint): Received<Endpoint> {
  const valid = (part: 'param' | 'query' | 'json'): unknown => c.req.valid(part as never)
  return {
    params: endpoint.params ? valid('param') : undefined,
    query: endpoint.query ? valid('query') : undefined,
    body: endpoint.body && endpoint.body !== 'bytes' ? valid('json') : undefined,
  } as Received<Endpoint>
}

/** Links to files name the language of their screen, which is no field of an endpoint. */
const OF_EVERY_ADDRESS = ['language']

// What no schema reads would be dropped without a word: a program whose filter does not exist would be shown everything.
// Screens send what their contracts hold, and may send a record back as it was read.
async function refuseUnknown(c: HonoContext<AppEnv>, { query, body, answer }: Endpoint): Promise<void> {
  if (c.var.actor.kind !== 'key') return
  const asked = Object.entries(c.req.query()).filter(([name]) => !OF_EVERY_ADDRESS.includes(name))
  // Whoever sends somebody back here adds what they like to the address.
  const isOurs = answer !== 'redirect'
  const inQuery = isOurs ? unknownField(query ?? z.object({}), Object.fromEntries(asked)) : null
  if (inQuery !== null)
    throw new RelancesError('invalid', 'platform.unknown-parameter', { field: inQuery, name: inQuery })
  if (!body || body === 'bytes' || !c.req.header('content-type')?.includes('json')) return
  const inBody = unknownField(body, await c.req.json())
  if (inBody !== null)
    throw new RelancesError('invalid', 'platform.unknown-field', { field: inBody, name: inBody })
}

async function contextFor(
  { capability, path, companies }: Endpoint,
  received: Received<Endpoint>,
  c: HonoContext<AppEnv>,
  database: Pick<Database, 'db'>,
): Promise<Context> {
  if (companies === 'all') return contextOf(c, 'all')
  if (companies === 'none' || capability === 'public' || capability === 'account') return contextOf(c, [])
  return await narrowToCompanies(database, contextOf(c, []), companiesNamed(path, received))
}

function onlyCompany({ companyIds }: Context): number {
  const [id, ...others] = companyIds
  if (typeof id !== 'number' || others.length > 0) throw new Error('the endpoint is not about one company')
  return id
}

/** The route of an endpoint, as the router and the OpenAPI document take it. */
function routeOf(endpoint: Endpoint) {
  const { method, path, tags, summary, capability, isGrave, params, query } = endpoint
  const body = bodyOf(endpoint)
  const request = {
    ...(params ? { params } : {}),
    ...(query ? { query } : {}),
    ...(body ? { body } : {}),
  } as NonNullable<RouteConfig['request']>
  return createRoute({
    method,
    path,
    summary,
    ...(tags ? { tags: [...tags] } : {}),
    ...(Object.keys(request).length > 0 ? { request } : {}),
    responses: answersOf(endpoint.answer, path),
    'x-capability': capability,
    ...(isGrave ? { 'x-grave': true } : {}),
    ...(endpoint.example === undefined ? {} : { 'x-example': endpoint.example }),
  } as RouteConfig & { path: string })
}

function bodyOf({ body, isBodyOptional }: Endpoint) {
  if (!body) return undefined
  const required = isBodyOptional ? {} : { required: true }
  if (body !== 'bytes') return { content: { 'application/json': { schema: body } }, ...required }
  const bytes = z.string().openapi({ format: 'binary' })
  return { content: { 'application/octet-stream': { schema: bytes } }, ...required }
}

const REFUSAL = { description: 'Refused', content: { 'application/json': { schema: failure } } } as const
const PROBLEM = {
  description: 'Refused',
  content: { 'application/problem+json': { schema: problem } },
} as const
const BINARY = { type: 'string', format: 'binary' } as const

const FILE_ANSWERS = {
  pdf: { 200: { description: 'PDF', content: { 'application/pdf': { schema: BINARY } } } },
  image: { 200: { description: 'Image', content: { 'image/*': { schema: BINARY } } } },
  file: { 200: { description: 'File', content: { 'application/octet-stream': { schema: BINARY } } } },
  redirect: { 302: { description: 'Another address to go to' } },
} as const

/** The answers an endpoint can give: its own, or a refusal saying why. */
function answersOf(answer: Endpoint['answer'], path: string): RouteConfig['responses'] {
  const own =
    typeof answer === 'string'
      ? FILE_ANSWERS[answer]
      : { 200: { description: 'OK', content: { 'application/json': { schema: answer } } } }
  return { ...own, default: isVersioned(path) ? PROBLEM : REFUSAL }
}

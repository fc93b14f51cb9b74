import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { sql } from 'kysely'
import { endpoint } from '#contract/endpoint.ts'
import { RelancesError } from '#domain/errors.ts'
import type { Language } from '#messages/translate.ts'
import { checkAccess, type Identify, sessionCookieName } from './access.ts'
import { type ApiDocument, describeApi } from './api-document.ts'
import { API_PAGE_STYLE, renderApiPage } from './api-page.ts'
import { clientAddress, isForwarded } from './client-address.ts'
import { currentDay } from './clock.ts'
import type { Config } from './config.ts'
import type { Database } from './database.ts'
import { explainError, problemOf } from './http-failure.ts'
import { checkHost, checkOrigin, isSecure, limitBody, securityHeaders } from './http-guards.ts'
import { answerOnce } from './idempotency.ts'
import type { Logger } from './log.ts'
import { checkOwner } from './owners.ts'
import { type AppEnv, createRouter, isVersioned } from './router.ts'
import { serve } from './serve.ts'
import { serveWeb } from './static-files.ts'

export interface AppParts {
  readonly config: Pick<
    Config,
    'host' | 'trustedHosts' | 'trustedOrigins' | 'today' | 'publicUrl' | 'proxies'
  >
  readonly database: Pick<Database, 'db' | 'problem'>
  readonly log: Logger
  readonly version: string
  /** Finds who sends a request, by cookie or key. */
  readonly identify: Identify
  /** The routes of the features, all under /api. */
  readonly api: OpenAPIHono<AppEnv>
  /** The built front end. */
  readonly webDir: string
  /** Beginnings of the paths where files are sent, which may be large. */
  readonly uploadPaths?: readonly string[]
}

// The description of the API holds nothing of the companies.
const DESCRIPTION = ['/api/openapi.json', '/api/docs', '/api/docs.css']

const fetchHealth = endpoint({
  method: 'get',
  path: '/api/health',
  capability: 'public',
  summary: 'Tells whether the server and its database answer',
  answer: z.object({ status: z.literal('ok'), version: z.string() }),
})

/** The whole HTTP application: guards first, then the API, its description, and the front end. */
export function createApp(parts: AppParts): OpenAPIHono<AppEnv> {
  const app = createRouter()
  app.onError((error, c) => {
    const told = explainError(error, c.get('language') ?? 'fr', parts.database.problem())
    const { status, body, headers } = told
    if (status >= 500)
      parts.log.error({ err: error, method: c.req.method, code: body.code }, 'request failed')
    if (!isVersioned(c.req.path)) return c.json(body, status, headers)
    const type = { 'Content-Type': 'application/problem+json' }
    return c.body(JSON.stringify(problemOf(told)), status, { ...headers, ...type })
  })
  app.use(logRequests(parts.log), securityHeaders(parts.config), readRequest(parts.config))
  app.use(checkHost(parts.config), checkOrigin(parts.config), limitBody(parts.uploadPaths ?? []))
  const once = answerOnce(parts.database)
  app.use('/api/*', checkAccess(app, parts.identify, DESCRIPTION), once, checkOwner(parts.database))
  const health = serve(fetchHealth, async ({ database }) => {
    await checkHealth(database)
    return { status: 'ok' as const, version: parts.version }
  })
  health(app, parts.database)
  app.route('/', parts.api)
  serveDescription(app, parts)
  app.all('/api/*', () => {
    throw new RelancesError('not-found', 'platform.no-such-route')
  })
  serveWeb(app, parts.webDir)
  return app
}

async function checkHealth(database: Pick<Database, 'db'>): Promise<void> {
  try {
    await sql`select 1`.execute(database.db)
  } catch (error) {
    throw new RelancesError('unavailable', 'platform.database-lost', { reason: String(error) })
  }
}

function serveDescription(app: OpenAPIHono<AppEnv>, { version, config }: AppParts): void {
  // A sixth of a start, for a page that few open.
  let described: ApiDocument | undefined
  const describe = () => {
    described ??= describeApi(app, { version, sessionCookie: sessionCookieName(isSecure(config)) })
    return described
  }
  app.get('/api/openapi.json', (c) => c.json(describe()))
  app.get('/api/docs', (c) => c.html(renderApiPage(describe())))
  app.get('/api/docs.css', (c) => c.body(API_PAGE_STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8' }))
}

function readRequest(config: Pick<Config, 'today' | 'proxies'>): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    // A link to a file carries no header of ours: the language of its screen is in its address.
    c.set('language', preferredLanguage(c.req.query('language') ?? c.req.header('accept-language')))
    c.set('address', clientAddress(c, config.proxies))
    c.set('isForwarded', isForwarded(c.req.raw.headers))
    c.set('today', currentDay(config))
    c.set('followsCalendar', config.today === null)
    await next()
    // What the API answers is the state of the moment, and holds personal data.
    if (c.req.path.startsWith('/api/') && !c.res.headers.has('Cache-Control')) {
      c.header('Cache-Control', 'no-store')
    }
  }
}

/** French unless English is asked for first: "en-GB,en;q=0.9,fr;q=0.8" prefers English. */
function preferredLanguage(header: string | undefined): Language {
  const ranked = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.trim().split(';q=')
      return { language: tag.slice(0, 2).toLowerCase(), quality: Number(quality ?? '1') }
    })
    .filter(({ language, quality }) => (language === 'fr' || language === 'en') && quality > 0)
    .sort((a, b) => b.quality - a.quality)
  return ranked[0]?.language === 'en' ? 'en' : 'fr'
}

// The pattern of the route, never the path: a path may name a customer.
function logRequests(log: Logger): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const start = performance.now()
    await next()
    const route = matchedRoutes(c).findLast(({ path }) => !path.includes('*'))?.path ?? '*'
    const ms = Math.round(performance.now() - start)
    log.info({ method: c.req.method, route, status: c.res.status, ms }, 'request')
  }
}

import { afterAll } from 'vitest'
import type { Identify } from '#platform/access.ts'
import { type Config, readConfig } from '#platform/config.ts'
import type { Database } from '#platform/database.ts'
import { createApp } from '#platform/http.ts'
import { openLog } from '#platform/log.ts'
import type { ProviderPlaces } from '#platform/mail/providers.ts'
import { apiRoutes } from '#server/app.ts'
import { openServices } from '#server/services.ts'
import { listened } from './bound-statements.ts'
import { CHEAP_PASSWORDS } from './cheap-passwords.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A browser without screens: keeps its cookies, and says which page it asks from. */
export interface Visit {
  readonly cookies: Map<string, string>
  ask<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ readonly status: number; readonly body: T; readonly headers: Headers }>
}

export const ADDRESS = 'http://localhost:4800'

interface Replaced {
  /** Who asks, where signing in is not what is tested. */
  readonly known?: Identify
  /** Where the screens are; none unless told. */
  readonly webDir?: string
  /** Whether passwords are kept as dearly as in earnest. */
  readonly hasRealPasswords?: boolean
  /** Where Microsoft and Google are. */
  readonly places?: ProviderPlaces
}

/** The whole application as the server wires it, without a port: every route, and the real signing in. */
export async function openServerApp(
  database: Database,
  settings: Partial<Config> = {},
  { known, webDir = temporaryFolder(), hasRealPasswords = false, places }: Replaced = {},
) {
  const { dataDir = temporaryFolder() } = settings
  const config = { ...readConfig({ RELANCES_DATA: dataDir, RELANCES_LOG: 'silent' }), ...settings }
  const log = openLog(config)
  const stops: (() => Promise<void>)[] = []
  const onStop = (_: string, stop: () => Promise<void>) => void stops.unshift(stop)
  const { services, identify, secret } = await openServices(
    { config, database, log, ...(hasRealPasswords ? {} : { passwords: CHEAP_PASSWORDS }) },
    { onStop },
    places,
  )
  afterAll(async () => {
    for (const stop of stops) await stop()
  })
  const app = listened(
    createApp({
      config,
      database,
      log,
      version: services.version,
      identify: known ?? identify,
      api: apiRoutes(services),
      webDir,
      uploadPaths: ['/api/imports'],
    }),
  )
  return { app, services, secret, config, visit: (from: Origin = {}) => openVisit(app, from) }
}

/** Where a visit comes from: the address typed, and that of the socket (none: a call without a port). */
interface Origin {
  readonly address?: string
  readonly peer?: string
}

function openVisit(
  app: { request(url: string, init: RequestInit, env?: object): Response | Promise<Response> },
  { address = ADDRESS, peer }: Origin,
): Visit {
  const env = peer === undefined ? {} : { incoming: { socket: { remoteAddress: peer } } }
  const cookies = new Map<string, string>()
  return {
    cookies,
    async ask<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const response = await app.request(
        `${address}${path}`,
        {
          method,
          headers: {
            host: new URL(address).host,
            origin: new URL(address).origin,
            ...(cookie === '' ? {} : { cookie }),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        },
        env,
      )
      for (const set of response.headers.getSetCookie()) keepCookie(cookies, set)
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.includes('json') ?? false
      return {
        status: response.status,
        body: (isJson && text !== '' ? JSON.parse(text) : text) as T,
        headers: response.headers,
      }
    },
  }
}

function keepCookie(cookies: Map<string, string>, set: string): void {
  const [pair = ''] = set.split(';')
  const at = pair.indexOf('=')
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
  if (value === '' || /max-age=0/i.test(set)) cookies.delete(name)
  else cookies.set(name, value)
}

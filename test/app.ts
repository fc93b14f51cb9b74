import type { OpenAPIHono } from '@hono/zod-openapi'
import { pino } from 'pino'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Identify, Visitor } from '#platform/access.ts'
import type { Database } from '#platform/database.ts'
import { createApp } from '#platform/http.ts'
import type { AppEnv } from '#platform/router.ts'
import { listened } from './bound-statements.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { createVisitor } from './visitor.ts'

/**
 * The application without a port, on these routes, for one visitor: an administrator unless told otherwise,
 * null for nobody. For tests of routes; signing in itself is tested on the whole server (server-app.ts).
 */
export function createTestApp(parts: {
  readonly database: Pick<Database, 'db' | 'owner' | 'problem'>
  readonly api: OpenAPIHono<AppEnv>
  readonly today: Day
  readonly visitor?: Visitor | null
  readonly uploadPaths?: readonly string[]
}) {
  const { database, api, today, uploadPaths } = parts
  let visitor = parts.visitor
  const identify: Identify = async () => {
    if (visitor === undefined) visitor = await createVisitor(database)
    return visitor
  }
  return listened(
    createApp({
      config: {
        host: '127.0.0.1',
        trustedHosts: [],
        trustedOrigins: [],
        today,
        publicUrl: null,
        proxies: [],
      },
      database,
      log: pino({ level: 'silent' }),
      version: 'test',
      identify,
      api,
      webDir: temporaryFolder(),
      ...(uploadPaths ? { uploadPaths } : {}),
    }),
  )
}

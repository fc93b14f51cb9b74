import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Context, Hono } from 'hono'
import { RelancesError } from '#domain/errors.ts'
import { NONCE_PLACEHOLDER } from './nonce.ts'
import type { AppEnv } from './router.ts'

/**
 * Serves the built front end. Files under /assets carry a hash of their content in their name and are kept
 * for ever; any other path is a screen, hence the page itself.
 */
export function serveWeb(app: Hono<AppEnv>, webDir: string): void {
  app.use('/assets/*', async (c, next) => {
    await next()
    if (c.res.ok) c.header('Cache-Control', 'public, max-age=31536000, immutable')
  })
  // Not built while developing: Vite serves the front end then.
  if (existsSync(webDir)) app.get('*', serveStatic({ root: webDir, precompressed: true, index: 'none' }))
  // A missing asset is an error: the page in its place would be read as a script.
  app.get('/assets/*', () => {
    throw new RelancesError('not-found', 'platform.http-not-found')
  })
  app.get('*', (c) => servePage(c, webDir))
}

function servePage(c: Context<AppEnv>, webDir: string): Response {
  const page = readPage(webDir)
  c.header('Cache-Control', 'no-cache')
  return c.html(page.replaceAll(NONCE_PLACEHOLDER, c.get('secureHeadersNonce' as never) as string))
}

function readPage(webDir: string): string {
  try {
    return readFileSync(join(webDir, 'index.html'), 'utf8')
  } catch {
    throw new RelancesError('unavailable', 'platform.no-front-end')
  }
}

import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { RelancesError } from '#domain/errors.ts'
import type { Config } from './config.ts'

export interface Listener {
  /** Where a browser on this machine finds it. */
  readonly address: string
  /** Takes no new request, lets those under way finish for a while, then cuts them. */
  close(): Promise<void>
}

const DRAIN_MS = 10_000

/** Serves `app` on the configured host and port (0 lets the system choose). */
export async function listen(
  app: { fetch(request: Request): Response | Promise<Response> },
  config: Pick<Config, 'host' | 'port'>,
): Promise<Listener> {
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explainListenError(error, config)))
    server.listen(config.port, config.host, resolve)
  })
  const bound = server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : config.port
  return { address: `http://${nameOf(config.host)}:${port}`, close: () => drain(server) }
}

// A host name, not 127.0.0.1: passkeys will need one.
function nameOf(host: string): string {
  if (['127.0.0.1', '0.0.0.0', '::1', '::'].includes(host)) return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

async function drain(server: Server): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
  clearTimeout(cut)
}

function explainListenError(error: NodeJS.ErrnoException, config: Pick<Config, 'host' | 'port'>): Error {
  const values = { port: config.port, host: config.host, next: config.port + 1 }
  if (error.code === 'EADDRINUSE') return new RelancesError('conflict', 'platform.port-taken', values)
  if (error.code === 'EACCES') return new RelancesError('forbidden', 'platform.port-forbidden', values)
  if (error.code === 'EADDRNOTAVAIL') return new RelancesError('invalid', 'platform.bad-host', values)
  return error
}

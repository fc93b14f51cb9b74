import type { IncomingMessage, Server } from 'node:http'
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

/** How long a request may take to arrive, in milliseconds. */
export interface Patience {
  /** Its headers: who sends them one by one holds a connection for nothing. */
  readonly headersMs: number
  /** All of it, when it is no file. */
  readonly requestMs: number
  /** A file takes what the line needs, as long as some of it comes within this time. */
  readonly silenceMs: number
}

const PATIENCE: Patience = { headersMs: 60_000, requestMs: 300_000, silenceMs: 120_000 }

/**
 * Serves `app` on the configured host and port (0 lets the system choose). `uploadPaths`: beginnings of the paths
 * where files are sent.
 */
export async function listen(
  app: { fetch(request: Request): Response | Promise<Response> },
  config: Pick<Config, 'host' | 'port'>,
  uploadPaths: readonly string[] = [],
  patience = PATIENCE,
): Promise<Listener> {
  const { headersMs } = patience
  // Node counts the time of the whole request alike for all of them: that is done below, by path.
  const serverOptions = {
    requestTimeout: 0,
    headersTimeout: headersMs,
    connectionsCheckingInterval: headersMs / 2,
  }
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions }) as Server
  server.prependListener('request', (request: IncomingMessage) => {
    const isUpload = uploadPaths.some((path) => request.url?.startsWith(path))
    if (isUpload) cutWhenSilent(request, patience.silenceMs)
    else cutWhenLate(request, patience.requestMs)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explainListenError(error, config)))
    server.listen(config.port, config.host, resolve)
  })
  const bound = server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : config.port
  return { address: `http://${nameOf(config.host)}:${port}`, close: () => drain(server) }
}

function cutWhenLate(request: IncomingMessage, requestMs: number): void {
  const late = setTimeout(() => request.socket.destroy(), requestMs)
  request.once('close', () => clearTimeout(late))
  request.once('end', () => clearTimeout(late))
}

function cutWhenSilent(request: IncomingMessage, silenceMs: number): void {
  const { socket } = request
  const cut = () => socket.destroy()
  const isWhole = () => {
    socket.removeListener('timeout', cut)
    // An answer takes the time it needs.
    socket.setTimeout(0)
  }
  socket.setTimeout(silenceMs, cut)
  request.once('end', isWhole)
  request.once('close', () => socket.removeListener('timeout', cut))
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

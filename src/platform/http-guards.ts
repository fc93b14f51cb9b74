import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { NONCE, secureHeaders } from 'hono/secure-headers'
import { RelancesError } from '#domain/errors.ts'
import type { Config } from './config.ts'
import type { AppEnv } from './router.ts'

const LOCAL_NAMES = ['localhost', '127.0.0.1', '[::1]']
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']
const WILDCARD_ADDRESSES = ['0.0.0.0', '::', '[::]']

const MEGABYTE = 1024 * 1024
const MAX_BODY = 2 * MEGABYTE
/** A year of a busy company's ledger is about 100 MB. */
const MAX_UPLOAD = 250 * MEGABYTE

/**
 * Answers only to the names this server is known by. A page of the internet whose name was made to resolve
 * to 127.0.0.1 ("DNS rebinding") sends its own name in `Host`, and is refused.
 */
export function checkHost(config: Pick<Config, 'host' | 'trustedHosts'>): MiddlewareHandler<AppEnv> {
  const own = WILDCARD_ADDRESSES.includes(config.host) ? [] : [config.host.toLowerCase()]
  const names = new Set([...LOCAL_NAMES, ...own, ...config.trustedHosts])
  return async (c, next) => {
    const host = (c.req.header('host') ?? '').toLowerCase()
    const name = host.replace(/:\d+$/, '')
    if (!names.has(name) && !names.has(host)) {
      throw new RelancesError('forbidden', 'platform.unknown-host', { host: name })
    }
    await next()
  }
}

/**
 * Lets only our own pages, and programs that are no browser, change anything: a browser says with `Origin`
 * or `Sec-Fetch-Site` which page sends a request.
 */
export function checkOrigin(config: Pick<Config, 'trustedOrigins'>): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    if (!SAFE_METHODS.includes(c.req.method)) {
      const origin = c.req.header('origin')
      const site = c.req.header('sec-fetch-site') ?? 'none'
      const isOurs =
        origin === undefined
          ? site === 'same-origin' || site === 'none'
          : config.trustedOrigins.includes(origin) || hostOf(origin) === c.req.header('host')
      if (!isOurs) throw new RelancesError('forbidden', 'platform.foreign-origin')
    }
    await next()
  }
}

/** Refuses bodies over the limit, which is higher for the paths where files are sent. */
export function limitBody(uploadPaths: readonly string[]): MiddlewareHandler<AppEnv> {
  const [normal, upload] = [MAX_BODY, MAX_UPLOAD].map((maxSize) =>
    bodyLimit({
      maxSize,
      onError: () => {
        throw new RelancesError('too-large', 'platform.body-too-large', {
          megabytes: Math.round(maxSize / MEGABYTE),
        })
      },
    }),
  ) as [MiddlewareHandler, MiddlewareHandler]
  return async (c, next) => {
    const isUpload = uploadPaths.some((path) => c.req.path.startsWith(path))
    return await (isUpload ? upload : normal)(c, next)
  }
}

/**
 * Security headers. Nothing is loaded from elsewhere, no inline script runs, no foreign page frames us.
 * Styles need a nonce: Mantine writes its variables in <style> elements.
 */
export function securityHeaders(config: Pick<Config, 'publicUrl'>): MiddlewareHandler<AppEnv> {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      styleSrc: ["'self'", NONCE],
      imgSrc: ["'self'", 'data:', 'blob:'],
      // The print file is loaded into a frame; the PDF viewer works in a worker.
      frameSrc: ["'self'", 'blob:'],
      workerSrc: ["'self'", 'blob:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'self'"],
    },
    // Only where the public address is in TLS: over plain HTTP on the machine itself it means nothing.
    strictTransportSecurity: isSecure(config) ? 'max-age=31536000; includeSubDomains' : false,
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] },
  })
}

/** Whether people reach us in TLS, by a proxy that adds it. */
export function isSecure(config: Pick<Config, 'publicUrl'>): boolean {
  return config.publicUrl?.startsWith('https://') ?? false
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}

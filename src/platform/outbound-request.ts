import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import type { BlockList } from 'node:net'
import { checkedAddress, type ResolveName, resolveName } from './outbound-address.ts'

/** Why there was no answer. */
export type OutboundProblem =
  | 'not-allowed'
  | 'no-tls'
  | 'unknown-host'
  | 'refused'
  | 'too-slow'
  | 'cut'
  | 'bad-certificate'

/** Thrown by what could not be asked of another program, or was not answered to its end. */
export class OutboundFault extends Error {
  readonly problem: OutboundProblem

  constructor(problem: OutboundProblem) {
    super(`no answer: ${problem}`)
    this.problem = problem
  }
}

export interface OutboundRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Networks that may be reached although they are not the Internet, and without TLS. */
  readonly allowed: BlockList
  readonly signal: AbortSignal
  readonly resolve?: ResolveName | undefined
}

/** What another program answers; its body is still to be read, and is cut by the signal of the request. */
export interface OutboundAnswer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: IncomingMessage
  /** Ends the connection: nothing more is read. */
  close(): void
}

/**
 * Asks an address that a user gave. The connection is made to the address that was checked, whatever the name says the
 * moment after, through no proxy; redirections are answers like others, and are not followed.
 * @throws OutboundFault
 */
export async function requestOut(order: OutboundRequest): Promise<OutboundAnswer> {
  const url = new URL(order.url)
  try {
    const target = await before(
      order.signal,
      checkedAddress(url.hostname, order.allowed, order.resolve ?? resolveName),
    )
    if (!target) throw new OutboundFault('not-allowed')
    if (url.protocol !== 'https:' && !target.isAllowed) throw new OutboundFault('no-tls')
    return await send(url, order, target)
  } catch (error) {
    throw outboundFault(error, order.signal)
  }
}

/** What an error of a connection means. */
export function outboundFault(error: unknown, signal: AbortSignal): OutboundFault {
  if (error instanceof OutboundFault) return error
  if (signal.aborted) return new OutboundFault('too-slow')
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ENODATA')
    return new OutboundFault('unknown-host')
  if (/CERT|SELF_SIGNED|ALTNAME|^ERR_SSL|^ERR_TLS|EPROTO|ISSUER/.test(code))
    return new OutboundFault('bad-certificate')
  const isRefused = code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH'
  return new OutboundFault(isRefused ? 'refused' : 'cut')
}

async function before<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  signal.throwIfAborted()
  const { promise, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

function send(
  url: URL,
  { method, headers, body, signal }: OutboundRequest,
  { address, family }: { readonly address: string; readonly family: 4 | 6 },
): Promise<OutboundAnswer> {
  return new Promise((resolve, reject) => {
    const { request } = url.protocol === 'https:' ? https : http
    const sent = request(url, {
      method,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }),
      },
      // Pinned: the name is not asked again.
      lookup: (_name, options, done) =>
        options.all ? done(null, [{ address, family }]) : done(null, address, family),
      // A connection of its own, through no proxy.
      agent: false,
      signal,
    })
    sent.once('error', reject)
    sent.once('response', (response) => {
      const { statusCode: status } = response
      if (status === undefined) return reject(new Error('an answer without a status'))
      resolve({ status, headers: response.headers, body: response, close: () => sent.destroy() })
    })
    sent.end(body)
  })
}

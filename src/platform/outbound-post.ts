import http from 'node:http'
import https from 'node:https'
import type { BlockList } from 'node:net'
import { checkedAddress, type ResolveName, resolveName } from './outbound-address.ts'

/** What became of a request to another program. */
export type PostOutcome =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  | { readonly kind: 'unreachable'; readonly problem: PostProblem }

/** Why there was no answer. */
export const POST_PROBLEMS = [
  'not-allowed',
  'no-tls',
  'unknown-host',
  'refused',
  'too-slow',
  'cut',
  'bad-certificate',
] as const
export type PostProblem = (typeof POST_PROBLEMS)[number]

export interface Post {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Networks that may be reached although they are not the Internet, and without TLS. */
  readonly allowed: BlockList
  readonly timeoutMs: number
  readonly signal: AbortSignal
  readonly resolve?: ResolveName | undefined
}

/** Of an answer, what is kept: it is shown to people, and nobody needs a page. */
const ANSWER_BYTES = 2_000

/**
 * Posts to an address that a user gave. The connection is made to the address that was checked, whatever the name says
 * the moment after; redirections are answers like others, and are not followed; no more of the answer is read than what is shown.
 */
export async function postOut(post: Post): Promise<PostOutcome> {
  const url = new URL(post.url)
  const signal = AbortSignal.any([post.signal, AbortSignal.timeout(post.timeoutMs)])
  try {
    const target = await before(
      signal,
      checkedAddress(url.hostname, post.allowed, post.resolve ?? resolveName),
    )
    if (!target) return unreachable('not-allowed')
    if (url.protocol !== 'https:' && !target.isAllowed) return unreachable('no-tls')
    return await send(url, post, signal, target)
  } catch (error) {
    return unreachable(problemOf(error, signal))
  }
}

function unreachable(problem: PostProblem): PostOutcome {
  return { kind: 'unreachable', problem }
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
  { headers, body }: Post,
  signal: AbortSignal,
  { address, family }: { readonly address: string; readonly family: 4 | 6 },
): Promise<PostOutcome> {
  return new Promise((resolve, reject) => {
    const { request } = url.protocol === 'https:' ? https : http
    const sent = request(url, {
      method: 'POST',
      headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
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
      let text = ''
      const settle = () => {
        resolve({
          kind: 'answered',
          status: status,
          body: text.slice(0, ANSWER_BYTES),
        })
        sent.destroy()
      }
      response.setEncoding('utf8')
      response.on('data', (piece: string) => {
        text += piece
        if (text.length >= ANSWER_BYTES) settle()
      })
      response.once('end', settle)
      response.once('error', reject)
    })
    sent.end(body)
  })
}

function problemOf(error: unknown, signal: AbortSignal): PostProblem {
  if (signal.aborted) return 'too-slow'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ENODATA') return 'unknown-host'
  if (/CERT|SELF_SIGNED|ALTNAME|^ERR_SSL|^ERR_TLS|EPROTO|ISSUER/.test(code)) return 'bad-certificate'
  return code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH' ? 'refused' : 'cut'
}

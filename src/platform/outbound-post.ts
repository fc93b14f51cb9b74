import type { BlockList } from 'node:net'
import type { ResolveName } from './outbound-address.ts'
import { type OutboundProblem, outboundFault, requestOut } from './outbound-request.ts'

/** What became of a request to another program. */
export type PostOutcome =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  | { readonly kind: 'unreachable'; readonly problem: OutboundProblem }

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

/** Posts to an address that a user gave (`requestOut`); no more of the answer is read than what is shown. */
export async function postOut({ timeoutMs, ...post }: Post): Promise<PostOutcome> {
  const signal = AbortSignal.any([post.signal, AbortSignal.timeout(timeoutMs)])
  try {
    const { status, body, close } = await requestOut({ ...post, method: 'POST', signal })
    let text = ''
    body.setEncoding('utf8')
    for await (const piece of body) {
      text += piece
      if (text.length >= ANSWER_BYTES) break
    }
    close()
    return { kind: 'answered', status, body: text.slice(0, ANSWER_BYTES) }
  } catch (error) {
    return { kind: 'unreachable', problem: outboundFault(error, signal).problem }
  }
}

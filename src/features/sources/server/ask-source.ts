import { setTimeout as delay } from 'node:timers/promises'
import { type OutboundAnswer, outboundFault, requestOut } from '#platform/outbound-request.ts'
import type { UrlSettings } from '../settings-contract.ts'
import { type ConnectorOrder, SourceFault } from './connector.ts'

type SignIn = Pick<UrlSettings, 'signIn' | 'userName' | 'headerName'>

/** Who asks, whom, and by which secret. */
export type AskOrder = Pick<ConnectorOrder<unknown>, 'secret' | 'allowed' | 'resolve' | 'signal'>

export interface Question {
  readonly url: string
  readonly method?: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

const REDIRECTIONS = 5
const TRIES = 4
const LONGEST_WAIT_SECONDS = 60

/** The headers that say who asks. @throws SourceFault when its secret is missing */
export function signInHeaders(
  { signIn, userName, headerName }: SignIn,
  secret: string | null,
): Record<string, string> {
  if (signIn === 'none') return {}
  if (secret === null) throw new SourceFault('no-secret')
  if (signIn === 'header') return { [headerName]: secret }
  if (signIn === 'bearer') return { Authorization: `Bearer ${secret}` }
  return { Authorization: `Basic ${Buffer.from(`${userName}:${secret}`).toString('base64')}` }
}

/**
 * Asks over HTTP, and gives a good answer. « Too many requests » is waited for as long as it says, a minute at most, then
 * asked again; redirections are followed, each to an address that is checked as the first one, and without the secret
 * once they leave it.
 * @throws SourceFault
 */
export async function askSource(order: AskOrder, question: Question): Promise<OutboundAnswer> {
  const { method = 'GET', body } = question
  let [url, headers] = [addressOf(question.url), question.headers]
  let tries = 1
  for (let redirections = 0; redirections <= REDIRECTIONS; ) {
    const answer = await asked(order, { ...question, method, url: url.href, headers })
    const { status } = answer
    const place = answer.headers.location
    if (status >= 200 && status < 300) return answer
    answer.close()
    if (status >= 300 && status < 400 && place !== undefined && body === undefined) {
      const next = addressOf(place, url)
      if (next.origin !== url.origin) headers = {}
      url = next
      redirections += 1
    } else if ((status === 429 || status === 503) && tries < TRIES) {
      tries += 1
      await delay(waitMs(answer.headers['retry-after'], tries), undefined, { signal: order.signal }).catch(
        () => {
          throw new SourceFault('too-many')
        },
      )
    } else throw faultOf(status)
  }
  throw new SourceFault('bad-status', { status: 310 })
}

async function asked(
  { allowed, resolve, signal }: AskOrder,
  { url, method, headers, body }: Question & { readonly method: 'GET' | 'POST' },
): Promise<OutboundAnswer> {
  try {
    return await requestOut({
      ...{ url, method, allowed, resolve, signal },
      headers: { 'User-Agent': 'Relances', Accept: '*/*', ...headers },
      ...(body === undefined ? {} : { body }),
    })
  } catch (error) {
    throw new SourceFault(outboundFault(error, signal).problem)
  }
}

function addressOf(text: string, from?: URL): URL {
  const url = URL.canParse(text, from) ? new URL(text, from) : null
  if (url === null || !/^https?:$/.test(url.protocol)) throw new SourceFault('not-an-address')
  return url
}

// Seconds; a date is not worth its code here.
function waitMs(header: string | undefined, tries: number): number {
  const seconds = header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) : tries
  if (seconds > LONGEST_WAIT_SECONDS) throw new SourceFault('too-many')
  return seconds * 1_000
}

function faultOf(status: number): SourceFault {
  if (status === 401 || status === 403) return new SourceFault('sign-in-refused')
  if (status === 404 || status === 410) return new SourceFault('not-there')
  if (status === 429) return new SourceFault('too-many')
  if (status >= 500) return new SourceFault('their-error', { status })
  return new SourceFault('bad-status', { status })
}

/** The bytes of an answer as they come. @throws SourceFault when it is cut short */
export async function* bytesOf(answer: OutboundAnswer, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of answer.body) yield chunk as Uint8Array
  } catch (error) {
    throw new SourceFault(outboundFault(error, signal).problem)
  } finally {
    answer.close()
  }
}

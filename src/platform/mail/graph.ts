import type { AccountFailure, Outcome, OutgoingMessage } from '#domain/sending/outcome.ts'
import { retryAfter } from './consent.ts'

/** A failure before anything was sent: nothing can have been taken. */
const NOT_CONNECTED = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'],
  ...['CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
])

/** Graph takes a request of four megabytes; base64 is a third longer than the message. */
const MAX_BYTES = 3_000_000

/**
 * Hands a message to Microsoft Graph as MIME. It goes to whom its headers name: those of the envelope that they do not
 * are added as Bcc, which Exchange takes off.
 * @returns "expired" when the token is taken no more
 */
export async function sendByGraph(
  graph: string,
  accessToken: string,
  { envelope, raw }: OutgoingMessage,
  signal?: AbortSignal,
): Promise<Outcome | 'expired'> {
  if (raw.length > MAX_BYTES) {
    const answer = `Message size larger than allowed ${MAX_BYTES}`
    return { kind: 'refused', code: 552, enhanced: '5.3.4', answer, permanent: true }
  }
  try {
    const response = await fetch(`${graph}/v1.0/me/sendMail`, {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'text/plain' },
      body: withHiddenCopies(Buffer.from(raw), envelope.to).toString('base64'),
      signal: AbortSignal.any([AbortSignal.timeout(60_000), ...(signal ? [signal] : [])]),
    })
    return await outcomeOf(response)
  } catch (error) {
    const cause = (error as Error).cause as { code?: string } | undefined
    const reason = cause?.code ?? (error as Error).message
    return NOT_CONNECTED.has(reason)
      ? { kind: 'unreachable', reason: 'provider-unreachable', answer: reason, waitSeconds: null }
      : { kind: 'ambiguous', reason }
  }
}

function withHiddenCopies(raw: Buffer, recipients: readonly string[]): Buffer {
  const headers = raw.subarray(0, raw.indexOf('\r\n\r\n')).toString('latin1')
  const named = [...headers.replaceAll(/\r\n[ \t]+/g, ' ').matchAll(/^(?:to|cc|bcc):(.*)$/gim)]
    .map(([, value = '']) => value.toLowerCase())
    .join(',')
  const hidden = recipients.filter((address) => !named.includes(address.toLowerCase()))
  return hidden.length === 0 ? raw : Buffer.concat([Buffer.from(`Bcc: ${hidden.join(', ')}\r\n`), raw])
}

async function outcomeOf(response: Response): Promise<Outcome | 'expired'> {
  const { status, headers } = response
  const text = await response.text()
  if (status === 202) {
    return { kind: 'accepted', answer: `202 ${headers.get('request-id') ?? ''}`.trim(), refused: [] }
  }
  if (status === 401) return 'expired'
  const answer = `${status} ${errorIn(text)}`.trim()
  const failure = failureOf(status, answer, headers)
  if (failure) return { kind: 'unreachable', ...failure }
  // It may have been taken before the server failed.
  if (status >= 500) return { kind: 'ambiguous', reason: answer }
  return { kind: 'refused', code: status, enhanced: null, answer, permanent: true }
}

// Throttled, or not allowed: it would meet each message alike.
function failureOf(status: number, answer: string, headers: Headers): AccountFailure | null {
  const waitSeconds = retryAfter(headers)
  if (status === 429) return { reason: 'quota', answer, waitSeconds }
  if (status === 503) return { reason: 'busy', answer, waitSeconds }
  if (/quota|limit/i.test(answer) && status < 500) return { reason: 'quota', answer, waitSeconds }
  return status === 403 || status === 404 ? { reason: 'sender-refused', answer, waitSeconds } : null
}

function errorIn(text: string): string {
  try {
    const { error } = JSON.parse(text) as { error?: { code?: string; message?: string } }
    return [error?.code, error?.message].filter((part) => part !== undefined).join(': ')
  } catch {
    return ''
  }
}

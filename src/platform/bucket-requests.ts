import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { AwsV4Signer } from 'aws4fetch'
import { RelancesError } from '#domain/errors.ts'
import type { BucketConfig } from './bucket-config.ts'

/** A request to a bucket; `name` is that of a blob, "" the bucket itself. */
export interface BucketRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  readonly name: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  /** Statuses that are an answer like another, besides those of success. */
  readonly expects?: readonly number[]
}

export interface BucketAnswer {
  readonly status: number
  readonly headers: Headers
  /** The body, as it comes; ends with an error when nothing comes for as long as one waits. */
  body(): AsyncIterable<Uint8Array>
  text(): Promise<string>
}

/** How long one waits for a bucket, in milliseconds. */
export interface Patience {
  /** For an answer to begin, or the next bytes of it. */
  readonly silenceMs: number
  /** Before each new try of a request that failed by the network or by the service. */
  readonly retriesMs: readonly number[]
}

export const PATIENCE: Patience = { silenceMs: 30_000, retriesMs: [200, 1_000, 3_000] }
// A part of a file goes up meanwhile, on a line of 0.5 Mbit/s.
const SENT_BYTES_PER_MS = 60

/** "s3://bucket/prefix (https://service)": never with a key. */
export function bucketPlace({ endpoint, bucket, prefix }: BucketConfig): string {
  return `s3://${bucket}/${prefix} (${endpoint})`
}

/**
 * Sends signed requests to a bucket; those that fail by the network or by the service are tried again.
 * @throws RelancesError unavailable, told as whoever looks after the bucket has to know it
 */
export function createBucketRequests(config: BucketConfig, patience: Patience) {
  const place = bucketPlace(config)
  return async function ask(request: BucketRequest): Promise<BucketAnswer> {
    for (let tries = 0; ; tries += 1) {
      const wait = patience.retriesMs[tries]
      const answer = await send(config, patience, request).catch((error: unknown) => {
        if (wait === undefined) throw unreachable(place, error)
        return null
      })
      if (answer !== null && (answer.status < 300 || request.expects?.includes(answer.status))) return answer
      if (answer !== null && (wait === undefined || !isPassing(answer.status)))
        throw await refusal(place, answer)
      await delay(wait)
    }
  }
}

/** What is said when a bucket is silent or a line to it is cut. */
export function unreachable(place: string, error: unknown): RelancesError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const reason = code || (cause instanceof Error ? cause.message : String(cause))
  return new RelancesError('unavailable', 'blobs.unreachable', { place, reason })
}

/** The body of a request that has none. */
const NOTHING = new Uint8Array()

// "Slow down", "timeout" and what a service that restarts answers; "conflict" when two write one name at once.
function isPassing(status: number): boolean {
  return status >= 500 || status === 429 || status === 408 || status === 409
}

async function send(
  config: BucketConfig,
  { silenceMs }: Patience,
  { method, name, query = {}, headers = {}, body = NOTHING }: BucketRequest,
): Promise<BucketAnswer> {
  const signed = await new AwsV4Signer({
    method,
    url: addressOf(config, name, query),
    // The service computes it again, and refuses bytes that are not those sent.
    headers: { ...headers, 'x-amz-content-sha256': digest(body) },
    accessKeyId: config.key,
    secretAccessKey: config.secret,
    service: 's3',
    region: config.region,
  }).sign()
  const controller = new AbortController()
  const giveUp = () => controller.abort(new Error('timeout'))
  const timer = setTimeout(giveUp, silenceMs + body.length / SENT_BYTES_PER_MS)
  const response = await fetch(signed.url, {
    method,
    headers: signed.headers,
    redirect: 'manual',
    signal: controller.signal,
    ...(body === NOTHING ? {} : { body: new Uint8Array(body) }),
  }).finally(() => clearTimeout(timer))
  const bytes = () => patiently(response.body, silenceMs, giveUp)
  return {
    status: response.status,
    headers: response.headers,
    body: bytes,
    async text() {
      const chunks: Uint8Array[] = []
      for await (const chunk of bytes()) chunks.push(chunk)
      return Buffer.concat(chunks).toString('utf8')
    },
  }
}

async function* patiently(
  body: ReadableStream<Uint8Array> | null,
  silenceMs: number,
  giveUp: () => void,
): AsyncGenerator<Uint8Array> {
  if (body === null) return
  const chunks = body[Symbol.asyncIterator]()
  try {
    for (;;) {
      const timer = setTimeout(giveUp, silenceMs)
      const { done, value } = await chunks.next().finally(() => clearTimeout(timer))
      if (done) return
      yield value
    }
  } finally {
    await chunks.return?.().catch(() => undefined)
  }
}

function addressOf(config: BucketConfig, name: string, query: Readonly<Record<string, string>>): string {
  const url = new URL(config.endpoint)
  const key = name === '' ? '' : `${config.prefix}${name}`
  url.pathname = config.isPathStyle ? `/${config.bucket}/${key}` : `/${key}`
  if (!config.isPathStyle) url.hostname = `${config.bucket}.${url.hostname}`
  for (const [parameter, value] of Object.entries(query)) url.searchParams.set(parameter, value)
  return url.href
}

async function refusal(place: string, answer: BucketAnswer): Promise<RelancesError> {
  const text = await answer.text().catch(() => '')
  const reason = /<Code>([A-Za-z0-9]+)<\/Code>/.exec(text)?.[1] ?? `HTTP ${answer.status}`
  if (reason === 'NoSuchBucket') return new RelancesError('unavailable', 'blobs.no-bucket', { place })
  const isRefused = answer.status < 500 && answer.status !== 429
  return new RelancesError('unavailable', isRefused ? 'blobs.refused' : 'blobs.unreachable', {
    place,
    reason,
  })
}

export function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

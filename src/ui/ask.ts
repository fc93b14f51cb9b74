import type { Addressed, Answered, Endpoint, FileKind, Sent } from '#contract/endpoint.ts'
import { filePath, requestBytes, requestJson, withQuery } from './request.ts'

/** An endpoint that answers with bytes. */
type FileEndpoint = Endpoint & { readonly answer: FileKind }

interface AskOptions {
  readonly signal?: AbortSignal
  /** Names this press: sent again under it, it is answered the same and not done twice. */
  readonly key?: string
}

interface SentParts {
  readonly params?: object
  readonly query?: object
  readonly body?: unknown
}

/** Asks an endpoint that answers in JSON. @throws ApiError, also when the server cannot be reached. */
export function ask<E extends Endpoint>(
  endpoint: E,
  sent: Sent<E>,
  options: AskOptions = {},
): Promise<Answered<E>> {
  return requestJson<Answered<E>>(addressOf(endpoint, sent), requestOf(endpoint, sent, options))
}

/** Asks an endpoint that answers with a file: its bytes, and the headers that came with them. @throws ApiError */
export function askBytes<E extends FileEndpoint>(endpoint: E, sent: Sent<E>, options: AskOptions = {}) {
  return requestBytes(addressOf(endpoint, sent), requestOf(endpoint, sent, options))
}

/** The address of an endpoint, for what the browser fetches or sends by itself. */
export function addressOf<E extends Endpoint>({ path }: E, sent: Addressed<E>): string {
  return withQuery(filledPath(path, sent), (sent as SentParts).query ?? {})
}

/** The address of a file: its headings are in the language of the screen, not of the browser. */
export function fileAddressOf<E extends FileEndpoint>({ path }: E, sent: Addressed<E>): string {
  return filePath(filledPath(path, sent), (sent as SentParts).query ?? {})
}

function filledPath(path: string, sent: unknown): string {
  const values = new Map(Object.entries((sent as SentParts).params ?? {}))
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value: unknown = values.get(name)
    if (value === undefined) throw new Error(`${path} without its ${name}`)
    return encodeURIComponent(String(value))
  })
}

function requestOf(endpoint: Endpoint, sent: unknown, { signal, key }: AskOptions): RequestInit {
  const { body } = sent as SentParts
  const method = endpoint.method.toUpperCase()
  const common = { method, ...(signal ? { signal } : {}) }
  const named: Record<string, string> = key ? { 'idempotency-key': key } : {}
  if (body === undefined) return { ...common, headers: named }
  if (body instanceof Blob)
    return { ...common, headers: { ...named, 'content-type': 'application/octet-stream' }, body }
  return {
    ...common,
    headers: { ...named, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }
}

import i18next from 'i18next'
import { proveAgain } from './proof.ts'

/** A refusal of the server. `message` is a sentence in the user's language, made to be shown. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly key: string

  constructor(status: number, code: string, key: string, message: string) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.code = code
    this.key = key
  }
}

type QueryValue = string | number | readonly string[] | undefined

/** "/api/x?on=2024-01-25&companies=FNAC,ISAGRI": lists are comma separated, absent values left out. */
export function withQuery(path: string, query: object): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query) as [string, QueryValue][]) {
    if (value === undefined || value === '') continue
    parameters.set(name, Array.isArray(value) ? value.join(',') : String(value))
  }
  const text = parameters.toString()
  return text === '' ? path : `${path}?${text}`
}

/** The address of a file the browser fetches by itself: its headings are those of the screen, not of the browser. */
export function filePath(path: string, query: object = {}): string {
  return withQuery(path, { ...query, language: i18next.language })
}

/** Sends a request and reads the bytes of its answer, with its headers. @throws ApiError */
export async function requestBytes(path: string, init: RequestInit) {
  const answer = await request(path, init)
  return { bytes: await answer.arrayBuffer(), headers: answer.headers }
}

/** Sends a request and reads its answer in JSON. @throws ApiError, also when the server cannot be reached. */
export async function requestJson<T>(path: string, init: RequestInit): Promise<T> {
  const answer = await request(path, init).catch(async (error: unknown) => {
    // A grave act: once the person has proved who they are, it is sent again as it was.
    const isGrave = error instanceof ApiError && error.key === 'people.proof-needed'
    if (!isGrave || !(await proveAgain())) throw error
    return await request(path, init)
  })
  const text = await answer.text()
  return (text === '' ? undefined : JSON.parse(text)) as T
}

async function request(path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers)
  headers.set('accept-language', i18next.language)
  const answer = await fetch(path, { ...init, headers }).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw unreachable()
  })
  if (!answer.ok) throw await refusal(answer.status, await answer.text())
  return answer
}

/** What the user reads when no answer came at all. */
export function unreachable(): ApiError {
  return new ApiError(0, 'unavailable', 'unreachable', i18next.t('failure.unreachable'))
}

/** The refusal told by an error answer, readable or not. */
export function refusal(status: number, body: string): ApiError {
  const told = parseRefusal(body)
  if (told) return new ApiError(status, told.code, told.key, told.message)
  return new ApiError(status, 'internal', 'unexpected', i18next.t('failure.unexpected', { status }))
}

function parseRefusal(body: string): { code: string; key: string; message: string } | null {
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value !== 'object' || value === null || !('message' in value)) return null
    const { code, key, message } = value as Record<string, unknown>
    return { code: String(code ?? ''), key: String(key ?? ''), message: String(message) }
  } catch {
    return null
  }
}

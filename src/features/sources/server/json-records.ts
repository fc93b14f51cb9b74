import { RECORD_FIELDS, type RecordField } from '#domain/receivables/source.ts'
import type { OutboundAnswer } from '#platform/outbound-request.ts'
import type { JsonSettings } from '../settings-contract.ts'
import { type AskOrder, askSource, bytesOf, signInHeaders } from './ask-source.ts'
import { type Connector, SourceFault } from './connector.ts'
import { type ListRow, listFile, valueText } from './list-file.ts'

const MOST_PAGES = 2_000
const PAGE_BYTES = 50_000_000
const MOST_PATHS = 200

/** The records that a program gives over HTTP, page by page, as one list of invoices. */
export const jsonRecords: Connector<JsonSettings> = async function* (order) {
  const { settings, timeZone } = order
  const records: unknown[] = []
  for await (const page of pagesOf(order)) records.push(...page)
  const [first] = records
  if (first === undefined) throw new SourceFault('no-record')
  const fields = RECORD_FIELDS.filter((field) => settings.fields[field] !== undefined)
  const rules = { isInCents: settings.isInCents, timeZone }
  const list = listFile(
    fields,
    records.map((record) =>
      rowOf(record, fields, (field, value) => valueText(field, value, rules), settings),
    ),
  )
  yield {
    name: `${new URL(settings.url).hostname}.csv`,
    mark: null,
    bytes: list.length,
    modifiedAt: null,
    paths: pathsOf(first),
    read: async function* () {
      yield list
    },
  }
}

function rowOf(
  record: unknown,
  fields: readonly RecordField[],
  text: (field: RecordField, value: unknown) => string,
  settings: JsonSettings,
): ListRow {
  return Object.fromEntries(
    fields.map((field) => [field, text(field, valueAt(record, settings.fields[field] ?? ''))]),
  )
}

async function* pagesOf(order: AskOrder & { readonly settings: JsonSettings }) {
  const { settings } = order
  const headers = { Accept: 'application/json', ...signInHeaders(settings, order.secret) }
  const start = new URL(settings.url)
  let url: URL | null = start
  let before = ''
  for (let page = 1; url !== null; page += 1) {
    if (page > MOST_PAGES) throw new SourceFault('too-many-pages', { pages: MOST_PAGES })
    const answer: OutboundAnswer = await askSource(order, { url: url.href, headers })
    const text = await textOf(answer, order.signal)
    const body = parsed(text)
    const records = recordsAt(body, settings.records)
    // A program that knows no such parameter gives its first page for ever.
    if (records.length > 0 && text === before) throw new SourceFault('same-page')
    before = text
    yield records
    url = records.length === 0 ? null : nextOf(url, { answer, body, page, settings })
    if (url !== null && url.origin !== start.origin) throw new SourceFault('other-origin')
  }
}

function nextOf(
  url: URL,
  {
    answer,
    body,
    page,
    settings: { paging, pageParameter, nextPath },
  }: {
    readonly answer: Pick<OutboundAnswer, 'headers'>
    readonly body: unknown
    readonly page: number
    readonly settings: JsonSettings
  },
): URL | null {
  if (paging === 'none') return null
  if (paging === 'link') {
    const next = linkOf(answer.headers.link)
    return next === null ? null : placed(next, url)
  }
  if (paging === 'page') {
    // An address that begins at « page=0 » goes on with 1.
    const parameter = pageParameter || 'page'
    const first = Number(url.searchParams.get(parameter) ?? 1)
    const rank = page === 1 ? (Number.isSafeInteger(first) ? first + 1 : 2) : first + 1
    return withParameter(url, parameter, String(rank))
  }
  const mark = valueAt(body, nextPath)
  if (mark === null || mark === undefined || mark === '' || mark === false) return null
  const text = String(mark)
  return pageParameter === '' ? placed(text, url) : withParameter(url, pageParameter, text)
}

function placed(text: string, url: URL): URL {
  if (!URL.canParse(text, url)) throw new SourceFault('not-an-address')
  return new URL(text, url)
}

function withParameter(url: URL, parameter: string, value: string): URL {
  const next = new URL(url)
  next.searchParams.set(parameter, value)
  return next
}

/** The address of the next page in a header `Link` (RFC 8288). */
function linkOf(header: string | string[] | undefined): string | null {
  for (const link of String(header ?? '').split(/,\s*(?=<)/)) {
    const [, target, rest] = /^\s*<([^>]*)>(.*)$/.exec(link) ?? []
    if (target !== undefined && /;\s*rel="?[^";]*\bnext\b/i.test(rest ?? '')) return target
  }
  return null
}

/** The whole of an answer that has to be held in memory. @throws SourceFault */
export async function textOf(answer: OutboundAnswer, signal: AbortSignal): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of bytesOf(answer, signal)) {
    bytes += chunk.length
    if (bytes > PAGE_BYTES) throw new SourceFault('too-many-pages', { pages: MOST_PAGES })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** @throws SourceFault not-json */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new SourceFault(/^\s*</.test(text) ? 'is-a-page' : 'not-json')
  }
}

function recordsAt(body: unknown, path: string): readonly unknown[] {
  const found = path === '' ? body : valueAt(body, path)
  if (!Array.isArray(found)) throw new SourceFault('no-records', { path: path || '—' })
  return found
}

/** What stands at « customer.name » or « lines.0.amount »; undefined when nothing does. */
export function valueAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, step) =>
        typeof at === 'object' && at !== null && Object.hasOwn(at, step)
          ? (at as Readonly<Record<string, unknown>>)[step]
          : undefined,
      value,
    )
}

function pathsOf(record: unknown, before = '', depth = 0): string[] {
  if (typeof record !== 'object' || record === null || depth > 4) return before === '' ? [] : [before]
  return Object.entries(record)
    .flatMap(([name, value]) => pathsOf(value, before === '' ? name : `${before}.${name}`, depth + 1))
    .slice(0, MOST_PATHS)
}

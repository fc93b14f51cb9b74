import type { OutboundAnswer } from '#platform/outbound-request.ts'
import type { UrlSettings } from '../settings-contract.ts'
import { askSource, bytesOf, signInHeaders } from './ask-source.ts'
import { type Connector, SourceFault } from './connector.ts'

/** A file at one address, whatever it holds: it is told by its content, as any file. */
export const fileByAddress: Connector<UrlSettings> = async function* (order) {
  const { settings, signal } = order
  const answer = await askSource(order, {
    url: settings.url,
    headers: signInHeaders(settings, order.secret),
  })
  try {
    // A page of sign-in answers 200 as well as a file does.
    if (/^text\/html/i.test(answer.headers['content-type'] ?? '')) throw new SourceFault('is-a-page')
    const length = Number(answer.headers['content-length'])
    yield {
      name: nameOf(answer, settings.url),
      mark: null,
      bytes: Number.isSafeInteger(length) ? length : null,
      modifiedAt: dateOf(answer.headers['last-modified']),
      read: () => bytesOf(answer, signal),
    }
  } finally {
    answer.close()
  }
}

function nameOf({ headers }: OutboundAnswer, url: string): string {
  const said = /filename="?([^";]+)/i.exec(headers['content-disposition'] ?? '')?.[1]
  const last = new URL(url).pathname.split('/').at(-1) ?? ''
  return (said ?? safely(last)).replace(/[/\\\p{Cc}]/gu, '').slice(0, 200) || new URL(url).hostname
}

function safely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function dateOf(text: string | undefined): Date | null {
  const date = new Date(text ?? '')
  return Number.isNaN(date.getTime()) ? null : date
}

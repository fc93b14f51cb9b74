import type { AccountFailure } from '#domain/sending/outcome.ts'
import { retryAfter } from './consent.ts'
import {
  FIRST_DAYS,
  HEADS_AT_ONCE,
  type HeadBatch,
  type MailboxCursor,
  MailboxFault,
  MOST_BYTES,
  type OpenMailbox,
} from './mailbox.ts'

interface GraphOptions {
  /** The only headers that are kept of those that Graph tells. */
  readonly fields: readonly string[]
  readonly signal: AbortSignal
}

interface GraphMail {
  readonly id: string
  readonly receivedDateTime: string
  readonly internetMessageHeaders?: readonly { readonly name: string; readonly value: string }[]
}

/** The inbox of whoever gave their consent, read by Microsoft Graph. @throws MailboxFault */
export async function openGraphMailbox(
  graph: string,
  accessToken: string,
  { fields, signal }: GraphOptions,
): Promise<OpenMailbox> {
  const get = async (address: string): Promise<Response | null> => {
    const response = await fetch(address, {
      headers: { authorization: `Bearer ${accessToken}`, prefer: 'IdType="ImmutableId"' },
      signal: AbortSignal.any([AbortSignal.timeout(60_000), signal]),
    }).catch((error: unknown) => {
      const cause = (error as Error).cause as { code?: string } | undefined
      throw fault('provider-unreachable', cause?.code ?? (error as Error).message)
    })
    if (response.ok) return response
    if (response.status === 404) return null
    throw refusalOf(response)
  }
  // Asked for at once, so that a consent that does not go that far is told as it is tried.
  const inbox = `${graph}/v1.0/me/mailFolders/inbox/messages`
  if ((await get(`${inbox}?$top=1&$select=id`)) === null) throw fault('mailbox-consent', '404')
  return {
    heads: (cursor) => headsOf(get, inbox, fields, cursor),
    async whole(place) {
      const response = await get(`${graph}/v1.0/me/messages/${encodeURIComponent(place)}/$value`)
      return response === null ? null : await startOf(response)
    },
    close: async () => undefined,
  }
}

async function* headsOf(
  get: (address: string) => Promise<Response | null>,
  inbox: string,
  fields: readonly string[],
  cursor: MailboxCursor | null,
): AsyncGenerator<HeadBatch> {
  const start = cursor?.last ?? Date.now() - FIRST_DAYS * 86_400_000
  const query = new URLSearchParams({
    // Those of the last instant are told again: two may have come in it.
    $filter: `receivedDateTime ge ${new Date(start).toISOString()}`,
    $orderby: 'receivedDateTime',
    $select: 'id,receivedDateTime,internetMessageHeaders',
    $top: String(HEADS_AT_ONCE),
  })
  let last = start
  let address: string | null = `${inbox}?${query}`
  while (address !== null) {
    const page = (await (await get(address))?.json()) as
      | { readonly value: readonly GraphMail[]; readonly '@odata.nextLink'?: string }
      | undefined
    const heads = (page?.value ?? []).map((mail) => ({
      place: mail.id,
      receivedAt: new Date(mail.receivedDateTime),
      head: headOf(mail, fields),
    }))
    last = Math.max(last, ...heads.map((head) => head.receivedAt.getTime()))
    yield { heads, cursor: { validity: 'graph', last } }
    const next = page?.['@odata.nextLink']
    // The token goes to Graph, and nowhere that an answer of it names.
    address = next?.startsWith(`${inbox}?`) ? next : null
  }
}

function headOf({ internetMessageHeaders = [] }: GraphMail, fields: readonly string[]): Uint8Array {
  const lines = internetMessageHeaders
    .filter(({ name }) => fields.includes(name.toLowerCase()))
    .map(({ name, value }) => `${name}: ${value.replace(/[\r\n]+/g, ' ')}`)
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`)
}

async function startOf(response: Response): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of response.body ?? []) {
    pieces.push(piece as Uint8Array)
    length += (piece as Uint8Array).byteLength
    if (length >= MOST_BYTES) break
  }
  return Buffer.concat(pieces).subarray(0, MOST_BYTES)
}

function refusalOf({ status, headers }: Response): MailboxFault {
  const waitSeconds = retryAfter(headers)
  const answer = String(status)
  if (status === 401 || status === 403) return fault('mailbox-consent', answer)
  if (status === 429 || status === 503) return fault('busy', answer, waitSeconds)
  return fault('provider-unreachable', answer, waitSeconds)
}

function fault(
  reason: AccountFailure['reason'],
  answer: string,
  waitSeconds: number | null = null,
): MailboxFault {
  return new MailboxFault({ reason, answer, waitSeconds })
}

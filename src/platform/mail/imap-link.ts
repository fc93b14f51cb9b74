import { isIP } from 'node:net'
import { ImapFlow, type SearchObject } from 'imapflow'
import type { MailServer } from '#domain/sending/account.ts'
import { accountProblem, type LinkFault } from '#domain/sending/account-problem.ts'
import type { AccountFailure } from '#domain/sending/outcome.ts'
import { IMAP_TRANSPORT, NOT_IMAP } from './imap-greeting.ts'
import {
  FIRST_DAYS,
  HEADS_AT_ONCE,
  type HeadBatch,
  type MailboxCursor,
  MailboxFault,
  type MailHead,
  MOST_BYTES,
  type OpenMailbox,
} from './mailbox.ts'
import { isThisMachine, type SignIn, withoutSecret } from './sign-in.ts'
import type { Patience } from './smtp-link.ts'

export interface ImapOptions {
  readonly server: MailServer
  readonly signIn: SignIn
  /** The only headers that are asked for. */
  readonly fields: readonly string[]
  readonly patience: Patience
  /** Where to connect, when the address of its name has been checked: the certificate is still that of the name. */
  readonly address?: string
  /** Certificates trusted beside those of the system. */
  readonly trusted?: readonly string[]
}

/** A client whose inbox is open to be read alone. */
export interface ImapConnection {
  readonly client: ImapFlow
  /** Asks, and throws a MailboxFault for whatever fails. */
  readonly told: <T>(ask: () => Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
}

/**
 * Opens the inbox of a server of IMAP to read it alone (EXAMINE), and asks for mails by PEEK: nothing is marked as read.
 * @throws MailboxFault
 */
export async function openImap(options: ImapOptions, signal: AbortSignal): Promise<OpenMailbox> {
  const { client, told, close } = await connectImap(options, signal)
  return {
    heads: (cursor) => headsOf(client, options.fields, cursor, told),
    async whole(place) {
      const found = await told(() =>
        client.fetchOne(place, { source: { start: 0, maxLength: MOST_BYTES } }, { uid: true }),
      )
      return found === false ? null : (found.source ?? null)
    },
    close,
  }
}

/** Connects, signs in and opens the inbox to read it alone. @throws MailboxFault */
export async function connectImap(options: ImapOptions, signal: AbortSignal): Promise<ImapConnection> {
  const { server, signIn } = options
  if (signIn.by === 'nothing') throw faultOf('sign-in-needed')
  if (server.security === 'none' && !isThisMachine(server.host)) throw faultOf('clear-password')
  if (signal.aborted) throw faultOf('link-lost')
  const client = new ImapFlow(clientOptions(options, signIn))
  // Whoever waits for an answer is told; between two, nobody does.
  client.on('error', () => undefined)
  const stop = () => client.close()
  signal.addEventListener('abort', stop)
  const told = <T>(ask: () => Promise<T>) =>
    ask().catch((error: unknown) => {
      throw error instanceof MailboxFault ? error : new MailboxFault(failureOf(error as Fault, signIn))
    })
  const close = async () => {
    signal.removeEventListener('abort', stop)
    await client.logout().catch(() => client.close())
  }
  try {
    await told(async () => {
      await client.connect()
      await client.mailboxOpen('INBOX', { readOnly: true })
    })
  } catch (error) {
    signal.removeEventListener('abort', stop)
    client.close()
    throw error
  }
  return { client, told, close }
}

function clientOptions(
  { server, patience, trusted, address }: ImapOptions,
  signIn: Exclude<SignIn, { by: 'nothing' }>,
) {
  const { host, port, security } = server
  return {
    host: address ?? host,
    ...(address === undefined || isIP(host) !== 0 ? {} : { servername: host }),
    port,
    transport: IMAP_TRANSPORT,
    secure: security === 'tls',
    doSTARTTLS: security === 'tls' ? undefined : security === 'starttls',
    auth:
      signIn.by === 'password'
        ? { user: signIn.userName, pass: signIn.password }
        : { user: signIn.userName, accessToken: signIn.accessToken },
    tls: { minVersion: 'TLSv1.2' as const, ...(trusted ? { ca: [...trusted] } : {}) },
    connectionTimeout: patience.connectMs,
    greetingTimeout: patience.connectMs,
    socketTimeout: patience.answerMs,
    // A mail of 25 MB is asked for up to its first megabyte, and headers have no size of their own.
    maxLiteralSize: MOST_BYTES * 2,
    disableAutoIdle: true,
    disableCompression: true,
    logger: false as const,
  }
}

async function* headsOf(
  client: ImapFlow,
  fields: readonly string[],
  cursor: MailboxCursor | null,
  told: <T>(ask: () => Promise<T>) => Promise<T>,
): AsyncGenerator<HeadBatch> {
  const mailbox = client.mailbox
  if (!mailbox) throw faultOf('link-lost')
  const validity = String(mailbox.uidValidity)
  const last = cursor?.validity === validity ? cursor.last : null
  const since = new Date(Date.now() - FIRST_DAYS * 86_400_000)
  // « n:* » always names the last mail, were it older than n.
  const asked = last === null ? { since } : { uid: `${last + 1}:*` }
  const found = await told(() => searchMails(client, asked))
  const uids = found.filter((uid) => last === null || uid > last)
  for (let at = 0; at < uids.length; at += HEADS_AT_ONCE) {
    const asked = uids.slice(at, at + HEADS_AT_ONCE)
    const heads = await told(() => fetchHeads(client, asked, fields))
    yield { heads, cursor: { validity, last: asked.at(-1) ?? 0 } }
  }
  // What came before and is not of the last days is not looked at later either.
  const seen = uids.at(-1) ?? last ?? mailbox.uidNext - 1
  yield { heads: [], cursor: { validity, last: seen } }
}

/**
 * The numbers of the mails that are searched for, in order. A search that the server refuses is no empty inbox: what came
 * meanwhile would be passed over for good.
 * @throws MailboxFault mailbox-refused
 */
export async function searchMails(client: ImapFlow, query: SearchObject): Promise<number[]> {
  const found = await client.search(query, { uid: true })
  if (!found) throw faultOf('mailbox-refused')
  return found.toSorted((a, b) => a - b)
}

async function fetchHeads(
  client: ImapFlow,
  uids: readonly number[],
  fields: readonly string[],
): Promise<MailHead[]> {
  const heads: MailHead[] = []
  const query = { uid: true, internalDate: true, headers: [...fields] }
  for await (const { uid, internalDate, headers } of client.fetch([...uids], query, { uid: true }))
    heads.push({
      place: String(uid),
      receivedAt: internalDate === undefined ? new Date() : new Date(internalDate),
      head: headers ?? new Uint8Array(),
    })
  return heads.toSorted((a, b) => Number(a.place) - Number(b.place))
}

/** An error of imapflow, or of the system. */
interface Fault extends Error {
  readonly code?: string
  readonly authenticationFailed?: boolean
  readonly tlsFailed?: boolean
  readonly responseStatus?: string
  readonly serverResponseCode?: string
  readonly response?: unknown
}

function faultOf(reason: AccountFailure['reason']): MailboxFault {
  return new MailboxFault({ reason, answer: '', waitSeconds: null })
}

/** Gmail, Exchange and French hosts say so when a mailbox may not be read by IMAP. */
const IMAP_OFF = /not enabled for IMAP|IMAP (?:access )?is (?:disabled|not enabled)|IMAP.{0,20}d[ée]sactiv/i
/** Not an answer of IMAP: a web server, an SMTP server, or one that waits to be spoken to by TLS. */
const OTHER_PROTOCOL = new RegExp(
  `^(?:${NOT_IMAP}|ParserError|InvalidResponse|UnexpectedTag|MissingTag|GREETING_TIMEOUT)`,
)

function failureOf(fault: Fault, signIn: SignIn): AccountFailure {
  // What is not an answer of IMAP is not repeated: whoever sets a mailbox must not read other servers through it.
  const said = fault.responseStatus && typeof fault.response === 'string' ? fault.response : ''
  const answer = withoutSecret(said, signIn).slice(0, 500)
  return { reason: reasonOf(fault, answer, signIn), answer, waitSeconds: null }
}

function reasonOf(fault: Fault, answer: string, signIn: SignIn): AccountFailure['reason'] {
  const code = fault.code ?? ''
  if (IMAP_OFF.test(answer)) return 'mailbox-off'
  if (/^(?:UNAVAILABLE|INUSE|LIMIT)$/.test(fault.serverResponseCode ?? '') || code === 'ETHROTTLE')
    return 'busy'
  if (fault.authenticationFailed) {
    const reason = accountProblem(linkFault('sign-in', { code: 535, answer }))
    return reason === 'password-refused' && signIn.by === 'token' ? 'mailbox-consent' : reason
  }
  if (OTHER_PROTOCOL.test(code)) return 'not-a-mailbox'
  if (/^(?:CONNECT_TIMEOUT|ETIMEOUT)$/.test(code)) return 'no-answer'
  const isOfTls = fault.tlsFailed === true || code === 'UPGRADE_TIMEOUT'
  return accountProblem(linkFault(isOfTls ? 'encrypt' : 'connect', { system: code, answer }))
}

function linkFault(step: LinkFault['step'], change: Partial<LinkFault>): LinkFault {
  return { step, system: null, code: null, answer: '', ...change }
}

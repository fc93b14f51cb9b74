import type { SendingAccount } from '#domain/sending/account.ts'
import type { AccountFailure, Outcome, OutgoingMessage } from '#domain/sending/outcome.ts'
import type { Sealer } from '../sealing.ts'
import { isFailure, openSmtpLink, PATIENCE, type Patience, type SignIn, type SmtpLink } from './smtp-link.ts'

/** Hands messages over to the servers of the accounts. One is enough for the process. */
export interface Mailer {
  /**
   * Hands one message over, after those already asked for the same account: a server is spoken to through one
   * connection at a time, kept a few seconds for the next message.
   * @returns what became of it; never throws for what a server or a network does
   */
  readonly sendMessage: (
    account: SendingAccount,
    message: OutgoingMessage,
    signal?: AbortSignal,
  ) => Promise<Outcome>
  /** Signs in and hands nothing over; null when it can. */
  readonly tryAccount: (account: SendingAccount, signal?: AbortSignal) => Promise<AccountFailure | null>
  /** Forgets what is kept of an account: it has changed. */
  readonly forget: (account: Pick<SendingAccount, 'companyId' | 'id'>) => void
  readonly close: () => void
}

export interface MailerParts {
  readonly sealer: Pick<Sealer, 'open'>
  readonly patience?: Patience
  /** Certificates trusted beside those of the system, in PEM. */
  readonly trusted?: readonly string[]
}

/** Longer than between two messages of a run, shorter than a server's patience. */
const KEPT_MS = 10_000

/** What an account's secret is sealed for. */
export function secretSubject({ companyId, id }: Pick<SendingAccount, 'companyId' | 'id'>): string {
  return `sending-account ${companyId} ${id}`
}

interface Way {
  link: SmtpLink | null
  /** The end of the last message asked for. */
  queue: Promise<unknown>
  idle: NodeJS.Timeout | null
}

export function createMailer(parts: MailerParts): Mailer {
  const ways = new Map<string, Way>()
  const wayOf = (account: SendingAccount): Way => {
    const key = secretSubject(account)
    const way = ways.get(key) ?? { link: null, queue: Promise.resolve(), idle: null }
    ways.set(key, way)
    return way
  }
  const forget = (account: Pick<SendingAccount, 'companyId' | 'id'>) => {
    const way = ways.get(secretSubject(account))
    if (way) drop(way)
    ways.delete(secretSubject(account))
  }
  return {
    sendMessage: (account, message, signal) => {
      const way = wayOf(account)
      const sent = way.queue.then(() => sendThrough(way, parts, { account, message }, signal))
      way.queue = sent.catch(() => undefined)
      return sent
    },
    async tryAccount(account, signal) {
      const opened = await openLink(parts, account, signal)
      if (isFailure(opened)) return opened
      opened.close()
      return null
    },
    forget,
    close: () => {
      for (const way of ways.values()) drop(way)
      ways.clear()
    },
  }
}

async function sendThrough(
  way: Way,
  parts: MailerParts,
  { account, message }: { readonly account: SendingAccount; readonly message: OutgoingMessage },
  signal?: AbortSignal,
): Promise<Outcome> {
  if (way.idle) clearTimeout(way.idle)
  const kept = way.link?.isOpen() ? way.link : null
  if (kept) {
    const outcome = await kept.send(message, signal)
    // A server may end a connection it finds too old: nothing was handed over, and a new one will do.
    const isStale = outcome.kind === 'unreachable' && ['link-lost', 'busy'].includes(outcome.reason)
    if (!isStale || signal?.aborted) return keep(way, kept, outcome)
  }
  const opened = await openLink(parts, account, signal)
  if (isFailure(opened)) return { kind: 'unreachable', ...opened }
  return keep(way, opened, await opened.send(message, signal))
}

function keep(way: Way, link: SmtpLink, outcome: Outcome): Outcome {
  way.link = link.isOpen() ? link : null
  way.idle = setTimeout(() => drop(way), KEPT_MS).unref()
  return outcome
}

function drop(way: Way): void {
  if (way.idle) clearTimeout(way.idle)
  way.link?.close()
  way.link = null
}

async function openLink(
  { sealer, patience = PATIENCE, trusted }: MailerParts,
  account: SendingAccount,
  signal?: AbortSignal,
): Promise<SmtpLink | AccountFailure> {
  if (account.server === null) throw new Error('an account of Microsoft Graph has no SMTP server')
  const signIn = signInOf(account, sealer)
  if (signIn === null) return { reason: 'no-secret', answer: '', waitSeconds: null }
  const { server } = account
  const opened = await openSmtpLink({ server, signIn, patience, ...(trusted ? { trusted } : {}) }, signal)
  if (!isFailure(opened)) return opened
  return { ...opened, answer: withoutSecret(opened.answer, signIn) }
}

// A server may repeat what it was given, and its answers are shown and kept.
function withoutSecret(answer: string, signIn: SignIn): string {
  if (signIn.by === 'nothing') return answer
  const secret = signIn.by === 'password' ? signIn.password : signIn.accessToken
  return [secret, Buffer.from(secret).toString('base64')].reduce(
    (text, found) => text.replaceAll(found, '•'),
    answer,
  )
}

function signInOf(account: SendingAccount, sealer: Pick<Sealer, 'open'>): SignIn | null {
  const { userName, sealedSecret } = account
  if (userName === null) return { by: 'nothing' }
  const password = sealedSecret && sealer.open(sealedSecret, secretSubject(account))
  return password === null ? null : { by: 'password', userName, password }
}

import { mustHave } from '#domain/errors.ts'
import type { ReturnMailbox, SendingAccount } from '#domain/sending/account.ts'
import type { AccountFailure, Outcome, OutgoingMessage } from '#domain/sending/outcome.ts'
import type { Sealer } from '../sealing.ts'
import { type AccountTokens, openAccountTokens, secretSubject, type TokenParts } from './account-tokens.ts'
import { sendByGraph } from './graph.ts'
import { openGraphMailbox } from './graph-mailbox.ts'
import { openImap } from './imap-link.ts'
import { MailboxFault, type OpenMailbox } from './mailbox.ts'
import { PLACES, type ProviderPlaces } from './providers.ts'
import { mailboxSignInOf, signInOf, withoutSecret } from './sign-in.ts'
import { isFailure, openSmtpLink, PATIENCE, type Patience, type SmtpLink } from './smtp-link.ts'

/** Hands messages over to the servers of the accounts. One is enough for the process. */
export interface Mailer {
  /**
   * Hands one message over. A server is spoken to through a few connections at most, each kept some seconds for the
   * next message: a message waits for one of them, after those already asked for the same account.
   * @returns what became of it; never throws for what a server or a network does
   */
  readonly sendMessage: (
    account: SendingAccount,
    message: OutgoingMessage,
    signal?: AbortSignal,
  ) => Promise<Outcome>
  /** Signs in and hands nothing over; null when it can. */
  readonly tryAccount: (account: SendingAccount, signal?: AbortSignal) => Promise<AccountFailure | null>
  /**
   * Opens the mailbox where what comes back to an account is read; the headers named are the only ones asked for.
   * @throws MailboxFault
   */
  readonly openMailbox: (
    account: SendingAccount,
    mailbox: ReturnMailbox,
    options: { readonly fields: readonly string[]; readonly signal: AbortSignal },
  ) => Promise<OpenMailbox>
  /** Forgets what is kept of an account: it has changed. */
  readonly forget: (account: Pick<SendingAccount, 'companyId' | 'id'>) => void
  readonly close: () => void
}

export interface MailerParts extends Pick<TokenParts, 'keepSecret'> {
  readonly sealer: Sealer
  /** Where providers are, unless it is where they really are. */
  readonly places?: ProviderPlaces
  readonly patience?: Patience
  /** Certificates trusted beside those of the system, in PEM. */
  readonly trusted?: readonly string[]
}

/** Longer than between two messages of a run, shorter than a server's patience. */
const KEPT_MS = 10_000

/** Connections to one server at once. */
export const MOST_LINKS = 4

/** What is kept of an account: its ways, and how many of them its server is thought to take at once. */
interface Ways {
  readonly all: readonly Way[]
  most: number
}

interface Way {
  link: SmtpLink | null
  /** The end of the last message asked for. */
  queue: Promise<unknown>
  /** Messages asked for and not ended. */
  waiting: number
  idle: NodeJS.Timeout | null
}

/** The parts a way to a server is opened with. */
interface OpenParts extends MailerParts {
  readonly tokens: AccountTokens
}

export function createMailer(given: MailerParts): Mailer {
  const places = given.places ?? PLACES
  const tokens = openAccountTokens({ ...given, places })
  const parts = { ...given, tokens }
  const known = new Map<string, Ways>()
  const waysOf = (account: SendingAccount): Ways => {
    const key = secretSubject(account)
    const ways = known.get(key) ?? { all: Array.from({ length: MOST_LINKS }, newWay), most: MOST_LINKS }
    known.set(key, ways)
    return ways
  }
  return {
    sendMessage: (account, message, signal) => {
      const ways = waysOf(account)
      if (account.kind !== 'graph') return sendBySmtp(ways, parts, { account, message }, signal)
      return queued(firstOf(ways), () => sendThroughGraph(parts, places, { account, message }, signal))
    },
    async tryAccount(account, signal) {
      if (account.kind === 'graph') {
        const token = await tokens.tokenOf(account, true)
        return typeof token === 'string' ? null : token
      }
      const opened = await openLink(parts, account, signal)
      if (isFailure(opened)) return opened
      opened.close()
      return null
    },
    openMailbox: (account, mailbox, options) => openReturns(parts, places, { account, mailbox, ...options }),
    forget: (account) => {
      tokens.forget(account)
      known.get(secretSubject(account))?.all.forEach(drop)
      known.delete(secretSubject(account))
    },
    close: () => {
      for (const { all } of known.values()) all.forEach(drop)
      known.clear()
    },
  }
}

interface Sending {
  readonly account: SendingAccount
  readonly message: OutgoingMessage
}

async function sendThroughGraph(
  { tokens }: OpenParts,
  { graph }: ProviderPlaces,
  { account, message }: Sending,
  signal?: AbortSignal,
): Promise<Outcome> {
  // Twice: a token may be withdrawn before its end, and nothing is taken under one that is.
  for (const isRefused of [false, true]) {
    const token = await tokens.tokenOf(account, isRefused)
    if (typeof token !== 'string') return { kind: 'unreachable', ...token }
    const outcome = await sendByGraph(graph, token, message, signal)
    if (outcome !== 'expired') return outcome
  }
  return { kind: 'unreachable', reason: 'consent-lost', answer: '401', waitSeconds: null }
}

function newWay(): Way {
  return { link: null, queue: Promise.resolve(), waiting: 0, idle: null }
}

function firstOf({ all }: Ways): Way {
  return mustHave(all[0], 'a way to the server')
}

async function queued<T>(way: Way, send: () => Promise<T>): Promise<T> {
  way.waiting += 1
  const sent = way.queue.then(send).finally(() => {
    way.waiting -= 1
  })
  way.queue = sent.catch(() => undefined)
  return await sent
}

// The way with the fewest messages before it. Only the first signs in until it is open: what is wrong with an account is
// tried once.
async function sendBySmtp(
  ways: Ways,
  parts: OpenParts,
  sending: Sending,
  signal?: AbortSignal,
): Promise<Outcome> {
  const first = firstOf(ways)
  const others = first.link?.isOpen() ? ways.all.slice(1, ways.most) : []
  const way = others.reduce((best, other) => (other.waiting < best.waiting ? other : best), first)
  const { outcome, isOpened } = await queued(way, () => sendThrough(way, parts, sending, signal))
  if (isOpened || way === first || !first.link?.isOpen()) return outcome
  // A server that takes no more connections at once has been handed nothing: the message waits for the first one.
  ways.most = 1
  return (await queued(first, () => sendThrough(first, parts, sending, signal))).outcome
}

async function sendThrough(
  way: Way,
  parts: OpenParts,
  { account, message }: Sending,
  signal?: AbortSignal,
): Promise<{ readonly outcome: Outcome; readonly isOpened: boolean }> {
  if (way.idle) clearTimeout(way.idle)
  const kept = way.link?.isOpen() ? way.link : null
  if (kept) {
    const outcome = await kept.send(message, signal)
    // A server may end a connection it finds too old: nothing was handed over, and a new one will do.
    const isStale = outcome.kind === 'unreachable' && ['link-lost', 'busy'].includes(outcome.reason)
    if (!isStale || signal?.aborted) return { outcome: keep(way, kept, outcome), isOpened: true }
  }
  const opened = await openLink(parts, account, signal)
  if (isFailure(opened)) return { outcome: { kind: 'unreachable', ...opened }, isOpened: false }
  return { outcome: keep(way, opened, await opened.send(message, signal)), isOpened: true }
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
  parts: OpenParts,
  account: SendingAccount,
  signal?: AbortSignal,
): Promise<SmtpLink | AccountFailure> {
  const opened = await openOnce(parts, account, false, signal)
  const isTokenRefused =
    account.application !== null && isFailure(opened) && opened.reason === 'password-refused'
  if (!isTokenRefused) return opened
  const again = await openOnce(parts, account, true, signal)
  const isRefused = isFailure(again) && again.reason === 'password-refused'
  return isRefused ? { ...again, reason: 'consent-lost' } : again
}

async function openOnce(
  parts: OpenParts,
  account: SendingAccount,
  isTokenRefused: boolean,
  signal?: AbortSignal,
): Promise<SmtpLink | AccountFailure> {
  const { patience = PATIENCE, trusted } = parts
  const { server } = account
  if (server === null) throw new Error('an account of Microsoft Graph has no SMTP server')
  const signIn = await signInOf(parts, account, isTokenRefused)
  if ('reason' in signIn) return signIn
  const opened = await openSmtpLink({ server, signIn, patience, ...(trusted ? { trusted } : {}) }, signal)
  if (!isFailure(opened)) return opened
  return { ...opened, answer: withoutSecret(opened.answer, signIn) }
}

interface Reading {
  readonly account: SendingAccount
  readonly mailbox: ReturnMailbox
  readonly fields: readonly string[]
  readonly signal: AbortSignal
}

async function openReturns(
  parts: OpenParts,
  { graph }: ProviderPlaces,
  { account, mailbox, fields, signal }: Reading,
): Promise<OpenMailbox> {
  const { patience = PATIENCE, trusted } = parts
  const openOnce = async (isTokenRefused: boolean) => {
    const signIn = await mailboxSignInOf(parts, account, mailbox, isTokenRefused)
    if ('reason' in signIn) throw new MailboxFault(signIn)
    const { server } = mailbox
    if (server !== null)
      return await openImap({ server, signIn, fields, patience, ...(trusted ? { trusted } : {}) }, signal)
    if (signIn.by !== 'token') throw new Error('Microsoft Graph takes tokens alone')
    return await openGraphMailbox(graph, signIn.accessToken, { fields, signal })
  }
  try {
    return await openOnce(false)
  } catch (error) {
    // A token may be withdrawn before its end: a new one is asked for, once.
    if (!(error instanceof MailboxFault) || error.failure.reason !== 'mailbox-consent') throw error
    return await openOnce(true)
  }
}

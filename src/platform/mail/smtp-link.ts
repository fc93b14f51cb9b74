import { isAscii } from 'node:buffer'
import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import XOAuth2 from 'nodemailer/lib/xoauth2'
import type { MailServer } from '#domain/sending/account.ts'
import { accountProblem, type LinkFault } from '#domain/sending/account-problem.ts'
import type { AccountFailure, Outcome, OutgoingMessage, Refusal } from '#domain/sending/outcome.ts'
import { isAboutMessage, readRefusal } from '#domain/sending/smtp-answer.ts'
import { isThisMachine, type SignIn } from './sign-in.ts'

/** How long a server may be silent, in milliseconds. */
export interface Patience {
  readonly connectMs: number
  readonly answerMs: number
}

/** RFC 5321 §4.5.3.2 lets a server think for ten minutes about a message; most are done within one. */
export const PATIENCE: Patience = { connectMs: 20_000, answerMs: 5 * 60_000 }

export interface LinkOptions {
  readonly server: MailServer
  readonly signIn: SignIn
  readonly patience: Patience
  /** Certificates trusted beside those of the system. */
  readonly trusted?: readonly string[]
}

/** An open way to a server, signed in, for one message after the other. */
export interface SmtpLink {
  /** Whether it may still be used. */
  readonly isOpen: () => boolean
  readonly send: (message: OutgoingMessage, signal?: AbortSignal) => Promise<Outcome>
  readonly close: () => void
}

/** Opens a way to a server and signs in; or says why it cannot. */
export async function openSmtpLink(
  options: LinkOptions,
  signal?: AbortSignal,
): Promise<SmtpLink | AccountFailure> {
  const { server, signIn } = options
  if (signIn.by !== 'nothing' && server.security === 'none' && !isThisMachine(server.host)) {
    return { reason: 'clear-password', answer: '', waitSeconds: null }
  }
  const connection = new SMTPConnection(connectionOptions(options))
  // Whatever goes wrong is told to whoever waits for an answer; between two messages nobody does.
  connection.on('error', () => undefined)
  const stop = () => connection.close()
  signal?.addEventListener('abort', stop)
  try {
    await connected(connection)
    if (signIn.by !== 'nothing') await signedIn(connection, signIn)
  } catch (error) {
    connection.close()
    return failureOf(error, connection)
  } finally {
    signal?.removeEventListener('abort', stop)
  }
  const life: Life = { isOpen: true, onEnd: null }
  connection.once('end', () => {
    life.isOpen = false
    life.onEnd?.()
  })
  return {
    isOpen: () => life.isOpen,
    close: () => (life.isOpen ? connection.quit() : undefined),
    async send(message, stopSignal) {
      const outcome = await handOver(connection, life, message, stopSignal)
      // After a refusal, a server may wait for more of the same message.
      if (outcome.kind !== 'accepted') connection.close()
      return outcome
    },
  }
}

/** Whether a connection lives, and who is to be told of its end. */
interface Life {
  isOpen: boolean
  onEnd: (() => void) | null
}

/** Whether a failure came back in the place of a link. */
export function isFailure(opened: SmtpLink | AccountFailure): opened is AccountFailure {
  return 'reason' in opened
}

function connectionOptions({ server, patience, trusted }: LinkOptions) {
  const { host, port, security } = server
  return {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    connectionTimeout: patience.connectMs,
    greetingTimeout: patience.connectMs,
    dnsTimeout: patience.connectMs,
    socketTimeout: patience.answerMs,
    socketCloseTimeout: 0,
    logger: false,
    allowInternalNetworkInterfaces: true,
    tls: { minVersion: 'TLSv1.2' as const, ...(trusted ? { ca: [...trusted] } : {}) },
  }
}

async function connected(connection: SMTPConnection): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    connection.once('error', reject)
    connection.once('end', () => reject(new Error('closed')))
    connection.connect((error) => (error ? reject(error) : resolve()))
  })
}

async function signedIn(
  connection: SMTPConnection,
  signIn: Exclude<SignIn, { by: 'nothing' }>,
): Promise<void> {
  const { userName } = signIn
  const how =
    signIn.by === 'password'
      ? { user: userName, pass: signIn.password }
      : { user: userName, oauth2: new XOAuth2({ user: userName, accessToken: signIn.accessToken }) }
  await new Promise<void>((resolve, reject) => {
    connection.once('error', reject)
    connection.login(how, (error) => (error ? reject(error) : resolve()))
  })
}

async function handOver(
  connection: SMTPConnection,
  life: Life,
  message: OutgoingMessage,
  signal?: AbortSignal,
): Promise<Outcome> {
  const { envelope, raw } = message
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const handed = { whole: false }
  const stop = () => connection.close()
  if (signal?.aborted) return unreachable(failureOf(new Error('stopped'), connection))
  signal?.addEventListener('abort', stop)
  try {
    const info = await new Promise<{ response: string; rejectedErrors?: readonly Fault[] }>(
      (resolve, reject) => {
        life.onEnd = () => reject(new Error('closed'))
        connection.send(
          { from: envelope.from, to: [...envelope.to], size: bytes.length, use8BitMime: !isAscii(bytes) },
          Readable.from(pieces(bytes, handed), { objectMode: false }),
          (error, sent) => (sent ? resolve(sent as never) : reject(error ?? new Error('no answer'))),
        )
      },
    )
    return {
      kind: 'accepted',
      answer: info.response,
      refused: (info.rejectedErrors ?? []).map((fault) => ({
        address: fault.recipient ?? '',
        ...refusalIn(fault.response ?? ''),
      })),
    }
  } catch (error) {
    return outcomeOf(error as Fault, handed.whole, connection)
  } finally {
    life.onEnd = null
    signal?.removeEventListener('abort', stop)
  }
}

// The server knows the end of a message by what follows its last byte: before that byte is written, it holds nothing.
function* pieces(bytes: Buffer, handed: { whole: boolean }): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    const piece = bytes.subarray(at, at + PIECE_BYTES)
    if (at + PIECE_BYTES >= bytes.length) handed.whole = true
    yield piece
  }
}

const PIECE_BYTES = 65_536

/** An error of nodemailer. */
interface Fault extends Error {
  readonly code?: string
  /** The code of the system, where nodemailer puts its own first. */
  readonly originalCode?: string
  readonly command?: string
  readonly response?: string
  readonly recipient?: string
}

function outcomeOf(fault: Fault, isWhole: boolean, connection: SMTPConnection): Outcome {
  const refusal = readRefusal(fault.response ?? '')
  if (refusal) {
    const step = STEPS[fault.command ?? ''] ?? 'message'
    if (isAboutMessage(step, refusal)) return { kind: 'refused', ...refusal }
    return unreachable(failureAt(step === 'sender' ? 'sender' : 'message', fault))
  }
  // Larger than the server said it takes: it was not even asked.
  if (fault.code === 'EMESSAGE') {
    return { kind: 'refused', code: 552, enhanced: '5.3.4', answer: fault.message, permanent: true }
  }
  if (isWhole) return { kind: 'ambiguous', reason: fault.message }
  return unreachable(failureOf(fault, connection))
}

const STEPS: Readonly<Record<string, 'sender' | 'recipient' | 'message'>> = {
  'MAIL FROM': 'sender',
  'RCPT TO': 'recipient',
  DATA: 'message',
}

function unreachable(failure: AccountFailure): Outcome {
  return { kind: 'unreachable', ...failure }
}

function failureOf(error: unknown, connection: SMTPConnection): AccountFailure {
  const fault = error as Fault
  const command = fault.command ?? ''
  if (command.startsWith('AUTH') || fault.code === 'EAUTH') return failureAt('sign-in', fault)
  const isEncrypting = fault.code === 'ETLS' || connection.upgrading === true
  return failureAt(isEncrypting ? 'encrypt' : connection.stage === 'init' ? 'connect' : 'message', fault)
}

function failureAt(step: LinkFault['step'], fault: Fault): AccountFailure {
  const answer = fault.response ?? ''
  const code = Number(/^\d{3}/.exec(answer)?.[0] ?? Number.NaN)
  const reason = accountProblem({
    system: systemCode(fault),
    step,
    code: Number.isNaN(code) ? null : code,
    answer,
  })
  // What is not an answer of SMTP is not repeated: whoever sets an account must not read other servers through it.
  const said = fault.code === 'EPROTOCOL' && Number.isNaN(code) ? '' : answer || fault.message
  return { reason, answer: said, waitSeconds: null }
}

// A handshake that fails says why only in the words of OpenSSL.
function systemCode(fault: Fault): string | null {
  const named = [fault.originalCode, (fault.cause as { code?: string } | undefined)?.code, fault.code]
  const cause = named.find((code) => code !== undefined && !OF_NODEMAILER.has(code))
  if (cause !== undefined) return cause
  if (/certificate|altnames/i.test(fault.message)) return 'CERT'
  return TELLING.has(fault.code ?? '') ? (fault.code ?? null) : null
}

const TELLING = new Set(['ETIMEDOUT', 'EDNS', 'ETLS', 'EPROTOCOL'])
const OF_NODEMAILER = new Set([...TELLING, 'ECONNECTION', 'ESOCKET', 'EAUTH'])

function refusalIn(answer: string): Refusal {
  const refusal = readRefusal(answer)
  if (!refusal) throw new Error('a recipient was rejected without a refusal')
  return refusal
}

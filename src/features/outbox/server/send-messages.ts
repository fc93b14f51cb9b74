import { randomUUID } from 'node:crypto'
import type { SendingAccount } from '#domain/sending/account.ts'
import { envelopeOf } from '#domain/sending/message.ts'
import type { Outcome } from '#domain/sending/outcome.ts'
import { type SendingLimits, throttleWaitMs } from '#domain/sending/throttle.ts'
import { readSendingAccount } from '#ledger/sending-accounts.ts'
import type { Archive } from '#platform/archive.ts'
import type { Background, Wakeable } from '#platform/background.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import type { Config } from '#platform/config.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { LOOK_MS, leased } from '#platform/leases.ts'
import type { Logger } from '#platform/log.ts'
import { type Mailer, MOST_LINKS } from '#platform/mail/mailer.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { together } from '#platform/together.ts'
import { composeMessage } from './compose-message.ts'
import {
  type ClaimedMessage,
  claimMessages,
  readSenders,
  readUnwritten,
  type Sender,
} from './leaving-store.ts'
import { type FileMaker, filesOf } from './message-files.ts'
import {
  giveBack,
  noteBytes,
  noteHandedOver,
  postponeUnwritten,
  recordOutcome,
  recoverMessages,
} from './outcome-store.ts'

/** What messages leave with. */
export interface SendingParts extends FileMaker {
  readonly database: Pick<Database, 'db'>
  readonly archive: Archive
  readonly mailer: Pick<Mailer, 'sendMessage'>
  readonly log: Pick<Logger, 'error'>
  readonly config: Pick<Config, 'today'>
}

const WHO: Omit<Context, 'companyIds'> = {
  actor: { kind: 'system', name: 'envoi' },
  permission: 'everything',
  today: '',
  language: 'fr',
}
const TRIAL_PER_TURN = 50

/**
 * Sends what waits in the outbox, as far as hours, days and throttles let it, until nothing is left or `stopping` is
 * aborted. One process at a time (`startOutbox` holds the lease); what a dead one left is settled first. Returns how many
 * were handed over.
 */
export async function sendMessages(parts: SendingParts, stopping: AbortSignal): Promise<number> {
  const context = await narrowToCompanies(parts.database, WHO)
  await withScope(parts.database, context, recoverMessages)
  await writeTrials(parts, context)
  const senders = await withScope(
    parts.database,
    context,
    (tx) => readSenders(tx, now(), parts.config.today),
    {
      readOnly: true,
    },
  )
  const counts = await Promise.all(senders.map((sender) => sendAll(parts, { context, sender, stopping })))
  return counts.reduce((sum, count) => sum + count, 0)
}

interface Turn {
  readonly context: Context
  readonly sender: Sender
  readonly stopping: AbortSignal
}

// Each account has its own pace: a slow server holds back its own messages alone.
async function sendAll(parts: SendingParts, { context, sender, stopping }: Turn): Promise<number> {
  const handedAt = [...sender.handedAt]
  const before = handedAt.length
  while (!stopping.aborted) {
    const limit = allowedNow(handedAt, sender)
    if (limit === 0) break
    const workerId = randomUUID()
    const { claimed, seen } = await withScope(parts.database, context, (tx) =>
      claimMessages(tx, { sender, workerId, limit }),
    )
    if (seen === 0) break
    const note = notesOf(parts, context)
    const work = { left: [...claimed], isHalted: false }
    const sendNext = async () => {
      for (let message = work.left.shift(); message && !work.isHalted; message = work.left.shift()) {
        if (stopping.aborted) break
        const { isAccountFault } = await sendOne(parts, { context, message, workerId, note, stopping })
        handedAt.push(now())
        if (isAccountFault) work.isHalted = true
      }
    }
    try {
      await allOf(Array.from({ length: linksOf(sender) }, sendNext))
    } finally {
      await withScope(parts.database, context, (tx) => giveBack(tx, workerId))
    }
    if (work.isHalted) break
  }
  return handedAt.length - before
}

// One connection hands over a message a second and more: several are for an account that may go faster.
function linksOf({ perMinute }: Pick<Sender, 'perMinute'>): number {
  return perMinute > 60 ? MOST_LINKS : 1
}

// Ends when all have: what one fails at must not leave the others behind its back.
async function allOf(works: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(works)
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

const MESSAGES_PER_CLAIM = 20

// How many may follow at once without holding more than the limits.
function allowedNow(handedAt: readonly number[], limits: SendingLimits): number {
  const at = now()
  const next: number[] = []
  while (next.length < MESSAGES_PER_CLAIM && throttleWaitMs([...handedAt, ...next], limits, at) === 0)
    next.push(at)
  return next.length
}

function now(): number {
  return Temporal.Now.instant().epochMilliseconds
}

interface Handing {
  readonly context: Context
  readonly message: ClaimedMessage
  readonly workerId: string
  readonly note: Note
  readonly stopping: AbortSignal
}

/** Notes before a message leaves, and after: of several under way at once, all in one transaction. */
type Note = <T>(work: (tx: ScopedTransaction) => Promise<T>) => Promise<T>

// Each transaction costs a write to the disk, and those of a company commit one after the other. One at a time: what a
// fault holds back of an account is never locked in another order.
function notesOf({ database }: SendingParts, context: Context): Note {
  const inOne = together((works: readonly ((tx: ScopedTransaction) => Promise<unknown>)[]) =>
    withScope(database, context, async (tx) => {
      const answers: unknown[] = []
      for (const work of works) answers.push(await work(tx))
      return answers
    }),
  )
  return async <T>(work: (tx: ScopedTransaction) => Promise<T>) => (await inOne(work)) as T
}

async function noteLeaving(
  tx: ScopedTransaction,
  { message, workerId, fresh }: Pick<Handing, 'message' | 'workerId'> & Pick<Written, 'fresh'>,
): Promise<{ readonly account: SendingAccount | null; readonly isOurs: boolean }> {
  const account = await readSendingAccount(tx, message.companyId, message.content.accountId)
  if (account === null) return { account: null, isOurs: false }
  const isOurs = await noteHandedOver(tx, message, workerId)
  // Of a message that another process has in hand by now, the bytes are its own.
  if (isOurs && fresh) await noteBytes(tx, message, fresh)
  return { account, isOurs }
}

async function sendOne(
  parts: SendingParts,
  { context, message, workerId, note, stopping }: Handing,
): Promise<{ readonly isAccountFault: boolean }> {
  const { database, mailer, log } = parts
  const written = await bytesOf(parts, message).catch((error: unknown) => {
    log.error({ err: error, message: message.id }, 'message not written')
    return null
  })
  if (written === null) {
    await withScope(database, context, (tx) => postponeUnwritten(tx, message))
    return { isAccountFault: false }
  }
  const { raw, fresh } = written
  // All that is noted before the first byte leaves.
  const handing = await note((tx) => noteLeaving(tx, { message, workerId, fresh }))
  // Removed since it was claimed: the next turn says so.
  if (handing.account === null) return { isAccountFault: true }
  if (!handing.isOurs) return { isAccountFault: false }
  const { content, messageId } = message
  const outcome: Outcome = await mailer.sendMessage(
    handing.account,
    { envelope: { from: content.from.address, to: envelopeOf(content) }, raw, messageId },
    stopping,
  )
  return await note((tx) => recordOutcome(tx, message, { outcome, workerId }))
}

interface Written {
  readonly raw: Uint8Array
  /** What is to be noted of bytes that were not written before; null for those that were. */
  readonly fresh: { readonly sha256: string; readonly bytes: number } | null
}

// Written once: a message that is tried again is the same to the last byte.
async function bytesOf(parts: SendingParts, message: ClaimedMessage): Promise<Written> {
  if (message.rawSha256 !== null)
    return { raw: await parts.archive.get(message.rawSha256, 'eml'), fresh: null }
  const { content, messageId } = message
  const files = await filesOf(parts, content, message)
  const at = new Date(now())
  const raw = await composeMessage(content, { messageId, files, at })
  return { raw, fresh: { sha256: await parts.archive.put(raw, 'eml'), bytes: raw.byteLength } }
}

// On trial nothing leaves, and all of it can be read as it would have left.
async function writeTrials(parts: SendingParts, context: Context): Promise<void> {
  const messages = await withScope(parts.database, context, (tx) => readUnwritten(tx, TRIAL_PER_TURN), {
    readOnly: true,
  })
  for (const message of messages) {
    try {
      const { fresh } = await bytesOf(parts, message)
      if (fresh) await withScope(parts.database, context, (tx) => noteBytes(tx, message, fresh))
    } catch (error) {
      parts.log.error({ err: error, message: message.id }, 'message not written')
    }
  }
}

/** Keeps messages leaving while the process runs: every few seconds, and when woken. */
export function startOutbox(background: Background, parts: SendingParts): Wakeable {
  return background.every({
    name: 'sending of messages',
    everyMs: LOOK_MS,
    turn: leased(parts.database, { name: 'outbox', everySeconds: 0 }, async (signal) => {
      await sendMessages(parts, signal)
    }),
  })
}

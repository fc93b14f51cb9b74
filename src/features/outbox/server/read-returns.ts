import { dayIn } from '#domain/days-and-money/time-zone.ts'
import type { Background } from '#platform/background.ts'
import { currentDay } from '#platform/clock.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import type { Config } from '#platform/config.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { leased } from '#platform/leases.ts'
import type { Logger } from '#platform/log.ts'
import { MailboxFault, type MailHead, type OpenMailbox } from '#platform/mail/mailbox.ts'
import type { Mailer } from '#platform/mail/mailer.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { HEADING_FIELDS, type MailHeading, readHeading } from '#readers/mail/mail-heading.ts'
import { readReturn } from '#readers/mail/read-return.ts'
import {
  type DueMailbox,
  keepCursor,
  noteRead,
  noteUnread,
  readDueMailboxes,
  readOurs,
} from './mailbox-store.ts'
import { recordReturn } from './record-return.ts'

/** What returns are read with. */
export interface ReturnParts {
  readonly database: Pick<Database, 'db'>
  readonly mailer: Pick<Mailer, 'openMailbox'>
  readonly log: Pick<Logger, 'error'>
  readonly config: Pick<Config, 'today'>
}

const WHO: Omit<Context, 'companyIds'> = {
  actor: { kind: 'system', name: 'envoi' },
  permission: 'everything',
  today: '',
  language: 'fr',
}

/**
 * Reads what has come to the mailboxes that are due, each as far as it goes: a slow server holds back its own mailbox
 * alone. One process at a time (`startReturns` holds the lease); read by two, nothing is written twice. Returns how many
 * mails about messages of ours were written down.
 */
export async function readReturns(parts: ReturnParts, stopping: AbortSignal): Promise<number> {
  const context = await narrowToCompanies(parts.database, WHO)
  const due = await withScope(parts.database, context, readDueMailboxes, { readOnly: true })
  const counts = await Promise.all(due.map((mailbox) => readMailbox(parts, mailbox, stopping)))
  return counts.reduce((sum, count) => sum + count, 0)
}

interface Reading {
  readonly parts: ReturnParts
  readonly due: DueMailbox
  readonly open: OpenMailbox
  readonly write: <T>(work: (tx: ScopedTransaction) => Promise<T>) => Promise<T>
}

async function readMailbox(parts: ReturnParts, due: DueMailbox, stopping: AbortSignal): Promise<number> {
  const context: Context = { ...WHO, companyIds: [due.account.companyId] }
  const write: Reading['write'] = (work) => withScope(parts.database, context, work)
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(MOST_MS)])
  let open: OpenMailbox | null = null
  let count = 0
  try {
    open = await parts.mailer.openMailbox(due.account, due.mailbox, { fields: HEADING_FIELDS, signal })
    for await (const { heads, cursor } of open.heads(due.cursor)) {
      const { recorded, isWhole } = await readHeads({ parts, due, open, write }, heads, signal)
      count += recorded
      if (!isWhole) break
      await write((tx) => keepCursor(tx, due, cursor))
    }
    await write((tx) => noteRead(tx, due))
  } catch (error) {
    // Told to stop, it is not the mailbox that failed.
    if (stopping.aborted) return count
    if (!(error instanceof MailboxFault)) parts.log.error({ err: error, ...due.account }, 'mailbox not read')
    const failure = error instanceof MailboxFault ? error.failure : NOT_WRITTEN
    await write((tx) => noteUnread(tx, due, failure))
  } finally {
    await open?.close()
  }
  return count
}

/** A mailbox that takes longer goes on at its next turn, from where it is. */
const MOST_MS = 5 * 60_000
const NOT_WRITTEN = { reason: 'mailbox-unread', answer: '', waitSeconds: null } as const

// Headers first: a mail is opened when they name a message of ours, or when it is a delivery report, which says further
// down what it is about. Not whole: the rest waits for the next turn.
async function readHeads(
  { parts, due, open, write }: Reading,
  heads: readonly MailHead[],
  signal: AbortSignal,
): Promise<{ readonly recorded: number; readonly isWhole: boolean }> {
  const found = await Promise.all(
    heads.map(async ({ place, receivedAt, head }) => ({
      place,
      receivedAt,
      heading: await readHeading(head),
    })),
  )
  const named = found.flatMap(({ heading }) => namedBy(heading))
  const ours = named.length === 0 ? new Set<string>() : await write((tx) => readOurs(tx, named))
  let recorded = 0
  for (const { place, receivedAt, heading } of found) {
    if (signal.aborted) return { recorded, isWhole: false }
    // A copy of what we have sent ourselves.
    if (heading.messageId !== null && ours.has(heading.messageId)) continue
    if (!heading.mayBeReport && !heading.about.some((id) => ours.has(id))) continue
    const bytes = await open.whole(place)
    const mail = bytes && (await readReturn(bytes))
    if (mail === null || mail.kind === 'other' || mail.about.length === 0) continue
    const { kind, account, timeZone } = { ...due, kind: mail.kind }
    const receivedOn = dayIn(receivedAt.getTime(), timeZone)
    const today = currentDay(parts.config, timeZone)
    const outcome = await write((tx) =>
      recordReturn(tx, account, { mail: { ...mail, kind }, receivedAt, receivedOn, today }),
    )
    if (outcome === 'later') return { recorded, isWhole: false }
    if (outcome === 'recorded') recorded += 1
  }
  return { recorded, isWhole: true }
}

function namedBy({ messageId, about }: MailHeading): readonly string[] {
  return messageId === null ? about : [messageId, ...about]
}

/** How often it is looked whether a mailbox is due; each is read once a minute. */
const LOOK_MS = 15_000

/** Keeps mailboxes read while the process runs. */
export function startReturns(background: Background, parts: ReturnParts): void {
  background.every({
    name: 'reading of returns',
    everyMs: LOOK_MS,
    restMs: LOOK_MS,
    turn: leased(parts.database, { name: 'returns', everySeconds: 0 }, async (signal) => {
      await readReturns(parts, signal)
    }),
  })
}

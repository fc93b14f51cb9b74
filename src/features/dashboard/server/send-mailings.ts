import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Moment } from '#domain/dunning/schedule.ts'
import { accountOfLevel } from '#ledger/sending-accounts.ts'
import type { LetterPool } from '#letters/pool.ts'
import { translate } from '#messages/translate.ts'
import type { Background } from '#platform/background.ts'
import { momentIn } from '#platform/clock.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import type { Config } from '#platform/config.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { leased } from '#platform/leases.ts'
import type { Mailer } from '#platform/mail/mailer.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { makePage, type PageFigures, readPage } from './dashboard-page.ts'
import { mailingMessage } from './mailing-message.ts'
import {
  type DueMailing,
  type MailingOutcome,
  noteMailing,
  readDueMailings,
  takeMailing,
} from './mailing-store.ts'
import { readCurrencies } from './standing-store.ts'

/** What mailings work with. */
export interface MailingParts {
  readonly database: Pick<Database, 'db'>
  readonly pool: Pick<LetterPool, 'document'>
  readonly mailer: Pick<Mailer, 'sendMessage'>
  readonly config: Pick<Config, 'today' | 'publicUrl' | 'port'>
  /** What the clock of a zone says; the real one when absent. */
  readonly clock?: (timeZone: string) => Moment
}

const WHO: Omit<Context, 'companyIds'> = {
  actor: { kind: 'system', name: 'tableau de bord' },
  permission: 'everything',
  today: '',
  language: 'fr',
}

/** How soon a first of the month is seen. */
const EVERY_MS = 60_000

/** Keeps dashboards sent on the first of each month while the process runs. */
export function startMailings(background: Background, parts: MailingParts): void {
  background.every({
    name: 'dashboards by e-mail',
    everyMs: EVERY_MS,
    turn: leased(parts.database, { name: 'dashboard-mailings', everySeconds: 0 }, (signal) =>
      sendMailings(parts, signal),
    ),
  })
}

/** The clock of these parts. */
export function clockOf({ clock, config }: Pick<MailingParts, 'clock' | 'config'>) {
  return clock ?? ((timeZone: string) => momentIn(config, timeZone))
}

/**
 * Sends the dashboards that are due, company by company. Two processes at it send each once: a row is taken before it
 * leaves. A company that fails keeps no other back.
 * @throws AggregateError of what failed, once all were tried
 */
export async function sendMailings(parts: MailingParts, stopping: AbortSignal): Promise<void> {
  const all = await narrowToCompanies(parts.database, WHO)
  const { rows } = await withScope(
    parts.database,
    all,
    (tx) =>
      sql<{ id: number; timeZone: string }>`
        select c.id, c.time_zone as "timeZone" from companies c
        where c.archived_at is null and exists (select from dashboard_mailings m where m.company_id = c.id)
        order by c.id`.execute(tx),
    { readOnly: true },
  )
  const failures: unknown[] = []
  for (const { id, timeZone } of rows) {
    if (stopping.aborted) return
    const now = clockOf(parts)(timeZone)
    const context = { ...all, companyIds: [id], today: now.day, timeZone }
    try {
      await sendOfCompany(parts, context, id, now, stopping)
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('; '))
}

async function sendOfCompany(
  parts: MailingParts,
  context: Context,
  companyId: number,
  now: Moment,
  stopping: AbortSignal,
): Promise<void> {
  const { database, mailer } = parts
  const due = await withScope(database, context, (tx) => readDueMailings(tx, companyId, now), {
    readOnly: true,
  })
  if (due.length === 0) return
  const month = await withScope(database, context, (tx) => readMonth(tx, companyId, now.day), {
    isolation: 'repeatable read',
    readOnly: true,
  })
  for (const mailing of due) {
    if (stopping.aborted) return
    const letter = await writeMailing(parts, mailing, month)
    const isMine = await withScope(database, context, (tx) => takeMailing(tx, companyId, mailing.id, now))
    if (!isMine) continue
    const outcome: MailingOutcome =
      'answer' in letter
        ? { kind: 'not-sent', answer: translate(mailing.language, letter.answer) }
        : await mailer.sendMessage(letter.account, letter.message, stopping)
    await withScope(database, context, (tx) => noteMailing(tx, companyId, mailing.id, outcome))
  }
}

// Written before it is taken: what fails until then has not left, and is in no doubt.
async function writeMailing(
  { pool, config }: Pick<MailingParts, 'pool' | 'config'>,
  { address: to, language, isGone }: DueMailing,
  { account, company, pages }: Awaited<ReturnType<typeof readMonth>>,
) {
  if (isGone) return { answer: 'steering.mail-gone' }
  if (account === null) return { answer: 'steering.mail-no-account' }
  const made = []
  for (const figures of pages) made.push({ figures, ...(await makePage(pool, figures, language)) })
  const address = config.publicUrl ?? `http://localhost:${config.port}`
  const message = await mailingMessage(account, { to, language, company, pages: made, address })
  return { account, message }
}

// The same reading for all whom it goes to.
async function readMonth(tx: ScopedTransaction, companyId: number, today: Day) {
  const { code, legal_name: name } = await tx
    .selectFrom('companies')
    .select(['code', 'legal_name'])
    .where('id', '=', companyId)
    .executeTakeFirstOrThrow()
  const account = await accountOfLevel(tx, companyId, 1)
  const pages: PageFigures[] = []
  for (const currency of await readCurrencies(tx, [companyId]))
    pages.push(await readPage(tx, { companyIds: [companyId], today, currency }))
  return { account, company: { code, name }, pages }
}

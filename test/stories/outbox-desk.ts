import { afterAll } from 'vitest'
import type { MailServer } from '#domain/sending/account.ts'
import type { MessageAct } from '#domain/sending/outbox-states.ts'
import type { Outcome, OutgoingMessage } from '#domain/sending/outcome.ts'
import { statementMaker } from '#features/customers/server/statement-maker.ts'
import type { MessageDetail } from '#features/outbox/contract.ts'
import { actOnMessages } from '#features/outbox/server/act-on-messages.ts'
import { listMessages, readMessage } from '#features/outbox/server/message-store.ts'
import { type SendingParts, sendMessages } from '#features/outbox/server/send-messages.ts'
import { archiveLetters } from '#features/runs/server/archive-letters.ts'
import { createLetterPool } from '#letters/pool.ts'
import type { Database } from '#platform/database.ts'
import { secretSubject } from '#platform/mail/account-tokens.ts'
import { withScope } from '#platform/scoped.ts'
import { memoryArchive } from '../archive.ts'
import { PASSWORD, USER } from '../mail-server.ts'
import { openMailWorld } from '../mail-world.ts'
import { type BuiltCompany, buildCompany, contextFor, type WorldCustomer } from '../world.ts'
import { invoice } from './company-desk.ts'
import { openDesk } from './desk.ts'

const TODAY = '2026-03-31'

/** A customer of the outbox's stories: how they are reminded, and where. */
export interface MailCustomer extends WorldCustomer {
  readonly channel?: 'letter' | 'email' | 'both'
  readonly email?: string
}

/** The day the letters bear, and the day invoices are late by. */
export const LETTER_ON = TODAY
export const ON = '2026-03-30'

/** By e-mail, on paper, by both. */
export const DUPONT: MailCustomer = {
  code: 'DUPONT',
  name: 'Dupont SARL',
  email: 'compta@dupont.example',
  invoices: [invoice('FA-1', '2026-03-01', 49_320)],
}
export const DURAND: MailCustomer = {
  code: 'DURAND',
  name: 'Durand & Fils',
  channel: 'letter',
  email: 'contact@durand.example',
  invoices: [invoice('FA-2', '2026-03-01', 10_000)],
}
export const MARTIN: MailCustomer = {
  code: 'MARTIN',
  name: 'Martin',
  channel: 'both',
  email: 'martin@martin.example',
  invoices: [invoice('FA-3', '2026-03-01', 20_000)],
}
/** Opens companies that send by e-mail, each with its desk and its outbox. To be called in a test file. */
export function openOutboxes(database: Database) {
  const pool = createLetterPool({ size: 1 })
  afterAll(() => pool.close())
  const world = openMailWorld()
  const archive = memoryArchive()
  let companies = 0

  async function open(customers: readonly MailCustomer[], server: MailServer | null) {
    companies += 1
    const company = await buildCompany(database, {
      code: `CHENE${companies}`,
      legalName: 'Menuiserie du Chêne',
      customers,
    })
    await describeSending(company, customers)
    if (server) await addAccount(company, server)
    const context = contextFor([company.id], TODAY)
    const parts: SendingParts = {
      ...{ database, archive, mailer: world.mailer },
      log: { error: (fault: unknown) => void Promise.reject(fault) },
      config: { today: TODAY },
      statement: statementMaker({ database, pool }),
    }
    const log = { error: () => undefined }
    return {
      company,
      context,
      archive,
      parts,
      mailer: world.mailer,
      desk: openDesk(database, context),
      goLive: () => change(company, "update companies set sending_mode = 'live' where id = $1"),
      /** Archives what is confirmed, then a turn of the outbox. */
      async send(changed: Partial<SendingParts> = {}, stopping = new AbortController().signal) {
        await archiveLetters({ database, pool, archive, log })
        return await sendMessages({ ...parts, ...changed }, stopping)
      },
      /** What the outbox shows, the first written first. */
      async messages(): Promise<MessageDetail[]> {
        return await withScope(database, context, async (tx) => {
          const { rows } = await listMessages(tx, [company.id], { limit: 200 })
          return await Promise.all(rows.toReversed().map((row) => readMessage(tx, row.id)))
        })
      },
      act: (messages: readonly { readonly id: number }[], act: MessageAct) =>
        withScope(database, context, (tx) =>
          actOnMessages(
            tx,
            messages.map((message) => message.id),
            { act, actor: 'Camille' },
          ),
        ),
      /** Minutes pass: what was to be tried later is due. */
      later: () =>
        change(
          company,
          `update messages set leave_at = now(), handed_at = handed_at - interval '2 hours' where company_id = $1`,
        ),
    }
  }

  async function change(company: BuiltCompany, sql: string, ...values: unknown[]): Promise<void> {
    await database.owner.query(sql, [company.id, ...values])
  }

  // Open day and night: the hours have a story of their own.
  async function describeSending(company: BuiltCompany, customers: readonly MailCustomer[]): Promise<void> {
    await change(
      company,
      `update companies set sending_from = '00:00', sending_until = '24:00', skips_weekends = false, holidays = 'none',
         iban = 'FR7630006000011234567890189', phone = '03 44 00 00 00' where id = $1`,
    )
    for (const { code, channel = 'email', email = null } of customers)
      await change(
        company,
        'update customers set channel = $3, email = $4 where company_id = $1 and code = $2',
        code,
        channel,
        email,
      )
  }

  async function addAccount(company: BuiltCompany, { host, port, security }: MailServer): Promise<void> {
    const { rows } = await database.owner.query<{ id: number }>(
      `insert into sending_accounts (company_id, label, kind, from_name, from_address, host, port, security, user_name,
         is_default, per_minute, per_hour, created_by, updated_by)
       values ($1, 'Comptabilité', 'smtp', 'Menuiserie du Chêne', $2, $3, $4, $5, $2, true, 1000, 10000, 'Camille', 'Camille')
       returning id`,
      [company.id, USER, host, port, security],
    )
    const id = Number(rows[0]?.id)
    const secret = world.sealer.seal(PASSWORD, secretSubject({ companyId: company.id, id }))
    await change(
      company,
      'update sending_accounts set secret = $3 where company_id = $1 and id = $2',
      id,
      secret,
    )
  }

  return { open }
}

/** A mailer that says what it is told to, and keeps what it was given. */
export function scriptedMailer(outcome: (message: OutgoingMessage) => Outcome | Promise<Outcome>) {
  const given: OutgoingMessage[] = []
  return {
    given,
    mailer: {
      sendMessage: async (_account: unknown, message: OutgoingMessage) => {
        given.push(message)
        return await outcome(message)
      },
    },
  }
}

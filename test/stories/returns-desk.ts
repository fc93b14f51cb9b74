import { readReturns } from '#features/outbox/server/read-returns.ts'
import { readAgenda } from '#features/relation/server/agenda-store.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import { startMailServer } from '../mail-server.ts'
import { type Arrival, openedMailbox } from '../returned-mails.ts'
import { found } from './desk.ts'
import { DUPONT, LETTER_ON, MARTIN, type MailCustomer, ON, openOutboxes } from './outbox-desk.ts'

/**
 * The menuiserie Chêne has reminded Dupont (493.20 € by e-mail) and Martin (200 € by both); then its mailbox is read. To be
 * called in a test file.
 */
export async function openReturns(database: Database) {
  const { open } = openOutboxes(database)
  const { server } = await startMailServer()

  async function reminded(customers: readonly MailCustomer[] = [DUPONT, MARTIN]) {
    const chene = await open(customers, server)
    await chene.goLive()
    await database.owner.query(
      `insert into return_mailboxes (company_id, account_id, host, port, security, created_by, updated_by)
       select company_id, id, 'localhost', 993, 'tls', 'Camille', 'Camille' from sending_accounts where company_id = $1`,
      [chene.company.id],
    )
    const run = await chene.desk.draft(ON, LETTER_ON)
    await chene.desk.confirm(run)
    await chene.send()
    const messages = await chene.messages()
    const of = (code: string) => found(messages.find((message) => message.code === code))
    const read = async (arrivals: readonly Arrival[], validity = '1') => {
      await database.owner.query(
        `update return_mailboxes set read_after = case when company_id = $1 then now() else 'infinity' end`,
        [chene.company.id],
      )
      const { mailer, opened } = openedMailbox(arrivals, { validity })
      const log = { error: (fault: unknown) => void Promise.reject(fault) }
      const parts = { database, mailer, log, config: { today: LETTER_ON } }
      const recorded = await readReturns(parts, new AbortController().signal)
      return { recorded, opened }
    }
    const inScope = <T>(work: Parameters<typeof withScope<T>>[2]) => withScope(database, chene.context, work)
    const agenda = (kind: 'reply' | 'undelivered') =>
      inScope(async (tx) => {
        const asked = { companyIds: [chene.company.id], today: LETTER_ON, kind, limit: 20 }
        return (await readAgenda(tx, asked)).parts[0]?.items ?? []
      })
    return { ...chene, of, read, inScope, agenda }
  }

  return { reminded }
}

/** The morning of a day. */
export const at = (day: string) => new Date(`${day}T09:30:00Z`)

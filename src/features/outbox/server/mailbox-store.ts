import { sql } from 'kysely'
import type { ReturnMailbox, SendingAccount } from '#domain/sending/account.ts'
import type { AccountFailure } from '#domain/sending/outcome.ts'
import { accountOf, mailboxOf } from '#ledger/sending-accounts.ts'
import type { MailboxCursor } from '#platform/mail/mailbox.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** A mailbox to be read now. */
export interface DueMailbox {
  readonly account: SendingAccount
  readonly mailbox: ReturnMailbox
  readonly cursor: MailboxCursor | null
  readonly timeZone: string
}

/** The mailboxes that were not read for a minute, or that failed and may be tried again. */
export async function readDueMailboxes(tx: ScopedTransaction): Promise<DueMailbox[]> {
  const mailboxes = await tx
    .selectFrom('return_mailboxes as r')
    .innerJoin('companies as c', (join) =>
      join.onRef('c.id', '=', 'r.company_id').on('c.archived_at', 'is', null),
    )
    .selectAll('r')
    .select('c.time_zone')
    .where('r.read_after', '<=', sql<Date>`now()`)
    .orderBy('r.company_id')
    .orderBy('r.account_id')
    .execute()
  const accounts = await tx
    .selectFrom('sending_accounts')
    .selectAll()
    .where('removed_at', 'is', null)
    .execute()
  return mailboxes.flatMap((row) => {
    const account = accounts.find((one) => one.company_id === row.company_id && one.id === row.account_id)
    if (!account) return []
    return [
      {
        account: accountOf(account),
        mailbox: mailboxOf(row),
        cursor: row.cursor as MailboxCursor | null,
        timeZone: row.time_zone,
      },
    ]
  })
}

/** Which of these Message-IDs are of messages that have left, or may have. */
export async function readOurs(tx: ScopedTransaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ message_id: string }>`
    select message_id from messages where message_id = any(${[...new Set(ids)]}::text[]) and ${hasLeft}
  `.execute(tx)
  return new Set(rows.map((row) => row.message_id))
}

/** SQL: true for a message that somebody may have received. */
export const hasLeft = sql<boolean>`state in ('sending', 'sent', 'ambiguous', 'returned', 'elsewhere')`

/** Notes how far a mailbox is read; not that of another server, which somebody has set meanwhile. */
export async function keepCursor(
  tx: ScopedTransaction,
  due: DueMailbox,
  cursor: MailboxCursor,
): Promise<void> {
  await sql`update return_mailboxes set cursor = ${JSON.stringify(cursor)} where ${own(due)}`.execute(tx)
}

/** Notes that a mailbox was read. */
export async function noteRead(tx: ScopedTransaction, due: DueMailbox): Promise<void> {
  await sql`
    update return_mailboxes set read_at = now(), problem = null, read_after = now() + interval '1 minute'
    where ${own(due)}`.execute(tx)
}

/** Notes why it was not; it is tried again in five minutes, or when its server says. */
export async function noteUnread(
  tx: ScopedTransaction,
  due: DueMailbox,
  { reason, answer, waitSeconds }: AccountFailure,
): Promise<void> {
  await sql`
    update return_mailboxes set problem = ${JSON.stringify({ reason, answer })},
      read_after = now() + make_interval(secs => ${Math.max(waitSeconds ?? 0, 300)})
    where ${own(due)}`.execute(tx)
}

function own({ account: { companyId, id }, mailbox: { server } }: DueMailbox) {
  return sql`company_id = ${companyId} and account_id = ${id} and host is not distinct from ${server?.host ?? null}`
}

import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Level } from '#domain/dunning/levels.ts'
import { mustHave } from '#domain/errors.ts'
import { domainOf } from '#domain/sending/email-address.ts'
import type { MessageContent } from '#domain/sending/message.ts'
import type { MessageState } from '#domain/sending/outbox-states.ts'
import type { OwnedRow } from '#platform/owned-rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/**
 * Writes the e-mails of letters that are being confirmed to the outbox, in the transaction that confirms them: a message
 * is there if and only if its letter is confirmed. Its Message-ID is fixed here, so that what left is known again.
 */
export async function writeMessages(
  tx: ScopedTransaction,
  confirmed: readonly OwnedRow[],
  actor: string,
): Promise<void> {
  if (confirmed.length === 0) return
  const letters = await tx
    .selectFrom('letters as l')
    .innerJoin('customers as c', (join) =>
      join.onRef('c.company_id', '=', 'l.company_id').onRef('c.id', '=', 'l.customer_id'),
    )
    .select([
      'l.company_id',
      'l.id',
      'l.customer_id',
      'l.run_id',
      'l.level',
      'l.way',
      'l.email',
      'c.code',
      'c.name',
    ])
    .where(
      'l.id',
      'in',
      confirmed.map((letter) => letter.id),
    )
    .where('l.email', 'is not', null)
    .orderBy('l.id')
    .execute()
  if (letters.length === 0) return
  const rows = letters.map((letter) => messageOf({ ...letter, email: mustHave(letter.email, 'an e-mail') }))
  const column = <T>(read: (row: NewMessage) => T): T[] => rows.map(read)
  await sql`
    insert into messages (company_id, customer_id, run_id, letter_id, level, account_id, content, message_id, addresses,
      subject, search, is_alone, state, state_by, created_by)
    select company_id, customer_id, run_id, letter_id, level, account_id, content, message_id, addresses::text[], subject,
           fold(search), is_alone, state, ${actor}, ${actor}
    from unnest(
      ${column((row) => row.companyId)}::bigint[], ${column((row) => row.customerId)}::bigint[],
      ${column((row) => row.runId)}::bigint[], ${column((row) => row.letterId)}::bigint[],
      ${column((row) => row.level)}::smallint[], ${column((row) => row.content.accountId)}::bigint[],
      ${column((row) => JSON.stringify(row.content))}::jsonb[], ${column((row) => row.messageId)}::text[],
      ${column(({ content }) => `{${[...content.to, ...content.cc].map((one) => JSON.stringify(one)).join(',')}}`)}::text[],
      ${column((row) => row.content.subject)}::text[], ${column((row) => row.search)}::text[],
      ${column((row) => row.isAlone)}::boolean[], ${column((row) => row.state)}::text[])
      t (company_id, customer_id, run_id, letter_id, level, account_id, content, message_id, addresses, subject, search,
         is_alone, state)
  `.execute(tx)
}

interface NewMessage {
  readonly companyId: number
  readonly customerId: number
  readonly runId: number
  readonly letterId: number
  readonly level: Level
  readonly content: MessageContent
  readonly messageId: string
  readonly search: string
  readonly isAlone: boolean
  readonly state: Extract<MessageState, 'waiting' | 'trial'>
}

function messageOf(letter: {
  readonly company_id: number
  readonly customer_id: number
  readonly run_id: number
  readonly id: number
  readonly level: Level
  readonly way: string
  readonly email: MessageContent
  readonly code: string
  readonly name: string
}): NewMessage {
  const { email: content } = letter
  return {
    companyId: letter.company_id,
    customerId: letter.customer_id,
    runId: letter.run_id,
    letterId: letter.id,
    level: letter.level,
    content,
    messageId: `<relances.${randomUUID()}@${domainOf(content.from.address)}>`,
    search: [letter.code, letter.name, content.subject, ...content.to, ...content.cc].join(' '),
    isAlone: letter.way === 'email',
    state: content.isTrial ? 'trial' : 'waiting',
  }
}

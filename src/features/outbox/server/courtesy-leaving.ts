import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { type Courtesy, type CourtesyFact, courtesyEnd } from '#domain/sending/courtesy.ts'
import { endMessages } from '#ledger/end-messages.ts'
import { activeBlocks } from '#ledger/proposed.ts'
import type { OwnedRow } from '#platform/owned-rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** A message outside the levels that may leave now. */
export interface LeavingCourtesy extends OwnedRow {
  readonly purpose: Courtesy
}

/**
 * Reads again what these messages say, at the moment they leave: what was paid, put in dispute or made due otherwise
 * since is not sent. Returns those that leave.
 */
export async function keepTrueCourtesies(
  tx: ScopedTransaction,
  messages: readonly LeavingCourtesy[],
  today: Day,
): Promise<readonly number[]> {
  if (messages.length === 0) return []
  const ids = messages.map((message) => message.id)
  const { rows } = await sql<CourtesyFact & { messageId: number }>`
    select x.message_id as "messageId", x.cents as "saidCents", x.due_on as "saidDueOn", i.open_cents as "openCents",
           i.due_on as "dueOn", (exists (${activeBlocks(today)}) or ${hasOpenCredit}) as "isBlocked"
    from courtesy_items x join instalments i on i.company_id = x.company_id and i.id = x.instalment_id
    where x.message_id = any(${ids}::bigint[])
  `.execute(tx)
  const factsOf = Map.groupBy(rows, (row) => row.messageId)
  const leaving: number[] = []
  for (const message of messages) {
    const { id, purpose } = message
    const end = courtesyEnd(purpose, factsOf.get(id) ?? [], today)
    if (end === null) leaving.push(id)
    else await endMessages(tx, { event: 'withdraw', messages: [message], reason: end })
  }
  return leaving
}

// It may be for the very invoice that the message speaks of.
const hasOpenCredit: RawBuilder<boolean> = sql<boolean>`exists (select from credits k
  where k.company_id = i.company_id and k.customer_id = i.customer_id and k.currency = i.currency and k.open_cents > 0)`

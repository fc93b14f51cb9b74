import { sql } from 'kysely'
import { type Day, laterOf } from '#domain/days-and-money/day.ts'
import { NOTHING_SELECTED, type Selection } from '#domain/dunning/selection.ts'
import { RelancesError } from '#domain/errors.ts'
import { hasNotReached, MESSAGE_STATES } from '#domain/sending/outbox-states.ts'
import type { Context } from '#platform/context.ts'
import { isOneOf, type OwnedRow } from '#platform/owned-rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { createDraft } from './create-draft.ts'

/**
 * « Imprimer à la place »: letters whose e-mail reached nobody, and whose levels went back, are made again in a draft on
 * paper, with the present state: what has been paid since is not asked. It is read, printed and confirmed as any other.
 * @throws RelancesError conflict when none of them is to be printed, or nothing is left to ask
 */
export async function printInstead(
  tx: ScopedTransaction,
  letterIds: readonly number[],
  { actor, today, companyIds }: Context & { readonly companyIds: readonly number[] },
): Promise<{ readonly run: number; readonly letters: number }> {
  const { rows } = await sql<OwnedRow & { letter_id: number; overdue_on: Day; letter_on: Day }>`
    select m.company_id, m.id, m.letter_id, r.overdue_on, r.letter_on
    from messages m
    join letters l on l.company_id = m.company_id and l.id = m.letter_id
    join runs r on r.company_id = m.company_id and r.id = m.run_id
    where m.letter_id = any(${letterIds}::bigint[]) and m.is_level_restored and m.redone_run is null
      and m.state = any(${MESSAGE_STATES.filter(hasNotReached)}::text[])
    order by m.letter_id for update of l, m
  `.execute(tx)
  const ids = rows.map((row) => row.letter_id)
  const { selection, lastRemindedOn } = await selectionOf(tx, ids)
  const [on] = rows
    .map((row) => row.overdue_on)
    .sort()
    .reverse()
  if (on === undefined) throw new RelancesError('conflict', 'outbox.no-letter-to-print')
  const letterOn = [today, on, ...(lastRemindedOn === null ? [] : [lastRemindedOn])].reduce(laterOf)
  const filter = { on, today, companyIds }
  const made = await createDraft(tx, { filter, selection, letterOn, isOnPaper: true }, actor.name)
  await sql`update messages set redone_run = ${made.run} where ${isOneOf(rows)}`.execute(tx)
  return { run: made.run, letters: made.letters }
}

/** The invoices of these letters, ticked; and the latest reminder of their instalments. */
export async function selectionOf(
  tx: ScopedTransaction,
  ids: readonly number[],
): Promise<{ selection: Selection; lastRemindedOn: Day | null }> {
  const { rows } = await sql<{ invoice_id: number; customer: string; last_reminded_on: Day | null }>`
    select i.invoice_id, i.customer_id || ':' || i.currency as customer, max(i.last_reminded_on) as last_reminded_on
    from letter_items li join instalments i on i.company_id = li.company_id and i.id = li.instalment_id
    where li.letter_id = any(${ids}::bigint[])
    group by i.invoice_id, i.customer_id, i.currency
  `.execute(tx)
  const invoices = Object.fromEntries(
    rows.map((row) => [row.invoice_id, { customer: row.customer as `${number}:${string}`, ticked: true }]),
  )
  const days = rows.flatMap((row) => row.last_reminded_on ?? []).sort()
  return { selection: { ...NOTHING_SELECTED, invoices }, lastRemindedOn: days.at(-1) ?? null }
}

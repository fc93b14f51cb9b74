import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { type ReminderEvent, replay } from '#domain/dunning/history.ts'
import type { Level } from '#domain/dunning/levels.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { findWrongSums, type SumKind } from './sums.ts'

/** Something the books of a company contradict themselves on; an empty list is a clean bill. */
export interface Contradiction {
  readonly kind: 'level' | 'settled' | 'allocated' | 'total' | 'draft-settled' | 'customer' | SumKind
  readonly companyId: number
  /** Of the row; of the client whose sums are wrong; of the company, for those of its due days. */
  readonly id: number
}

/**
 * Checks what is kept twice for speed against what it is kept from: levels and reminder dates
 * against the replayed history, settled and allocated sums against the allocations, the total of an
 * invoice written by hand against its instalments, the customer of an instalment against its
 * invoice's, the sums of clients and due days against the rows; and that nothing settles a draft.
 */
export async function findContradictions(tx: ScopedTransaction): Promise<Contradiction[]> {
  return [...(await levelContradictions(tx)), ...(await sumContradictions(tx)), ...(await findWrongSums(tx))]
}

interface StoredEvent {
  company_id: number
  instalment_id: number
  kind: ReminderEvent['kind']
  level_before: Level
  level_after: Level
  reminded_on_before: Day | null
  reminded_on_after: Day | null
}

async function levelContradictions(tx: ScopedTransaction): Promise<Contradiction[]> {
  const instalments = await tx
    .selectFrom('instalments')
    .select(['company_id', 'id', 'level', 'last_reminded_on'])
    .execute()
  const events = await sql<StoredEvent>`
    select company_id, instalment_id, kind, level_before, level_after, reminded_on_before, reminded_on_after
    from reminder_events order by id
  `.execute(tx)
  const histories = Map.groupBy(events.rows, (event) => event.instalment_id)
  return instalments
    .filter((instalment) => !isReplayOf(instalment, histories.get(instalment.id) ?? []))
    .map((instalment) => ({ kind: 'level', companyId: instalment.company_id, id: instalment.id }))
}

function isReplayOf(
  instalment: { readonly level: Level; readonly last_reminded_on: Day | null },
  events: readonly StoredEvent[],
): boolean {
  try {
    const state = replay(
      events.map((event) => ({
        kind: event.kind,
        before: { level: event.level_before, lastRemindedOn: event.reminded_on_before },
        after: { level: event.level_after, lastRemindedOn: event.reminded_on_after },
      })),
    )
    return state.level === instalment.level && state.lastRemindedOn === instalment.last_reminded_on
  } catch {
    return false
  }
}

async function sumContradictions(tx: ScopedTransaction): Promise<Contradiction[]> {
  const found = await sql<{ kind: Contradiction['kind']; company_id: number; id: number }>`
    select 'settled' as kind, i.company_id, i.id from instalments i
    where i.settled_cents <> (select coalesce(sum(a.amount_cents), 0) from allocations a
      where a.company_id = i.company_id and a.instalment_id = i.id and a.cancelled_at is null)
    union all
    select 'allocated', k.company_id, k.id from credits k
    where k.allocated_cents <> (select coalesce(sum(a.amount_cents), 0) from allocations a
      where a.company_id = k.company_id and a.credit_id = k.id and a.cancelled_at is null)
    union all
    select 'total', i.company_id, i.id from invoices i
    where i.source = 'manual' and i.total_cents <> (select coalesce(sum(j.amount_cents), 0) from instalments j
      where j.company_id = i.company_id and j.invoice_id = i.id)
    union all
    select 'draft-settled', j.company_id, j.id from instalments j
    where not j.is_final and j.settled_cents > 0
    union all
    select 'customer', j.company_id, j.id from instalments j
      join invoices i on i.company_id = j.company_id and i.id = j.invoice_id
    where j.customer_id <> i.customer_id
  `.execute(tx)
  return found.rows.map((row) => ({ kind: row.kind, companyId: row.company_id, id: row.id }))
}

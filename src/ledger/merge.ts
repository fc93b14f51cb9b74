import { sql } from 'kysely'
import { mergeEvent } from '#domain/dunning/history.ts'
import { mergedState } from '#domain/matching/merge.ts'
import { translate } from '#messages/translate.ts'
import { requireActive } from '#platform/company-scope.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { refreshSettled } from './allocations.ts'
import { type EventToRecord, recordEvents } from './history.ts'
import { changeRows, type MergeScope, noteMade } from './merge-changes.ts'
import { mergeCustomers } from './merge-customers.ts'
import { type MergePlan, planMerge } from './merge-plan.ts'
import { companyOfMerge, type MergeOrder, type Merger, type SideInstalment } from './merge-sides.ts'

/**
 * Makes one of two clients or two documents (rules §8): the kept one has the highest level, the history, the
 * allocations, blocks, promises, contacts and exchanges of both, and owes what it owed, never the sum. No row goes:
 * the merged one points to it, and `undoMerge` parts them again. Returns the merge's number.
 * @throws RelancesError not-found; conflict saying what forbids it
 */
export async function merge(tx: ScopedTransaction, order: MergeOrder, who: Merger): Promise<number> {
  const companyId = await companyOfMerge(tx, order, who)
  await requireActive(tx, companyId)
  await lockSides(tx, companyId, order)
  const plan = await planMerge(tx, order, who)
  const actor = who.actor.name
  const mergeId = await openMerge(tx, await writeMerge(tx, companyId, order, actor))
  const scope = { companyId, mergeId, actor }
  await settleAgain(tx, scope, plan)
  await retireCredits(tx, scope, plan)
  await retireInvoices(tx, scope, plan)
  await moveBlocks(tx, scope, plan)
  await raiseLevels(tx, scope, plan)
  if (plan.kind === 'customers') await mergeCustomers(tx, scope, plan)
  await liftRepeatedBlocks(tx, scope)
  return mergeId
}

async function writeMerge(
  tx: ScopedTransaction,
  companyId: number,
  { kind, keptId, mergedId }: MergeOrder,
  actor: string,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into merges (company_id, kind, kept_id, merged_id, after_import_id, created_by)
    select ${companyId}, ${kind}, ${keptId}, ${mergedId},
           (select coalesce(max(m.id), 0) from imports m where m.company_id = ${companyId}), ${actor}
    returning id
  `.execute(tx)
  const [row] = rows
  if (!row) throw new Error('an insertion gives a row')
  return row.id
}

/** Says to the database that a merge is at work, for the rest of the transaction. */
export async function openMerge(tx: ScopedTransaction, mergeId: number): Promise<number> {
  await sql`select set_config('relances.merge', ${String(mergeId)}, true)`.execute(tx)
  return mergeId
}

/**
 * No import and no allocation goes on beside a merge, nor another one. Then rows are locked as everywhere: credits
 * before instalments, in the order of their ids.
 */
export async function lockSides(
  tx: ScopedTransaction,
  companyId: number,
  { kind, keptId, mergedId }: MergeOrder,
): Promise<void> {
  const ids = [keptId, mergedId]
  await sql`select pg_advisory_xact_lock(hashtextextended('relances.import', ${companyId}))`.execute(tx)
  const by = (column: string) => sql`${sql.ref(column)} = any(${ids}::bigint[])`
  await sql`select from customers t where t.company_id = ${companyId}
    and ${kind === 'customers' ? by('t.id') : sql`false`} order by t.id for update`.execute(tx)
  const ofCredits = { customers: by('t.customer_id'), credits: by('t.id'), invoices: sql`false` }[kind]
  await sql`select from credits t where t.company_id = ${companyId} and ${ofCredits} order by t.id for update`.execute(
    tx,
  )
  const ofInstalments = { customers: by('t.customer_id'), invoices: by('t.invoice_id'), credits: sql`false` }[
    kind
  ]
  await sql`select from instalments t where t.company_id = ${companyId} and ${ofInstalments}
    order by t.id for update`.execute(tx)
}

/** What a merge writes where a reason is kept: its number, which names nobody. */
function reasonOf({ mergeId }: MergeScope): string {
  return translate('fr', 'merges.reason', { id: mergeId })
}

async function settleAgain(
  tx: ScopedTransaction,
  scope: MergeScope,
  { settlement }: MergePlan,
): Promise<void> {
  const { companyId, actor } = scope
  const { cancelled, made } = settlement
  const { rows: touched } = await sql<{ instalment_id: number | null; credit_id: number | null }>`
    select instalment_id, credit_id from allocations
    where company_id = ${companyId} and id = any(${cancelled}::bigint[])
  `.execute(tx)
  await changeRows(
    tx,
    scope,
    'allocations',
    { cancelled_at: sql`now()`, cancelled_by: sql`${actor}`, cancel_reason: sql`${reasonOf(scope)}` },
    sql`t.id = any(${cancelled}::bigint[])`,
  )
  const column = <T>(read: (row: (typeof made)[number]) => T): T[] => made.map(read)
  const { rows: inserted } = await sql<{ id: number }>`
    insert into allocations (company_id, instalment_id, penalty_invoice_id, credit_id, amount_cents, origin, import_id, created_by)
    select ${companyId}, case when m.instalment_id > 0 then m.instalment_id end,
           case when m.instalment_id < 0 then -m.instalment_id end, m.credit_id, m.amount_cents, a.origin, a.import_id, ${actor}
    from unnest(
      ${column((row) => row.instalmentId)}::bigint[], ${column((row) => row.creditId)}::bigint[],
      ${column((row) => row.amountCents)}::bigint[], ${column((row) => row.like)}::bigint[])
      as m (instalment_id, credit_id, amount_cents, alike)
      join allocations a on a.company_id = ${companyId} and a.id = m.alike
    returning id
  `.execute(tx)
  await noteMade(
    tx,
    scope,
    'allocations',
    inserted.map(({ id }) => id),
  )
  const instalmentIds = [...touched.map((row) => row.instalment_id), ...made.map((row) => row.instalmentId)]
  const creditIds = [...touched.map((row) => row.credit_id), ...made.map((row) => row.creditId)]
  await refreshSettled(
    tx,
    companyId,
    [...new Set(instalmentIds.filter((id) => id !== null))],
    [...new Set(creditIds.filter((id) => id !== null))],
  )
}

async function retireCredits(tx: ScopedTransaction, scope: MergeScope, { pairs }: MergePlan): Promise<void> {
  for (const { kept, merged } of pairs.filter((pair) => pair.kept.kind === 'credits')) {
    const values = {
      cancelled_at: sql`now()`,
      cancelled_by: sql`${scope.actor}`,
      cancel_reason: sql`${reasonOf(scope)}`,
    }
    await changeRows(
      tx,
      scope,
      'credits',
      { ...values, merged_into: sql`${kept.id}` },
      sql`t.id = ${merged.id}`,
    )
    await changeRows(
      tx,
      scope,
      'credits',
      { merged_into: sql`${kept.id}` },
      sql`t.merged_into = ${merged.id}`,
    )
    await changeRows(
      tx,
      scope,
      'movement_matches',
      { credit_id: sql`${kept.id}` },
      sql`t.credit_id = ${merged.id}`,
    )
    await changeRows(tx, scope, 'e_invoices', { credit_id: sql`${kept.id}` }, sql`t.credit_id = ${merged.id}`)
  }
}

async function retireInvoices(tx: ScopedTransaction, scope: MergeScope, plan: MergePlan): Promise<void> {
  for (const { kept, merged } of plan.pairs.filter((pair) => pair.kept.kind === 'invoices')) {
    const is = sql`${kept.id}`
    await changeRows(
      tx,
      scope,
      'invoices',
      { status: sql`'withdrawn'`, merged_into: is },
      sql`t.id = ${merged.id}`,
    )
    await changeRows(tx, scope, 'invoices', { merged_into: is }, sql`t.merged_into = ${merged.id}`)
    await changeRows(tx, scope, 'invoices', { superseded_by: is }, sql`t.superseded_by = ${merged.id}`)
    await changeRows(
      tx,
      scope,
      'credits',
      { corrects_invoice_id: is },
      sql`t.corrects_invoice_id = ${merged.id}`,
    )
    await changeRows(tx, scope, 'e_invoices', { invoice_id: is }, sql`t.invoice_id = ${merged.id}`)
    await changeRows(tx, scope, 'e_invoice_statuses', { invoice_id: is }, sql`t.invoice_id = ${merged.id}`)
  }
  for (const [mergedId, keptId] of plan.instalments) {
    await changeRows(
      tx,
      scope,
      'instalments',
      { is_final: sql`false`, merged_into: sql`${keptId}` },
      sql`t.id = ${mergedId}`,
    )
    await changeRows(
      tx,
      scope,
      'instalments',
      { merged_into: sql`${keptId}` },
      sql`t.merged_into = ${mergedId}`,
    )
  }
}

// What holds the merged document back holds the kept one.
async function moveBlocks(tx: ScopedTransaction, scope: MergeScope, plan: MergePlan): Promise<void> {
  for (const { kept, merged } of plan.pairs.filter((pair) => pair.kept.kind === 'invoices')) {
    await changeRows(
      tx,
      scope,
      'dunning_blocks',
      { invoice_id: sql`${kept.id}`, customer_id: sql`${kept.customerId}` },
      sql`t.invoice_id = ${merged.id} and t.lifted_at is null`,
    )
    for (const { id } of merged.instalments) {
      const standIn = plan.instalments.get(id)
      await changeRows(
        tx,
        scope,
        'dunning_blocks',
        { instalment_id: sql`${standIn}`, customer_id: sql`${kept.customerId}` },
        sql`t.instalment_id = ${id} and t.lifted_at is null`,
      )
    }
  }
}

// A dispute noted on both is one.
async function liftRepeatedBlocks(tx: ScopedTransaction, scope: MergeScope): Promise<void> {
  const { companyId, mergeId, actor } = scope
  await changeRows(
    tx,
    scope,
    'dunning_blocks',
    { lifted_at: sql`now()`, lifted_by: sql`${actor}`, lift_reason: sql`${reasonOf(scope)}` },
    sql`t.lifted_at is null and t.id in (
        select row_id from merge_changes where company_id = ${companyId} and merge_id = ${mergeId}
          and kind = 'dunning_blocks')
      and exists (select from dunning_blocks o
        where o.company_id = t.company_id and o.customer_id = t.customer_id and o.id <> t.id and o.lifted_at is null
          and (o.invoice_id, o.instalment_id, o.kind, o.ends_on, o.amount_cents, o.currency, o.doubt_id)
            is not distinct from
            (t.invoice_id, t.instalment_id, t.kind, t.ends_on, t.amount_cents, t.currency, t.doubt_id)
          and o.id not in (select row_id from merge_changes
            where company_id = ${companyId} and merge_id = ${mergeId} and kind = 'dunning_blocks'))`,
  )
}

// An event on each, also where nothing moves: a letter of before the merge is then not undone over it.
async function raiseLevels(tx: ScopedTransaction, scope: MergeScope, plan: MergePlan): Promise<void> {
  const all = new Map(
    plan.pairs.flatMap(({ kept, merged }) =>
      [...kept.instalments, ...merged.instalments].map((one) => [one.id, one] as const),
    ),
  )
  const eventOf = (one: SideInstalment, others: readonly SideInstalment[]): EventToRecord => ({
    ...mergeEvent(stateOf(one), mergedState([stateOf(one), ...others.map(stateOf)])),
    companyId: scope.companyId,
    instalmentId: one.id,
    reason: reasonOf(scope),
  })
  const byKept = Map.groupBy(plan.instalments, ([, keptId]) => keptId)
  const groups = [...byKept].flatMap(([keptId, merged]) => {
    const kept = all.get(keptId)
    const others = merged.flatMap(([id]) => all.get(id) ?? [])
    return kept ? [{ kept, others }] : []
  })
  const events = groups.flatMap(({ kept, others }) => [
    eventOf(kept, others),
    ...others.map((other) => eventOf(other, [])),
  ])
  await recordEvents(tx, events, scope.actor)
  const noticed = groups.filter(({ others }) => others.some((other) => other.hadFormalNotice))
  await sql`
    update instalments set had_formal_notice = true where company_id = ${scope.companyId}
      and id = any(${noticed.map(({ kept }) => kept.id)}::bigint[])
  `.execute(tx)
  const { rows } = await sql<{ id: number }>`
    select last_event_id as id from instalments where company_id = ${scope.companyId}
      and id = any(${events.map(({ instalmentId }) => instalmentId)}::bigint[])
  `.execute(tx)
  await noteMade(
    tx,
    scope,
    'reminder_events',
    rows.map(({ id }) => id),
  )
}

function stateOf({ level, lastRemindedOn }: SideInstalment) {
  return { level, lastRemindedOn }
}

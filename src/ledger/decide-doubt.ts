import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import { type DoubtChoice, type DoubtEffect, doubtEffect } from '#domain/receivables/doubt.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { refreshSettled, settleByImport } from './allocations.ts'

/** What deciding did; `read-again`: the answer is kept, and the file is to be imported again. */
export interface DoubtDecision {
  readonly effect: DoubtEffect
  readonly items: number
  readonly companyId: number
  readonly headerKey: string
  readonly doubtKey: string
}

interface BlockedItem {
  instalment_id: number | null
  credit_id: number | null
  open_cents: number
  import_id: number | null
}

/**
 * Decides a question for all the items set aside under it, in one transaction: they count, are settled, or leave the
 * books.
 * @throws RelancesError not-found, conflict when it is decided already, invalid for a choice it has not
 */
export async function decideDoubt(
  tx: ScopedTransaction,
  doubtId: number,
  choice: DoubtChoice,
  actor: string,
): Promise<DoubtDecision> {
  const doubt = await lockDoubt(tx, doubtId)
  const { companyId, headerKey, doubtKey } = doubt
  if (doubt.isDecided) throw new RelancesError('conflict', 'doubts.already-decided')
  if (!doubt.choices.includes(choice))
    throw new RelancesError('invalid', 'doubts.bad-choice', { choice, known: doubt.choices.join(', ') })
  const effect = doubtEffect(choice)
  const { rows: items } = await sql<BlockedItem>`
    select b.instalment_id, b.credit_id, b.import_id, coalesce(j.open_cents, k.open_cents) as open_cents
    from dunning_blocks b
      left join instalments j on j.company_id = b.company_id and j.id = b.instalment_id
      left join credits k on k.company_id = b.company_id and k.id = b.credit_id
    where b.company_id = ${companyId} and b.doubt_id = ${doubtId} and b.lifted_at is null
    order by b.instalment_id, b.credit_id
  `.execute(tx)
  const decision = { effect, items: items.length, companyId, headerKey, doubtKey }
  await rememberAnswer(tx, decision, choice, actor)
  if (effect === 'read-again') return decision
  if (effect === 'settle') await settleItems(tx, companyId, items, actor)
  if (effect !== 'keep') await withdrawCredits(tx, companyId, items)
  if (effect === 'withdraw') await withdrawInstalments(tx, companyId, items)
  await sql`
    update dunning_blocks set lifted_at = now(), lifted_by = ${actor}
    where company_id = ${companyId} and doubt_id = ${doubtId} and lifted_at is null
  `.execute(tx)
  await sql`
    update import_doubts set decision = ${choice}, decided_at = now(), decided_by = ${actor}
    where company_id = ${companyId} and id = ${doubtId}
  `.execute(tx)
  return decision
}

async function lockDoubt(tx: ScopedTransaction, doubtId: number) {
  const { rows } = await sql<{
    companyId: number
    headerKey: string
    doubtKey: string
    choices: string[]
    decision: DoubtChoice | null
    isDecided: boolean
    isAskedAnew: boolean
  }>`
    select company_id as "companyId", header_key as "headerKey", doubt_key as "doubtKey", choices, decision,
           decided_at is not null as "isDecided",
           exists (select from import_doubts o where o.company_id = q.company_id and o.header_key = q.header_key
             and o.doubt_key = q.doubt_key and o.decided_at is null and o.id <> q.id) as "isAskedAnew"
    from import_doubts q where id = ${doubtId} for update of q
  `.execute(tx)
  const doubt = rows[0]
  if (!doubt) throw new RelancesError('not-found', 'doubts.no-doubt')
  return doubt
}

// The next file of this header is read so without asking.
async function rememberAnswer(
  tx: ScopedTransaction,
  { companyId, headerKey, doubtKey }: DoubtDecision,
  choice: DoubtChoice,
  actor: string,
): Promise<void> {
  const answers = JSON.stringify({ [doubtKey]: choice })
  await sql`
    insert into import_mappings (company_id, header_key, mapping, updated_by)
    values (${companyId}, ${headerKey}, jsonb_build_object('answers', ${answers}::jsonb), ${actor})
    on conflict (company_id, header_key) do update
    set mapping = import_mappings.mapping || jsonb_build_object('answers',
          coalesce(import_mappings.mapping -> 'answers', '{}') || ${answers}::jsonb),
        updated_at = now(), updated_by = excluded.updated_by
  `.execute(tx)
}

// No payment is invented: the import that brought the item settles it, as if it had read so.
async function settleItems(
  tx: ScopedTransaction,
  companyId: number,
  items: readonly BlockedItem[],
  actor: string,
): Promise<void> {
  for (const [importId, ofImport] of Map.groupBy(items, (item) => item.import_id)) {
    const open = ofImport.flatMap(({ instalment_id, open_cents }) =>
      instalment_id === null ? [] : { instalmentId: instalment_id, openCents: open_cents },
    )
    await settleByImport(tx, { companyId, importId, actor }, open)
  }
}

async function withdrawCredits(
  tx: ScopedTransaction,
  companyId: number,
  items: readonly BlockedItem[],
): Promise<void> {
  const ids = items.flatMap(({ credit_id }) => credit_id ?? [])
  const imports = items.map(({ import_id }) => import_id)
  await sql`
    update credits set withdrawn_by_import = import_id
    where company_id = ${companyId} and id = any(${ids}::bigint[]) and import_id = any(${imports}::bigint[])
      and withdrawn_by_import is null
  `.execute(tx)
}

// What was known before the import that doubts it stays: only the doubtful reading is ignored.
async function withdrawInstalments(
  tx: ScopedTransaction,
  companyId: number,
  items: readonly BlockedItem[],
): Promise<void> {
  const ids = items.flatMap(({ instalment_id }) => instalment_id ?? [])
  const imports = items.map(({ import_id }) => import_id)
  await sql`
    update instalments set is_final = false
    where company_id = ${companyId} and id = any(${ids}::bigint[]) and import_id = any(${imports}::bigint[])
  `.execute(tx)
  await sql`
    update invoices i set status = 'withdrawn'
    where i.company_id = ${companyId} and i.status = 'final'
      and i.id in (select invoice_id from instalments where company_id = ${companyId} and id = any(${ids}::bigint[]))
      and not exists (select from instalments j
        where j.company_id = i.company_id and j.invoice_id = i.id and j.is_final)
  `.execute(tx)
}

/**
 * Takes a decision back: what was set aside under the question is again, as it was.
 * @throws RelancesError not-found; conflict when it is not decided, or asked anew since
 */
export async function reopenDoubt(
  tx: ScopedTransaction,
  doubtId: number,
  actor: string,
): Promise<Pick<DoubtDecision, 'companyId' | 'headerKey' | 'doubtKey'>> {
  const doubt = await lockDoubt(tx, doubtId)
  const { companyId } = doubt
  if (!doubt.isDecided || doubt.isAskedAnew) throw new RelancesError('conflict', 'doubts.not-decided')
  const { rows: blocks } = await sql<{ instalment_id: number | null; credit_id: number | null }>`
    update dunning_blocks b set lifted_at = null, lifted_by = null, lift_reason = null
    from import_doubts q
    where b.company_id = ${companyId} and b.doubt_id = ${doubtId} and q.company_id = b.company_id and q.id = b.doubt_id
      and b.lifted_at = q.decided_at
    returning b.instalment_id, b.credit_id
  `.execute(tx)
  const instalmentIds = blocks.flatMap(({ instalment_id }) => instalment_id ?? [])
  await sql`
    update allocations a set cancelled_at = now(), cancelled_by = ${actor}
    from import_doubts q
    where a.company_id = ${companyId} and a.instalment_id = any(${instalmentIds}::bigint[])
      and a.origin = 'settled-by-import' and a.cancelled_at is null
      and q.company_id = a.company_id and q.id = ${doubtId} and a.created_at = q.decided_at
  `.execute(tx)
  await refreshSettled(tx, companyId, instalmentIds, [])
  if (doubt.decision !== null && doubtEffect(doubt.decision) !== 'keep')
    await bringBack(tx, companyId, blocks)
  await sql`
    update import_doubts set decision = null, decided_at = null, decided_by = null
    where company_id = ${companyId} and id = ${doubtId}
  `.execute(tx)
  await sql`
    update import_mappings set mapping = mapping #- array['answers', ${doubt.doubtKey}], updated_at = now(),
      updated_by = ${actor}
    where company_id = ${companyId} and header_key = ${doubt.headerKey}
  `.execute(tx)
  return doubt
}

async function bringBack(
  tx: ScopedTransaction,
  companyId: number,
  blocks: readonly { readonly instalment_id: number | null; readonly credit_id: number | null }[],
): Promise<void> {
  const instalmentIds = blocks.flatMap(({ instalment_id }) => instalment_id ?? [])
  await sql`
    update invoices set status = 'final'
    where company_id = ${companyId} and status = 'withdrawn' and merged_into is null
      and id in (select invoice_id from instalments
        where company_id = ${companyId} and id = any(${instalmentIds}::bigint[]))
  `.execute(tx)
  await sql`
    update instalments set is_final = true
    where company_id = ${companyId} and id = any(${instalmentIds}::bigint[]) and merged_into is null
  `.execute(tx)
  await sql`
    update credits set withdrawn_by_import = null
    where company_id = ${companyId} and id = any(${blocks.flatMap(({ credit_id }) => credit_id ?? [])}::bigint[])
      and withdrawn_by_import = import_id
  `.execute(tx)
}

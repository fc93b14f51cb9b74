import { sql } from 'kysely'
import { type Doubt, isUnanswered, setsAside } from '#domain/receivables/doubt.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { questionOf } from './doubt-words.ts'
import type { ImportScope } from './import-scope.ts'

/** What an import has set aside because nobody has said how to read it. */
export interface SetAsideDoubts {
  readonly doubts: number
  readonly items: number
}

/**
 * Fills the temporary table `doubtful` with the records under an unanswered question, to be called once the file's
 * records are staged and recognised. What is known already stays as it is: this reading neither changes nor settles it.
 */
export async function stageDoubts(
  tx: ScopedTransaction,
  { companyId }: ImportScope,
  doubts: readonly Doubt[],
): Promise<void> {
  for (const { id, keys } of doubts.filter(isUnanswered))
    await sql`insert into doubtful select ${id}, unnest(${keys}::text[])`.execute(tx)
  if (!doubts.some(isUnanswered)) return
  await sql`
    update staged_instalments s
    set amount_cents = j.amount_cents, settled_cents = j.settled_cents, due_on = j.due_on,
        due_is_estimated = j.due_is_estimated
    from instalments j
    where j.company_id = ${companyId} and j.id = s.instalment_id and s.key in (select key from doubtful)
  `.execute(tx)
  await sql`
    update staged_credits s set amount_cents = k.amount_cents
    from credits k
    where k.company_id = ${companyId} and k.id = s.credit_id and s.key in (select key from doubtful)
  `.execute(tx)
}

/** Takes back what the file says of allocations of known items under a question. */
export async function keepDoubtfulSettled(tx: ScopedTransaction, doubts: readonly Doubt[]): Promise<void> {
  if (!doubts.some(isUnanswered)) return
  await sql`
    delete from spoken_instalments p using staged_instalments s, doubtful d
    where p.id = s.id and s.instalment_id is not null and d.key = s.key
  `.execute(tx)
  await sql`
    delete from staged_allocations a using doubtful d
    where (a.instalment_key = d.key
        and exists (select from staged_instalments s where s.key = d.key and s.instalment_id is not null))
      or (a.credit_key = d.key
        and exists (select from staged_credits s where s.key = d.key and s.credit_id is not null))
  `.execute(tx)
}

/**
 * Sets aside what stands under an unanswered question, reason « lecture à confirmer », and brings back what an
 * earlier reading had set aside and this one has understood. A credit sets its client aside: what the client owes
 * depends on it.
 */
export async function setDoubtfulAside(
  tx: ScopedTransaction,
  scope: ImportScope,
  doubts: readonly Doubt[],
  headerKey: string,
): Promise<SetAsideDoubts> {
  await liftUnderstood(tx, scope, headerKey)
  const unanswered = doubts.filter((doubt) => isUnanswered(doubt) && setsAside(doubt))
  for (const doubt of unanswered)
    await blockItems(tx, scope, doubt, await openDoubt(tx, scope, doubt, headerKey))
  const items = unanswered.reduce((sum, { count }) => sum + count, 0)
  return { doubts: unanswered.length, items }
}

async function liftUnderstood(
  tx: ScopedTransaction,
  { companyId, importId, fileName, actor }: ImportScope,
  headerKey: string,
): Promise<void> {
  const isStaged = sql`(exists (select from staged_instalments s where s.id = b.instalment_id)
    or exists (select from staged_credits s where s.id = b.credit_id))`
  await sql`
    update dunning_blocks b
    set lifted_at = now(), lifted_by = ${actor}, lift_reason = ${fileName}, lifted_by_import = ${importId}
    from import_doubts q
    where b.company_id = ${companyId} and b.kind = 'to-confirm' and b.lifted_at is null
      and q.company_id = b.company_id and q.id = b.doubt_id and q.header_key = ${headerKey} and ${isStaged}
      and not exists (select from doubtful d where d.doubt_key = q.doubt_key and d.key = coalesce(
        (select s.key from staged_instalments s where s.id = b.instalment_id),
        (select s.key from staged_credits s where s.id = b.credit_id)))
  `.execute(tx)
}

// The same question asked before and not decided since takes the new items too: one act decides for all.
async function openDoubt(
  tx: ScopedTransaction,
  { companyId, importId, actor }: ImportScope,
  { id, kind, value, values, choices }: Doubt,
  headerKey: string,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into import_doubts (company_id, import_id, header_key, doubt_key, kind, value, details, choices, created_by)
    values (${companyId}, ${importId}, ${headerKey}, ${id}, ${kind}, ${value}, ${JSON.stringify(values)}::jsonb,
      ${choices}::text[], ${actor})
    on conflict (company_id, header_key, doubt_key) where decided_at is null do update set kind = excluded.kind
    returning id
  `.execute(tx)
  const found = rows[0]
  if (!found) throw new Error('a question was neither found nor written')
  return found.id
}

async function blockItems(
  tx: ScopedTransaction,
  { companyId, actor }: ImportScope,
  doubt: Doubt,
  doubtId: number,
): Promise<void> {
  // Kept with the block, in the language of the books.
  const reason = questionOf('fr', doubt)
  await sql`
    insert into dunning_blocks (company_id, customer_id, invoice_id, instalment_id, credit_id, kind, reason, doubt_id,
      created_by)
    select ${companyId}, t.customer_id, t.invoice_id, t.instalment_id, t.credit_id, 'to-confirm', ${reason},
           ${doubtId}, ${actor}
    from (
      select j.customer_id, j.invoice_id, j.id as instalment_id, null::bigint as credit_id
      from doubtful d join staged_instalments s on s.key = d.key
        join instalments j on j.company_id = ${companyId} and j.id = s.id
      where d.doubt_key = ${doubt.id} and j.open_cents > 0
      union all
      select k.customer_id, null, null, k.id
      from doubtful d join staged_credits s on s.key = d.key
        join credits k on k.company_id = ${companyId} and k.id = s.id
      where d.doubt_key = ${doubt.id} and k.open_cents > 0
    ) t
    where not exists (select from dunning_blocks b
      where b.company_id = ${companyId} and b.doubt_id = ${doubtId} and b.lifted_at is null
        and b.instalment_id is not distinct from t.instalment_id and b.credit_id is not distinct from t.credit_id)
  `.execute(tx)
}

import { sql } from 'kysely'
import { changedRows } from '#platform/rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { ImportScope } from './import-scope.ts'
import { hasLastingKeys } from './import-staging.ts'

/**
 * Brings the recognised instalments and their invoices to what the file says: keys of renumbered
 * entries, amounts corrected in a list, entries validated since, due dates. A real due date replaces
 * an estimated one; an estimate replaces only an estimate or nothing. Returns how many instalments
 * changed; to be called before new rows are created.
 */
export async function updateRecognised(tx: ScopedTransaction, scope: ImportScope): Promise<number> {
  await updateInvoices(tx, scope)
  const isLasting = hasLastingKeys(scope)
  const changed = await sql`
    with wanted as (
      select j.company_id, j.id,
             case when i.is_ours and ${isLasting} then s.key else j.source_key end as source_key,
             case when i.is_ours and s.amount_cents <> j.amount_cents then
               greatest(s.amount_cents, ${allocatedByHand}) else j.amount_cents end as amount_cents,
             case when i.is_ours then i.is_provisional else j.is_provisional end as is_provisional,
             j.is_final or i.is_ours as is_final,
             takes_due, s.due_on, s.due_is_estimated, j.due_on as old_due_on, j.due_is_estimated as old_estimated
      from staged_instalments s
        join staged_invoices i on i.key = s.invoice_key
        join instalments j on j.company_id = ${scope.companyId} and j.id = s.instalment_id,
        lateral (select s.due_on is not null
          and (not s.due_is_estimated or j.due_is_estimated or j.due_on is null) as takes_due) as due
    )
    update instalments j
    set source_key = w.source_key, amount_cents = w.amount_cents, is_provisional = w.is_provisional,
        is_final = w.is_final, settled_cents = least(j.settled_cents, w.amount_cents),
        due_on = case when w.takes_due then w.due_on else w.old_due_on end,
        due_is_estimated = case when w.takes_due then w.due_is_estimated else w.old_estimated end
    from wanted w
    where j.company_id = w.company_id and j.id = w.id
      and (j.source_key <> w.source_key or j.amount_cents <> w.amount_cents
        or j.is_provisional <> w.is_provisional or j.is_final <> w.is_final
        or (w.takes_due
          and (j.due_on, j.due_is_estimated) is distinct from (w.due_on, w.due_is_estimated)))
  `.execute(tx)
  await updateTotals(tx, scope)
  return changedRows(changed)
}

// An amount corrected downwards stops at what a user has allocated by hand.
const allocatedByHand = sql`(
  select coalesce(sum(a.amount_cents), 0)::bigint from allocations a
  where a.company_id = j.company_id and a.instalment_id = j.id and a.origin in ('manual', 'statement')
    and a.cancelled_at is null)`

// What another kind of file brought keeps its own number, date and label: its books have the last word.
async function updateInvoices(tx: ScopedTransaction, { companyId, source }: ImportScope): Promise<void> {
  const key = hasLastingKeys({ source }) ? sql`s.key` : sql`i.source_key`
  // A list without a date or a number never erases the one known.
  const wanted = sql`${source}, ${key}, s.customer_id, coalesce(s.number, i.number), s.kind, s.is_provisional,
    coalesce(s.issued_on, i.issued_on), s.entered_on, coalesce(s.label, i.label), 'final'`
  const columns = [
    ...[
      'source',
      'source_key',
      'customer_id',
      'number',
      'kind',
      'is_provisional',
      'issued_on',
      'entered_on',
      'label',
    ],
    // One withdrawn with the import that brought it is back.
    'status',
  ]
  await sql`
    update invoices i set (${sql.join(columns.map((name) => sql.ref(name)))}) = row(${wanted})
    from staged_invoices s
    where i.company_id = ${companyId} and i.id = s.invoice_id and s.is_ours
      and (${sql.join(columns.map((name) => sql.ref(`i.${name}`)))}) is distinct from (${wanted})
  `.execute(tx)
  await sql`
    update instalments j set customer_id = i.customer_id
    from invoices i join staged_invoices s on s.invoice_id = i.id
    where i.company_id = ${companyId} and j.company_id = i.company_id and j.invoice_id = i.id
      and j.customer_id <> i.customer_id
  `.execute(tx)
}

// A list may leave out instalments already paid; a ledger and a program have them all.
async function updateTotals(
  tx: ScopedTransaction,
  { companyId, covers, source }: ImportScope,
): Promise<void> {
  const isWhole = covers !== null || source === 'api'
  await sql`
    update invoices i set total_cents = t.total_cents
    from (
      select s.invoice_id, case when ${isWhole} then s.total_cents else sum(j.amount_cents)::bigint end
               as total_cents
      from staged_invoices s join instalments j on j.company_id = ${companyId} and j.invoice_id = s.invoice_id
      where s.is_ours
      group by s.invoice_id, s.total_cents
    ) t
    where i.company_id = ${companyId} and i.id = t.invoice_id and i.total_cents <> t.total_cents
  `.execute(tx)
}

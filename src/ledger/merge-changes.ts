import { type RawBuilder, sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** The merge under way. */
export interface MergeScope {
  readonly companyId: number
  readonly mergeId: number
  readonly actor: string
}

/** The tables whose rows a merge moves, with their columns it may change: what an undo gives back. */
export const MOVED_COLUMNS = {
  customers: [
    ...['merged_into', 'other_codes', 'code_is_derived', 'account', 'address_lines', 'postcode', 'town'],
    ...['country', 'email', 'phone', 'siren', 'vat_number', 'kind', 'payment_term', 'credit_limit_cents'],
  ],
  invoices: ['customer_id', 'status', 'merged_into', 'superseded_by'],
  instalments: ['customer_id', 'is_final', 'merged_into'],
  credits: [
    ...['customer_id', 'merged_into', 'corrects_invoice_id', 'cancelled_at', 'cancelled_by', 'cancel_reason'],
  ],
  allocations: ['cancelled_at', 'cancelled_by', 'cancel_reason'],
  dunning_blocks: ['customer_id', 'invoice_id', 'instalment_id', 'lifted_at', 'lifted_by', 'lift_reason'],
  letters: ['customer_id'],
  customer_contacts: ['customer_id', 'is_for_reminders'],
  customer_events: ['customer_id'],
  payer_names: ['customer_id'],
  bank_movements: ['candidate_ids'],
  movement_matches: ['credit_id'],
  e_invoices: ['invoice_id', 'credit_id'],
  e_invoice_statuses: ['invoice_id'],
} as const
export type MovedTable = keyof typeof MOVED_COLUMNS

/**
 * Changes these columns of the rows of a table, and keeps what they were: of a row changed twice, what it was before
 * the merge. `which` is about the row `t`.
 */
export async function changeRows<Table extends MovedTable>(
  tx: ScopedTransaction,
  { companyId, mergeId }: MergeScope,
  table: Table,
  values: Readonly<Partial<Record<(typeof MOVED_COLUMNS)[Table][number], RawBuilder<unknown>>>>,
  which: RawBuilder<unknown>,
): Promise<void> {
  const columns = Object.entries<RawBuilder<unknown> | undefined>(values)
  const before = columns.map(([name]) => sql`${sql.lit(name)}, ${sql.ref(`t.${name}`)}`)
  await sql`
    insert into merge_changes (company_id, merge_id, kind, row_id, before)
    select t.company_id, ${mergeId}, ${table}, t.id, jsonb_build_object(${sql.join(before)})
    from ${sql.table(table)} t where t.company_id = ${companyId} and ${which}
    on conflict (company_id, merge_id, kind, row_id) do update set before = excluded.before || merge_changes.before
  `.execute(tx)
  await sql`
    update ${sql.table(table)} t set ${sql.join(columns.map(([name, value]) => sql`${sql.ref(name)} = ${value}`))}
    where t.company_id = ${companyId} and ${which}
  `.execute(tx)
}

/** Keeps that the merge made these rows. */
export async function noteMade(
  tx: ScopedTransaction,
  { companyId, mergeId }: MergeScope,
  kind: 'allocations' | 'reminder_events',
  ids: readonly number[],
): Promise<void> {
  await sql`
    insert into merge_changes (company_id, merge_id, kind, row_id)
    select ${companyId}, ${mergeId}, ${kind}, unnest(${ids}::bigint[])
  `.execute(tx)
}

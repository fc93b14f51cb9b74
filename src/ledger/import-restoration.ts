import { type RawBuilder, sql } from 'kysely'
import { changedRows } from '#platform/rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** Columns an import may change, beside what is recounted. */
const RESTORED = {
  customers: [
    'account',
    'name',
    'address_lines',
    'postcode',
    'town',
    'country',
    'email',
    'phone',
    'siren',
    'vat_number',
    'kind',
    'language',
    'channel',
    'payment_term',
    'credit_limit_cents',
    'other_codes',
    'withdrawn_by_import',
  ],
  invoices: [
    'source',
    'source_key',
    'customer_id',
    'number',
    'kind',
    'status',
    'is_provisional',
    'issued_on',
    'entered_on',
    'total_cents',
    'label',
    'superseded_by',
  ],
  instalments: [
    'source_key',
    'customer_id',
    'due_on',
    'due_is_estimated',
    'amount_cents',
    'is_final',
    'is_provisional',
  ],
  credits: [
    'source',
    'source_key',
    'customer_id',
    'kind',
    'number',
    'received_on',
    'entered_on',
    'amount_cents',
    'withdrawn_by_import',
    'is_provisional',
    'label',
    'noted_cents',
    'whole_cents',
  ],
} as const

/**
 * Gives back to the rows an import changed what they held before it (`import_changes`, written by triggers).
 * Sums are recounted in the same statement, since an amount may not be under what is allocated. Returns how
 * many rows.
 */
export async function restoreChangedRows(
  tx: ScopedTransaction,
  companyId: number,
  importId: number,
): Promise<number> {
  const counted = (side: 'instalment_id' | 'credit_id') => sql`(
    select coalesce(sum(a.amount_cents), 0)::bigint from allocations a
    where a.company_id = t.company_id and a.${sql.ref(side)} = t.id and a.cancelled_at is null)`
  const restore = async (
    table: keyof typeof RESTORED,
    also: RawBuilder<unknown>,
    where: RawBuilder<unknown> = sql`true`,
  ) => {
    const columns = RESTORED[table].map((name) => sql`${sql.ref(name)} = b.${sql.ref(name)}`)
    const result = await sql`
      update ${sql.table(table)} t set ${sql.join(columns)} ${also}
      from import_changes h, jsonb_populate_record(null::${sql.table(table)}, h.before) b
      where h.company_id = ${companyId} and h.import_id = ${importId} and h.kind = ${table}
        and t.company_id = h.company_id and t.id = h.row_id and ${where}
    `.execute(tx)
    return changedRows(result)
  }
  // A client someone has corrected since keeps the correction.
  const customers = await restore(
    'customers',
    sql`, updated_at = clock_timestamp()`,
    sql`t.updated_at <= (select m.created_at from imports m where m.company_id = ${companyId} and m.id = ${importId})`,
  )
  const invoices = await restore('invoices', sql``)
  const instalments = await restore('instalments', sql`, settled_cents = ${counted('instalment_id')}`)
  const credits = await restore('credits', sql`, allocated_cents = ${counted('credit_id')}`)
  return customers + invoices + instalments + credits
}

import { type RawBuilder, sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { changeRows, type MergeScope, type MovedTable } from './merge-changes.ts'
import type { MergeOrder } from './merge-sides.ts'

const OF_A_CUSTOMER = [
  ...[
    'invoices',
    'instalments',
    'credits',
    'dunning_blocks',
    'letters',
    'customer_contacts',
    'customer_events',
  ],
] as readonly ('invoices' | 'letters' | 'customer_events')[]

/**
 * Gives all that is the merged client's to the kept one, which is known by both codes from then on; what the kept one
 * does not have (an address, a SIREN) it takes from the other.
 */
export async function mergeCustomers(
  tx: ScopedTransaction,
  scope: MergeScope,
  { keptId, mergedId }: Pick<MergeOrder, 'keptId' | 'mergedId'>,
): Promise<void> {
  await changeRows(
    tx,
    scope,
    'customer_contacts',
    { is_for_reminders: sql`false` },
    sql`t.customer_id = ${mergedId} and t.is_for_reminders and exists (select from customer_contacts o
      where o.company_id = t.company_id and o.customer_id = ${keptId} and o.is_for_reminders)`,
  )
  for (const table of OF_A_CUSTOMER) await moveAll(tx, scope, table, { keptId, mergedId })
  await moveAll(
    tx,
    scope,
    'payer_names',
    { keptId, mergedId },
    sql`not exists (select from payer_names o where o.company_id = t.company_id and o.customer_id = ${keptId}
      and o.payer_key = t.payer_key)`,
  )
  await changeRows(
    tx,
    scope,
    'bank_movements',
    {
      candidate_ids: sql`case when ${keptId} = any(t.candidate_ids) then array_remove(t.candidate_ids, ${mergedId}::bigint)
        else array_replace(t.candidate_ids, ${mergedId}::bigint, ${keptId}::bigint) end`,
    },
    sql`t.status = 'pending' and ${mergedId} = any(t.candidate_ids)`,
  )
  await fillBlanks(tx, scope, { keptId, mergedId })
  await changeRows(
    tx,
    scope,
    'customers',
    { merged_into: sql`${keptId}` },
    sql`${mergedId} in (t.id, t.merged_into)`,
  )
}

async function moveAll(
  tx: ScopedTransaction,
  scope: MergeScope,
  table: Extract<MovedTable, 'invoices' | 'letters' | 'customer_events' | 'payer_names'>,
  { keptId, mergedId }: Pick<MergeOrder, 'keptId' | 'mergedId'>,
  which: RawBuilder<unknown> = sql`true`,
): Promise<void> {
  await changeRows(
    tx,
    scope,
    table,
    { customer_id: sql`${keptId}` },
    sql`t.customer_id = ${mergedId} and ${which}`,
  )
}

/** Facts that stand alone; the address is one fact, in its own columns. */
export const FILLED_FACTS = [
  'account',
  'email',
  'phone',
  'siren',
  'vat_number',
  'payment_term',
  'credit_limit_cents',
] as const
export const FILLED_ADDRESS = ['address_lines', 'postcode', 'town', 'country'] as const

// Only the columns that change are kept, so that an undo knows which the kept client took.
async function fillBlanks(
  tx: ScopedTransaction,
  scope: MergeScope,
  { keptId, mergedId }: Pick<MergeOrder, 'keptId' | 'mergedId'>,
): Promise<void> {
  const theirs = (column: string) => sql`(select ${sql.ref(`o.${column}`)} from customers o
    where o.company_id = ${scope.companyId} and o.id = ${mergedId})`
  for (const fact of FILLED_FACTS) {
    await changeRows(
      tx,
      scope,
      'customers',
      { [fact]: theirs(fact) },
      sql`t.id = ${keptId} and t.${sql.ref(fact)} is null and ${theirs(fact)} is not null`,
    )
  }
  const hasAddress = (of: 't' | 'o') =>
    sql`(${sql.ref(`${of}.address_lines`)} <> '{}' or ${sql.ref(`${of}.postcode`)} is not null
      or ${sql.ref(`${of}.town`)} is not null)`
  await changeRows(
    tx,
    scope,
    'customers',
    Object.fromEntries(FILLED_ADDRESS.map((column) => [column, theirs(column)])),
    sql`t.id = ${keptId} and not ${hasAddress('t')} and exists (select from customers o
      where o.company_id = t.company_id and o.id = ${mergedId} and ${hasAddress('o')})`,
  )
  await changeRows(
    tx,
    scope,
    'customers',
    { kind: theirs('kind') },
    sql`t.id = ${keptId} and t.kind = 'unknown' and ${theirs('kind')} <> 'unknown'`,
  )
  await changeRows(
    tx,
    scope,
    'customers',
    {
      other_codes: sql`t.other_codes || (select array_agg(x.code) from (
        select o.code from customers o where o.company_id = t.company_id and o.id = ${mergedId}
        union select unnest(o.other_codes) from customers o where o.company_id = t.company_id and o.id = ${mergedId}
        except select unnest(t.other_codes || t.code)) x)`,
      code_is_derived: sql`t.code_is_derived and ${theirs('code_is_derived')}`,
    },
    sql`t.id = ${keptId}`,
  )
  await sql`
    update customers set updated_at = clock_timestamp(), updated_by = ${scope.actor}
    where company_id = ${scope.companyId} and id = ${keptId}
  `.execute(tx)
}

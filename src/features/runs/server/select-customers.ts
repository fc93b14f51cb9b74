import { customerKey, NOTHING_SELECTED, type Selection } from '#domain/dunning/selection.ts'
import { RelancesError } from '#domain/errors.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/**
 * The selection that ticks these clients, in every currency they owe.
 * @throws RelancesError not-found for a code no company in scope knows
 */
export async function selectCustomers(tx: ScopedTransaction, codes: readonly string[]): Promise<Selection> {
  const found = await tx
    .selectFrom('customers as c')
    .leftJoin('instalments as i', (join) =>
      join.onRef('i.company_id', '=', 'c.company_id').onRef('i.customer_id', '=', 'c.id'),
    )
    .select(['c.id', 'c.code', 'i.currency'])
    .distinct()
    .where('c.code', 'in', codes)
    .execute()
  const missing = codes.find((code) => !found.some((row) => row.code === code))
  if (missing !== undefined)
    throw new RelancesError('not-found', 'features.no-customer-code', { code: missing })
  const owing = found.filter((row) => row.currency !== null)
  return {
    ...NOTHING_SELECTED,
    customers: Object.fromEntries(owing.map((row) => [customerKey(row.id, row.currency ?? 'EUR'), true])),
  }
}

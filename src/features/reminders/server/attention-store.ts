import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { letterDays } from '#domain/dunning/procedure.ts'
import type { Selection } from '#domain/dunning/selection.ts'
import type { CoveredCustomer } from '#ledger/asked.ts'
import type { ProposalFilter } from '#ledger/proposed-customers.ts'
import { proposedInstalments, readTicked } from '#ledger/ticked.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { SelectionSummary } from '../selection-contract.ts'

type Attention = NonNullable<SelectionSummary['attention']>

const SHOWN = 20

interface Found {
  last_reminded_on: Day | null
  reminded: { count: number; customers: CoveredCustomer[] }
  without_address: { count: number; customers: CoveredCustomer[] }
}

/**
 * What needs looking at before the letters of that day are made: the days they may bear, and the ticked clients who
 * are already reminded that day, or have no address. The first of them by name.
 */
export async function readAttention(
  tx: ScopedTransaction,
  { filter, selection, letterOn }: { filter: ProposalFilter; selection: Selection; letterOn: Day },
): Promise<Attention> {
  const [found] = await readTicked(
    tx,
    selection,
    sql<Found>`
      with ${await proposedInstalments(tx, filter, selection)},
      ticked as materialized (
        select p.company_id, p.customer_id, i.last_reminded_on from proposed p
        join instalments i on i.company_id = p.company_id and i.id = p.id
        where p.is_ticked),
      clients as materialized (
        select c.id, c.code, c.name, t.last_reminded_on,
               coalesce(trim(c.postcode), '') = '' or coalesce(trim(c.town), '') = '' as lacks_address
        from (select company_id, customer_id, max(last_reminded_on) as last_reminded_on
              from ticked group by company_id, customer_id) t
        join customers c on c.company_id = t.company_id and c.id = t.customer_id)
      select (select max(last_reminded_on) from clients) as last_reminded_on,
             ${named(sql`last_reminded_on = ${letterOn}::date`)} as reminded,
             ${named(sql`lacks_address`)} as without_address`,
  )
  const nobody = { count: 0, customers: [] }
  return {
    letterDays: letterDays({ ...filter, lastRemindedOn: found?.last_reminded_on ?? null }),
    lookAt: [
      { kind: 'reminded' as const, ...(found?.reminded ?? nobody) },
      { kind: 'without-address' as const, ...(found?.without_address ?? nobody) },
    ].filter(({ count }) => count > 0),
  }
}

function named(which: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select jsonb_build_object('count', (select count(*) from clients where ${which}),
    'customers', (select coalesce(jsonb_agg(jsonb_build_object('customerId', id, 'code', code, 'name', name)
        order by name, id), '[]')
      from (select * from clients where ${which} order by name, id limit ${SHOWN}) first)))`
}

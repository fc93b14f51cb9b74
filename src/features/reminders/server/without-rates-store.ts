import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Selection } from '#domain/dunning/selection.ts'
import { lacksRatesOver } from '#ledger/penalty-rules.ts'
import type { ProposalFilter } from '#ledger/proposed-customers.ts'
import { proposedInstalments, readTicked } from '#ledger/ticked.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { SelectionSummary } from '../selection-contract.ts'

interface LettersAsked {
  readonly filter: ProposalFilter
  readonly selection: Selection
  readonly letterOn: Day
}

/**
 * Clients among the ticked ones whose letter asks for penalties that a missing rate keeps it from reckoning, as the
 * draft will find out; with the company that has the most of them.
 */
export async function readWithoutRates(
  tx: ScopedTransaction,
  { filter, selection, letterOn }: LettersAsked,
): Promise<SelectionSummary['withoutRates']> {
  const query = sql<{ company: string; customers: number }>`
    with ${await proposedInstalments(tx, filter, selection)},
    letters as (
      select company_id, customer_id, max(level) as level, min(due_on) as due_on
      from proposed where is_ticked group by company_id, customer_id, currency)
    select companies.code as company, count(distinct c.id) as customers
    from letters l
    join dunning_levels d on d.company_id = l.company_id and d.level = l.level and d.shows_penalties
    join customers c on c.company_id = l.company_id and c.id = l.customer_id and c.kind in ('business', 'public')
    join companies on companies.id = l.company_id
    where ${lacksRatesOver(sql`l.due_on + 1`, letterOn, sql`c.kind = 'public'`)}
    group by companies.code
    order by customers desc, companies.code`
  const rows = await readTicked(tx, selection, query)
  const [first] = rows
  if (!first) return null
  return { customers: rows.reduce((sum, row) => sum + row.customers, 0), company: first.company }
}

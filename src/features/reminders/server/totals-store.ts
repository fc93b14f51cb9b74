import { sql } from 'kysely'
import type { Selection } from '#domain/dunning/selection.ts'
import type { ProposalFilter } from '#ledger/proposed-customers.ts'
import { proposedInstalments, readTicked } from '#ledger/ticked.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { SelectionSummary } from '../selection-contract.ts'

/** What the selection bar says, to the cent. */
export async function readSelectionSummary(
  tx: ScopedTransaction,
  filter: ProposalFilter,
  selection: Selection,
): Promise<Omit<SelectionSummary, 'withoutRates' | 'asked' | 'maybePaid' | 'attention' | 'sameDraft'>> {
  const query = sql<{
    amounts: { currency: string; cents: number; invoices: number }[]
    customers: number
    without_address: number
  }>`
    with ${await proposedInstalments(tx, filter, selection)},
    ticked as materialized (select * from proposed where is_ticked),
    clients as (
      select c.postcode, c.town from (select distinct company_id, customer_id from ticked) t
      join customers c on c.company_id = t.company_id and c.id = t.customer_id)
    select
      (select coalesce(jsonb_agg(sums order by sums.currency <> 'EUR', sums.currency), '[]') from (
        select currency, sum(open_cents)::bigint as cents, count(distinct invoice_id) as invoices
        from ticked group by currency) sums) as amounts,
      (select count(*) from clients) as customers,
      (select count(*) from clients where coalesce(trim(postcode), '') = '' or coalesce(trim(town), '') = '')
        as without_address
  `
  const [found] = await readTicked(tx, selection, query)
  const { amounts, customers, without_address } = found ?? {
    amounts: [],
    customers: 0,
    without_address: 0,
  }
  return {
    customers,
    invoices: amounts.reduce((sum, row) => sum + row.invoices, 0),
    amounts: amounts.map(({ currency, cents }) => ({ currency, cents })),
    customersWithoutAddress: without_address,
  }
}

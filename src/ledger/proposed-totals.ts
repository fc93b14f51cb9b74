import { type RawBuilder, sql } from 'kysely'
import type { CurrencyAmount } from '#domain/days-and-money/money.ts'
import { mustHave } from '#domain/errors.ts'
import { readAsSets } from '#platform/planner.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { countedClients } from './kept-clients.ts'
import type { ProposalFilter } from './proposed-customers.ts'

/** What the page « Relances » says above its list; money in cents. */
export interface ProposedTotals {
  readonly customers: number
  readonly invoices: number
  readonly amounts: CurrencyAmount[]
  /** The same once the clients’ credits are set against them. */
  readonly netAmounts: CurrencyAmount[]
  readonly advisedCustomers: number
  /** Overdue items not proposed. */
  readonly setAside: number
}

/**
 * Counts and amounts of all that is proposed within the filters; `setAside` counts the overdue
 * instalments left out of the list of these companies, whatever the other filters.
 */
export async function readTotals(tx: ScopedTransaction, filter: ProposalFilter): Promise<ProposedTotals> {
  const clients = await countedClients(tx, filter)
  const query = sql<{
    amounts: {
      currency: string
      cents: number
      usable: number
      clients: number
      invoices: number
      advised: number
    }[]
    set_aside: number
  }>`
    with ${clients}
    select
      (select coalesce(jsonb_agg(sums order by sums.currency <> 'EUR', sums.currency), '[]') from (
        select p.currency, sum(p.amount_cents)::bigint as cents, sum(p.usable_cents)::bigint as usable,
               count(*) as clients,
               sum(p.invoice_count)::bigint as invoices, count(*) filter (where p.advised_from <= ${filter.on}::date) as advised
        from p group by p.currency) sums) as amounts,
      (select coalesce(sum(d.items), 0)::bigint from due_sums d join s on s.company_id = d.company_id
       where d.due_on <= ${filter.on}::date or d.due_on = 'infinity')
        - (select coalesce(sum(worth.item_count), 0)::bigint from worth) as set_aside
  `
  const [found] = await readAsSets(tx, query)
  const { amounts, set_aside } = mustHave(found, 'the totals')
  const total = (read: (row: (typeof amounts)[number]) => number) =>
    amounts.reduce((sum, row) => sum + read(row), 0)
  return {
    customers: amounts.length > 1 ? await countClients(tx, clients) : total((row) => row.clients),
    invoices: total((row) => row.invoices),
    amounts: amounts.map(({ currency, cents }) => ({ currency, cents })),
    netAmounts: amounts.map(({ currency, cents, usable }) => ({ currency, cents: cents - usable })),
    advisedCustomers: total((row) => row.advised),
    setAside: set_aside,
  }
}

// Only with several currencies, where one client may stand in two rows.
async function countClients(tx: ScopedTransaction, clients: RawBuilder<unknown>): Promise<number> {
  const query = sql<{ clients: number }>`
    with ${clients} select count(distinct p.customer_id) as clients from p`
  const [counted] = await readAsSets(tx, query)
  return mustHave(counted, 'the count of customers').clients
}

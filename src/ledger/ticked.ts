import { type RawBuilder, sql } from 'kysely'
import type { Selection } from '#domain/dunning/selection.ts'
import { readAsSets } from '#platform/planner.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { countCredits } from './counted-credits.ts'
import { readProbablyPaid } from './probable-payments.ts'
import { advisedFrom, isAdvisable, isProposable, isProposableOfAll } from './proposed.ts'
import { clientsProposed, type ProposalFilter } from './proposed-customers.ts'

/**
 * CTEs ending with `proposed`: every proposed instalment of the clients a selection may concern,
 * with the columns company_id, customer_id, currency, invoice_id, id, open_cents, level, due_on,
 * last_event_id, and `is_ticked` (domain/dunning/selection.ts: the invoice's own tick, else the client's,
 * else the base).
 */
export async function proposedInstalments(
  tx: ScopedTransaction,
  filter: ProposalFilter,
  selection: Selection,
): Promise<RawBuilder<unknown>> {
  const among = narrowed(filter, selection)
  const paid = await readProbablyPaid(tx, among)
  // Said of the instalments too: else all those of the company are read to remind one client.
  const amongNamed = among.customerIds ? sql`and i.customer_id = any(${among.customerIds}::bigint[])` : sql``
  const counted = await countCredits(tx, among)
  const proposable = selection.base === 'none' ? isProposable : isProposableOfAll
  return sql`
    ${clientsProposed(among, counted, paid)},
    proposed as (
      select i.company_id, i.customer_id, i.currency, i.invoice_id, i.id, i.open_cents, i.level, i.due_on,
             i.last_event_id, ${isTicked(filter, selection, paid)} as is_ticked
      from p
      join s on s.company_id = p.company_id
      join instalments i on i.company_id = p.company_id and i.customer_id = p.customer_id
        and i.currency = p.currency
      where ${proposable(filter.on, counted.underWay)} ${amongNamed})`
}

/** Runs a query over `proposedInstalments`: a few named clients are looked up, a whole company is joined as sets. */
export async function readTicked<Row>(
  tx: ScopedTransaction,
  selection: Selection,
  query: RawBuilder<Row>,
): Promise<Row[]> {
  return selection.base === 'none' ? (await query.execute(tx)).rows : await readAsSets(tx, query)
}

// Nothing ticked by default: only the clients named by the selection need be looked at.
function narrowed(filter: ProposalFilter, selection: Selection): ProposalFilter {
  if (selection.base !== 'none') return filter
  const named = [
    ...Object.keys(selection.customers),
    ...Object.values(selection.invoices).map((tick) => tick.customer),
  ]
  return { ...filter, customerIds: [...new Set(named.map((key) => Number(key.split(':')[0])))] }
}

// Ticks are looked up by key in a JSON object, whose cost does not hang on what the planner
// believes of the number of rows: thousands of ticks over thousands of clients stay linear.
function isTicked(
  filter: ProposalFilter,
  selection: Selection,
  paid: readonly number[],
): RawBuilder<boolean> {
  const invoices = Object.entries(selection.invoices).map(([id, tick]) => [id, tick.ticked])
  return sql<boolean>`coalesce(
    (${JSON.stringify(Object.fromEntries(invoices))}::jsonb -> i.invoice_id::text)::boolean,
    (${JSON.stringify(selection.customers)}::jsonb -> (i.customer_id || ':' || i.currency))::boolean,
    ${baseTick(selection.base, filter, paid)})`
}

// An invoice is advised as soon as one of its proposed instalments is, unless it is probably paid.
function baseTick(
  base: Selection['base'],
  { on }: ProposalFilter,
  paid: readonly number[],
): RawBuilder<boolean> {
  if (base === 'advised') {
    return sql<boolean>`(${isAdvisable(paid)}
      and coalesce(bool_or(${advisedFrom} <= ${on}::date) over (partition by i.company_id, i.invoice_id), false))`
  }
  return base === 'all' ? sql<boolean>`true` : sql<boolean>`false`
}

import { type RawBuilder, sql } from 'kysely'
import type { Selection } from '#domain/selection.ts'
import { advisedFrom, isProposable } from './proposed.ts'
import { type ProposalFilter, proposedClients } from './proposed-customers.ts'

/**
 * CTEs ending with `proposed`: every proposed instalment of the clients a selection may concern,
 * with the columns company_id, customer_id, currency, invoice_id, id, open_cents, level, due_on,
 * last_event_id, and `is_ticked` (domain/selection.ts: the invoice's own tick, else the client's,
 * else the base).
 */
export function proposedInstalments(filter: ProposalFilter, selection: Selection): RawBuilder<unknown> {
  return sql`
    ${proposedClients(narrowed(filter, selection))},
    proposed as (
      select i.company_id, i.customer_id, i.currency, i.invoice_id, i.id, i.open_cents, i.level, i.due_on,
             i.last_event_id, ${isTicked(filter, selection)} as is_ticked
      from p
      join s on s.company_id = p.company_id
      join instalments i on i.company_id = p.company_id and i.customer_id = p.customer_id
        and i.currency = p.currency
      where ${isProposable(filter.on)})`
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
function isTicked(filter: ProposalFilter, selection: Selection): RawBuilder<boolean> {
  const invoices = Object.entries(selection.invoices).map(([id, tick]) => [id, tick.ticked])
  return sql<boolean>`coalesce(
    (${JSON.stringify(Object.fromEntries(invoices))}::jsonb -> i.invoice_id::text)::boolean,
    (${JSON.stringify(selection.customers)}::jsonb -> (i.customer_id || ':' || i.currency))::boolean,
    ${baseTick(selection.base, filter)})`
}

// An invoice is advised as soon as one of its proposed instalments is.
function baseTick(base: Selection['base'], { on }: ProposalFilter): RawBuilder<boolean> {
  if (base === 'advised') {
    return sql<boolean>`coalesce(bool_or(${advisedFrom} <= ${on}::date) over (partition by i.company_id, i.invoice_id), false)`
  }
  return base === 'all' ? sql<boolean>`true` : sql<boolean>`false`
}

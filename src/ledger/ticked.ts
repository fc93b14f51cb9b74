import { type RawBuilder, sql } from 'kysely'
import type { Selection } from '#domain/selection.ts'
import { advisedFrom, isProposable } from './proposed.ts'
import { type ProposalFilter, proposedClients } from './proposed-customers.ts'

/**
 * CTEs ending with `ticked`: the proposed instalments a selection stands for (domain/selection.ts:
 * the invoice's own tick, else the client's, else the base), with the columns company_id,
 * customer_id, currency, invoice_id, id, open_cents, level, due_on and last_event_id.
 */
export function tickedInstalments(filter: ProposalFilter, selection: Selection): RawBuilder<unknown> {
  const clients = Object.entries(selection.customers).map(([key, ticked]) => ({ ...parseKey(key), ticked }))
  const invoices = Object.entries(selection.invoices).map(([id, tick]) => ({ id: Number(id), ...tick }))
  const named = [
    ...clients.map((client) => client.customerId),
    ...invoices.map((invoice) => parseKey(invoice.customer).customerId),
  ]
  // Nothing ticked by default: only the clients named by the selection need be looked at.
  const narrowed = selection.base === 'none' ? { ...filter, customerIds: named } : filter
  return sql`
    ${proposedClients(narrowed)},
    client_ticks as (
      select * from unnest(${clients.map((client) => client.customerId)}::bigint[],
        ${clients.map((client) => client.currency)}::text[],
        ${clients.map((client) => client.ticked)}::boolean[]) t (customer_id, currency, ticked)),
    invoice_ticks as (
      select * from unnest(${invoices.map((invoice) => invoice.id)}::bigint[],
        ${invoices.map((invoice) => invoice.ticked)}::boolean[]) t (invoice_id, ticked)),
    proposed as (
      select i.company_id, i.customer_id, i.currency, i.invoice_id, i.id, i.open_cents, i.level, i.due_on,
             i.last_event_id, ${baseTick(selection.base, filter)} as base_tick
      from p
      join s on s.company_id = p.company_id
      join instalments i on i.company_id = p.company_id and i.customer_id = p.customer_id
        and i.currency = p.currency
      where ${isProposable(filter.on)}),
    ticked as (
      select proposed.* from proposed
      left join client_ticks on client_ticks.customer_id = proposed.customer_id
        and client_ticks.currency = proposed.currency
      left join invoice_ticks on invoice_ticks.invoice_id = proposed.invoice_id
      where coalesce(invoice_ticks.ticked, client_ticks.ticked, proposed.base_tick))`
}

// An invoice is advised as soon as one of its proposed instalments is.
function baseTick(base: Selection['base'], { on }: ProposalFilter): RawBuilder<boolean> {
  if (base === 'advised') {
    return sql<boolean>`bool_or(${advisedFrom} <= ${on}::date) over (partition by i.company_id, i.invoice_id)`
  }
  return base === 'all' ? sql<boolean>`true` : sql<boolean>`false`
}

function parseKey(key: string): { customerId: number; currency: string } {
  const [id = '', currency = ''] = key.split(':')
  return { customerId: Number(id), currency }
}

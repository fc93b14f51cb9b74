import { sql } from 'kysely'
import type { Selection } from '#domain/dunning/selection.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { readProbablyPaid } from './probable-payments.ts'
import type { ProposalFilter } from './proposed-customers.ts'
import { proposedInstalments, readTicked } from './ticked.ts'

/** Ticked clients of whom an invoice has probably been paid, and the first of them by name. */
export interface MaybePaid {
  readonly count: number
  readonly customers: readonly {
    readonly customerId: number
    readonly code: string
    readonly name: string
    /** Numbers of the invoices ticked all the same. */
    readonly invoices: readonly string[]
  }[]
}

const SHOWN = 50

/**
 * « 3 clients ont peut-être déjà payé »: asked about before what is ticked by hand is written to. `among` the
 * invoices of the letters, where they are known.
 */
export async function readMaybePaid(
  tx: ScopedTransaction,
  filter: ProposalFilter,
  selection: Selection,
  among?: ReadonlySet<number>,
): Promise<MaybePaid> {
  const paid = (await readProbablyPaid(tx, filter)).filter((id) => among?.has(id) ?? true)
  if (paid.length === 0) return { count: 0, customers: [] }
  const rows = await readTicked(
    tx,
    selection,
    sql<MaybePaid['customers'][number] & { count: number }>`
      with ${await proposedInstalments(tx, filter, selection)},
      ticked as materialized (
        select distinct company_id, customer_id, invoice_id from proposed
        where is_ticked and invoice_id = any(${paid}::bigint[])),
      clients as (
        select t.company_id, t.customer_id,
               jsonb_agg(coalesce(i.number, i.label, '–') order by i.issued_on, i.id) as invoices
        from ticked t join invoices i on i.company_id = t.company_id and i.id = t.invoice_id
        group by t.company_id, t.customer_id)
      select t.customer_id as "customerId", c.code, c.name, t.invoices, (select count(*) from clients) as count
      from clients t join customers c on c.company_id = t.company_id and c.id = t.customer_id
      order by c.name, c.company_id, c.id
      limit ${SHOWN}
    `,
  )
  const customers = rows.map(({ count, ...customer }) => customer)
  return { count: rows[0]?.count ?? customers.length, customers }
}

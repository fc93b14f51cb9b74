import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { customerKey } from '#domain/dunning/selection.ts'
import { mustHave } from '#domain/errors.ts'
import { countsOn } from '#domain/receivables/imputation.ts'
import { readProbablePayments } from '#ledger/probable-payments.ts'
import { companyScope, isProposable, type UnderWay } from '#ledger/proposed.ts'
import type { ProposalFilter } from '#ledger/proposed-customers.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { CustomerRow } from '../contract.ts'

type ExpectedPayments = NonNullable<CustomerRow['expectedPayments']>

/**
 * Of the invoices that a payment has probably settled, those whose payment is still to come, by the key of their row.
 * Read for the rows of a page that have some, and for no other.
 */
export async function readExpectedPayments(
  tx: ScopedTransaction,
  filter: Pick<ProposalFilter, 'on' | 'today' | 'companyIds'>,
  rows: readonly { readonly customer_id: number; readonly paid_count: number }[],
  underWay: UnderWay,
): Promise<ReadonlyMap<string, ExpectedPayments>> {
  const { on, today, companyIds } = filter
  const customerIds = [...new Set(rows.filter((row) => row.paid_count > 0).map((row) => row.customer_id))]
  if (customerIds.length === 0) return new Map()
  const payments = await readProbablePayments(tx, { companyIds, customerIds })
  const days = new Map<number, Day>()
  for (const payment of payments) {
    if (payment.receivedOn === null || countsOn(payment, today)) continue
    for (const id of payment.invoiceIds) days.set(id, payment.receivedOn)
  }
  if (days.size === 0) return new Map()
  const { rows: found } = await sql<{ customer_id: number; currency: string; invoices: number[] }>`
    with s as materialized (${companyScope(companyIds, today)})
    select i.customer_id, i.currency, jsonb_agg(distinct i.invoice_id) as invoices
    from s join instalments i on i.company_id = s.company_id
    where i.customer_id = any(${customerIds}::bigint[]) and i.invoice_id = any(${[...days.keys()]}::bigint[])
      and ${isProposable(on, underWay)}
    group by i.customer_id, i.currency
  `.execute(tx)
  return new Map(
    found.map(({ customer_id, currency, invoices }) => {
      const [first] = invoices.flatMap((id) => days.get(id) ?? []).sort()
      return [
        customerKey(customer_id, currency),
        { count: invoices.length, on: mustHave(first, 'the day of a payment to come') },
      ]
    }),
  )
}

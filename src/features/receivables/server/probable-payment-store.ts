import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { isSure, readProbablePayments } from '#ledger/probable-payments.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { NotedPayments, ProbablePaymentList, ProbablePaymentRow } from '../probable-payment-contract.ts'

const SHOWN = 500

/** The probable payments of these companies, told for people: the surest first, then by client. */
export async function listProbablePayments(
  tx: ScopedTransaction,
  { companyIds, today }: { readonly companyIds: readonly number[]; readonly today: Day },
): Promise<ProbablePaymentList> {
  const found = (await readProbablePayments(tx, { companyIds })).toSorted(
    (one, other) => Number(one.isOneOfSeveral) - Number(other.isOneOfSeveral),
  )
  const shown = found.slice(0, SHOWN)
  const names = await readNames(tx, companyIds, shown)
  const rows = shown.flatMap(({ creditId, openCents: amountCents, isOneOfSeveral }) => {
    const named = names.get(creditId)
    return named ? { ...named, amountCents, isOneOfSeveral } : []
  })
  const sureCount = found.filter((payment) => isSure(payment, today)).length
  return { count: found.length, sureCount, rows }
}

type Named = Omit<ProbablePaymentRow, 'amountCents' | 'isOneOfSeveral'>

async function readNames(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  payments: readonly { readonly creditId: number; readonly invoiceIds: readonly number[] }[],
): Promise<ReadonlyMap<number, Named>> {
  const pairs = payments.flatMap(({ creditId, invoiceIds }) =>
    invoiceIds.map((invoiceId) => ({ creditId, invoiceId })),
  )
  const { rows } = await sql<Named>`
    select k.id as "creditId", e.code as company, ${customerOf}, k.currency, k.received_on as "receivedOn", k.label,
           jsonb_agg(${toldInvoice} order by i.issued_on, i.id) as invoices
    from unnest(${pairs.map((pair) => pair.creditId)}::bigint[],
                ${pairs.map((pair) => pair.invoiceId)}::bigint[]) as p (credit_id, invoice_id)
    join credits k on k.company_id = any(${companyIds}::bigint[]) and k.id = p.credit_id
    join invoices i on i.company_id = k.company_id and i.id = p.invoice_id
    join customers c on c.company_id = k.company_id and c.id = k.customer_id
    join companies e on e.id = k.company_id
    group by k.company_id, k.id, e.code, c.id, c.code, c.name
  `.execute(tx)
  return new Map(rows.map((row) => [row.creditId, row]))
}

/** Payments noted on an invoice that no import and no bank statement has brought yet, the oldest first. */
export async function listNotedPayments(
  tx: ScopedTransaction,
  { companyIds }: { readonly companyIds: readonly number[] },
): Promise<NotedPayments> {
  const { rows } = await sql<Omit<NotedPayments['rows'][number], 'notedAt'> & { notedAt: Date }>`
    select k.id as "creditId", e.code as company, ${customerOf}, k.currency, k.amount_cents as "amountCents",
           k.received_on as "receivedOn", k.created_by as "notedBy", k.created_at as "notedAt",
           coalesce((select jsonb_agg(distinct ${toldInvoice})
             from allocations a
               join instalments j on j.company_id = a.company_id and j.id = a.instalment_id
               join invoices i on i.company_id = j.company_id and i.id = j.invoice_id
             where a.company_id = k.company_id and a.credit_id = k.id and a.cancelled_at is null), '[]') as invoices
    from credits k
      join customers c on c.company_id = k.company_id and c.id = k.customer_id
      join companies e on e.id = k.company_id
    where k.company_id = any(${companyIds}::bigint[]) and k.noted_cents is not null and k.source = 'manual'
      and k.cancelled_at is null and k.withdrawn_by_import is null
      and not exists (select from movement_matches m
        where m.company_id = k.company_id and m.credit_id = k.id and m.cancelled_at is null)
    order by k.received_on, k.id
  `.execute(tx)
  return { rows: rows.map((row) => ({ ...row, notedAt: row.notedAt.toISOString() })) }
}

const customerOf = sql`jsonb_build_object('id', c.id, 'code', c.code, 'name', c.name) as customer`

const toldInvoice = sql`jsonb_build_object('id', i.id, 'number', i.number, 'dueOn',
  (select min(d.due_on) from instalments d where d.company_id = i.company_id and d.invoice_id = i.id))`

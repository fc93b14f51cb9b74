import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Currency } from '#domain/days-and-money/money.ts'
import {
  type OpenInvoice,
  type ProbablePayment,
  probablePayments,
  type UnallocatedPayment,
} from '#domain/matching/probable-payment.ts'
import { countsOn } from '#domain/receivables/imputation.ts'
import { keepPlan } from '#platform/kept-plans.ts'
import { readAsSets } from '#platform/planner.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** Which clients are asked about; all those of the companies when `customerIds` is absent. */
export interface PayingClients {
  readonly companyIds: readonly number[]
  readonly customerIds?: readonly number[] | undefined
  /** Read the companies whole, each table once: right after an import, where nothing tells how large they are. */
  readonly asSets?: boolean
  /** By the sums kept of what each client owes: for whoever writes nothing in the same transaction. */
  readonly fromSums?: boolean
}

/** A probable payment with whose it is, and what it is made of. */
export interface FoundPayment extends ProbablePayment {
  readonly companyId: number
  readonly customerId: number
  readonly currency: Currency
  readonly receivedOn: Day | null
  readonly texts: readonly string[]
  /** What is left of the payment: the whole of it goes to the invoices. */
  readonly openCents: number
}

/**
 * The unallocated payments that have probably settled an invoice of their client (`domain/matching/probable-payment.ts`),
 * client by client, oldest first. Worked out from what is open now: nothing of it is stored. Costs what there is
 * of clients with an unallocated payment, which a partial index gives.
 */
export async function readProbablePayments(
  tx: ScopedTransaction,
  clients: PayingClients,
): Promise<FoundPayment[]> {
  const payments = await readUnallocated(tx, clients)
  if (payments.length === 0) return []
  const invoices = Map.groupBy(await readOpenInvoices(tx, payments, clients), groupOf)
  return [...Map.groupBy(payments, groupOf)].flatMap(([group, ofClient]) => {
    const byId = new Map(ofClient.map((payment) => [payment.creditId, payment]))
    return probablePayments(ofClient, invoices.get(group) ?? []).flatMap((probable) => {
      const payment = byId.get(probable.creditId)
      return payment ? { ...payment, ...probable } : []
    })
  })
}

/** True of those that « tout affecter » takes: no other is possible, and the payment has come. */
export function isSure(payment: Pick<FoundPayment, 'isOneOfSeveral' | 'receivedOn'>, today: Day): boolean {
  return !payment.isOneOfSeveral && countsOn(payment, today)
}

/** Of a company: all that are probable, and those that are sure. */
export interface ProbableCounts {
  readonly count: number
  readonly sureCount: number
}

/** Above it the books are not lettered at all: which payment settles what is not a matter of a few left over. */
const MANY_PAYMENTS = 20_000

/** Counts the probable payments of a company; null when too many payments are unallocated to look at each. */
export async function countProbablePayments(
  tx: ScopedTransaction,
  companyId: number,
  today: Day,
): Promise<ProbableCounts | null> {
  const { rows } = await sql<{ is_many: boolean }>`
    select count(*) > ${MANY_PAYMENTS} as is_many from (
      select from credits k
      where k.company_id = ${companyId} and k.open_cents > 0 and k.kind = 'payment' limit ${MANY_PAYMENTS + 1}) k
  `.execute(tx)
  if (rows[0]?.is_many) return null
  const found = await readProbablePayments(tx, { companyIds: [companyId], asSets: true })
  return { count: found.length, sureCount: found.filter((payment) => isSure(payment, today)).length }
}

/** The invoices that an unallocated payment has probably settled: nothing advises to remind them. */
export async function readProbablyPaid(
  tx: ScopedTransaction,
  clients: PayingClients,
): Promise<readonly number[]> {
  const found = await readProbablePayments(tx, clients)
  return found.flatMap(({ invoiceIds }) => invoiceIds)
}

type Owned<T> = T & { readonly companyId: number; readonly customerId: number; readonly currency: Currency }

function groupOf({ companyId, customerId, currency }: Owned<unknown>): string {
  return `${companyId}:${customerId}:${currency}`
}

// Only those that may be all of an instalment or more: what is left of a payment is often less than anything its
// client still owes, and totals need not have it. Client by client, as below.
async function readUnallocated(
  tx: ScopedTransaction,
  { companyIds, customerIds, asSets = false, fromSums = false }: PayingClients,
): Promise<Owned<UnallocatedPayment>[]> {
  if (fromSums) return await readPayingOfSums(tx, companyIds)
  const among: RawBuilder<unknown> = customerIds
    ? sql`and k.customer_id = any(${customerIds}::bigint[])`
    : sql``
  const isOpen = sql`i.open_cents > 0 and i.is_final`
  const least = asSets
    ? sql`join (
        select i.company_id, i.customer_id, i.currency, min(i.open_cents) as cents from instalments i
        where i.company_id = any(${companyIds}::bigint[]) and ${isOpen}
        group by i.company_id, i.customer_id, i.currency) least using (company_id, customer_id, currency)`
    : sql`cross join lateral (
        select min(i.open_cents) as cents from instalments i
        where i.company_id = p.company_id and i.customer_id = p.customer_id and i.currency = p.currency
          and ${isOpen}) least`
  const query = sql<Owned<UnallocatedPayment>>`
    with payers as materialized (
      select k.company_id, k.customer_id, k.currency, array_agg(k) as payments
      from credits k
      where k.company_id = any(${companyIds}::bigint[]) and k.open_cents > 0 and k.kind = 'payment' ${among}
      group by k.company_id, k.customer_id, k.currency)
    select p.company_id as "companyId", p.customer_id as "customerId", p.currency, k.id as "creditId",
           array_remove(array[k.number, k.label], null) as texts, k.received_on as "receivedOn", k.open_cents as "openCents"
    from payers p
    ${least}
    cross join lateral unnest(p.payments) as k
    where k.open_cents >= least.cents
    order by p.company_id, p.customer_id
  `
  return await readBy(tx, query, asSets)
}

// The least that each client owes is kept summed: nothing of what it owes is read.
async function readPayingOfSums(
  tx: ScopedTransaction,
  companyIds: readonly number[],
): Promise<Owned<UnallocatedPayment>[]> {
  return await readAsSets(
    tx,
    sql<Owned<UnallocatedPayment>>`
    select k.company_id as "companyId", k.customer_id as "customerId", k.currency, k.id as "creditId",
           array_remove(array[k.number, k.label], null) as texts, k.received_on as "receivedOn", k.open_cents as "openCents"
    from credits k join customer_sums f
      on f.company_id = k.company_id and f.customer_id = k.customer_id and f.currency = k.currency
    where k.company_id = any(${companyIds}::bigint[]) and k.open_cents > 0 and k.kind = 'payment'
      and f.company_id = any(${companyIds}::bigint[]) and k.open_cents >= f.least_cents
    order by k.company_id, k.customer_id
  `,
  )
}

async function readBy<Row>(tx: ScopedTransaction, query: RawBuilder<Row>, asSets: boolean): Promise<Row[]> {
  return asSets ? await readAsSets(tx, query) : (await keepPlan(query).execute(tx)).rows
}

// Client by client, whatever the planner believes of the number of rows: each is a look-up in the index of what
// is open. The invoices are said to be the client's too: led by the company alone, an index reads them all.
// As sets, the same rows are joined by hashing.
async function readOpenInvoices(
  tx: ScopedTransaction,
  payments: readonly Owned<unknown>[],
  { asSets = false }: PayingClients,
): Promise<Owned<OpenInvoice>[]> {
  const clients = [
    ...Map.groupBy(payments, ({ companyId, customerId }) => `${companyId}:${customerId}`),
  ].flatMap(([, [first]]) => first ?? [])
  const isTheirs = sql`i.company_id = c.company_id and i.customer_id = c.customer_id and i.open_cents > 0 and i.is_final`
  const open = asSets
    ? sql`join instalments i on ${isTheirs} join invoices inv on inv.company_id = i.company_id and inv.id = i.invoice_id`
    : sql`cross join lateral (
        select i.invoice_id, inv.number, i.id, i.currency, i.due_on, i.open_cents from instalments i
        join invoices inv
          on inv.company_id = i.company_id and inv.customer_id = i.customer_id and inv.id = i.invoice_id
        where ${isTheirs}
        offset 0) i`
  const number = asSets ? sql`inv.number` : sql`i.number`
  const query = sql<Omit<Owned<OpenInvoice>, 'instalments'> & OpenInvoice['instalments'][number]>`
    select c.company_id as "companyId", c.customer_id as "customerId", i.currency, i.invoice_id as "invoiceId",
           ${number}, i.id as "instalmentId", i.due_on as "dueOn", i.open_cents as "openCents"
    from unnest(${clients.map((client) => client.companyId)}::bigint[],
                ${clients.map((client) => client.customerId)}::bigint[]) as c (company_id, customer_id)
    ${open}
    order by i.invoice_id, i.due_on, i.id
  `
  // Its values are written as they are: a list of thousands of clients is no plan to keep.
  const rows = asSets ? await readAsSets(tx, query) : (await query.execute(tx)).rows
  return [...Map.groupBy(rows, (row) => row.invoiceId)].flatMap(([, instalments]) => {
    const [first] = instalments
    return first ? { ...first, instalments } : []
  })
}

import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { type CurrencyAmount, mainCents, sumByCurrency } from '#domain/days-and-money/money.ts'
import type { SetAsideReason } from '#domain/dunning/blocks.ts'
import type { Level } from '#domain/dunning/levels.ts'
import { checkOverdueDay, daysLate } from '#domain/dunning/procedure.ts'
import { readUnderWay } from '#ledger/counted-credits.ts'
import { readProbablePayments } from '#ledger/probable-payments.ts'
import { companyScope, isProposableOfAll } from '#ledger/proposed.ts'
import { readAsSets } from '#platform/planner.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { CustomerRow, SetAsideRow } from '../contract.ts'
import { readSetAsidePage } from './set-aside-store.ts'
import { readCustomerPage } from './store.ts'

/** All that the page shows at a day, as one document for other programs. */
export interface Overdue {
  readonly on: Day
  readonly totals: {
    readonly customers: number
    readonly invoices: number
    /** The euros (`mainCents`); `amounts` has every currency. */
    readonly amountCents: number
    readonly amounts: readonly CurrencyAmount[]
    /** The same, less the credit notes and payments set against them (domain/receivables/imputation.ts). */
    readonly netCents: number
    readonly netAmounts: readonly CurrencyAmount[]
  }
  readonly customers: readonly OverdueCustomer[]
  readonly setAside: readonly {
    readonly company: string
    readonly customer: string
    readonly invoice: string | null
    readonly dueOn: Day | null
    readonly openCents: number
    readonly currency: string
    readonly reason: SetAsideReason
    /** What covers it, when the reason is "credit-covers". */
    readonly coveredBy: SetAsideRow['coveredBy']
    readonly until: Day | null
  }[]
}

interface OverdueCustomer {
  readonly company: string
  readonly code: string
  readonly name: string
  readonly postcode: string | null
  readonly town: string | null
  readonly currency: string
  /** Number of invoices. */
  readonly invoices: number
  readonly level: Level
  readonly amountCents: number
  readonly creditCents: number
  /** What a letter for all of it would ask: `amountCents` less the credits set against it. */
  readonly netCents: number
  /** The credits (`creditCents`), each kind under its own name. */
  readonly credits: CustomerRow['credits']
  /** Invoices an unallocated payment has probably settled. */
  readonly probablyPaid: number
  readonly instalments: readonly {
    readonly invoice: string | null
    readonly issuedOn: Day | null
    readonly dueOn: Day
    readonly dueIsEstimated: boolean
    readonly daysLate: number
    readonly level: Level
    readonly openCents: number
    /** An unallocated payment has probably settled its invoice: `remind --advised` leaves it out. */
    readonly probablePayment: {
      readonly receivedOn: Day | null
      readonly amountCents: number
      readonly isOneOfSeveral: boolean
    } | null
  }[]
}

interface Asked {
  readonly on: Day
  readonly today: Day
  readonly companyIds: readonly number[]
}

const ROWS_PER_READ = 2_000

/**
 * Reads the whole list, proposed and set aside, through the page’s own queries.
 * @throws RelancesError invalid for a day after today
 */
export async function readOverdue(tx: ScopedTransaction, asked: Asked): Promise<Overdue> {
  checkOverdueDay(asked.on, asked.today)
  const rows = await readAll((after) =>
    readCustomerPage(tx, { ...asked, sort: 'name', direction: 'asc', after, limit: ROWS_PER_READ }),
  )
  const setAside = await readAll((after) => readSetAsidePage(tx, asked, { after, limit: ROWS_PER_READ }))
  const instalments = Map.groupBy(
    await readProposedInstalments(tx, asked),
    (instalment) => `${instalment.customer_id}:${instalment.currency}`,
  )
  const payments = await readPayments(tx, asked)
  const amounts = sumByCurrency(rows.map((row) => ({ currency: row.currency, cents: row.amountCents })))
  const netAmounts = sumByCurrency(rows.map((row) => ({ currency: row.currency, cents: row.netCents })))
  const customers = rows.map(
    (row): OverdueCustomer => toCustomer(row, instalments.get(row.key) ?? [], payments, asked.on),
  )
  return {
    on: asked.on,
    totals: {
      customers: new Set(rows.map((row) => row.customerId)).size,
      invoices: rows.reduce((sum, row) => sum + row.invoiceCount, 0),
      amountCents: mainCents(amounts),
      amounts,
      netCents: mainCents(netAmounts),
      netAmounts,
    },
    customers,
    setAside: setAside.map(toSetAside),
  }
}

type PaymentsOfInvoices = ReadonlyMap<number, OverdueCustomer['instalments'][number]['probablePayment']>

async function readPayments(tx: ScopedTransaction, asked: Asked): Promise<PaymentsOfInvoices> {
  const found = await readProbablePayments(tx, { companyIds: asked.companyIds })
  return new Map(
    found.flatMap(({ invoiceIds, receivedOn, openCents: amountCents, isOneOfSeveral }) =>
      invoiceIds.map((id) => [id, { receivedOn, amountCents, isOneOfSeveral }]),
    ),
  )
}

type ProposedInstalment = Awaited<ReturnType<typeof readProposedInstalments>>[number]

function toCustomer(
  row: CustomerRow,
  instalments: readonly ProposedInstalment[],
  payments: PaymentsOfInvoices,
  on: Day,
): OverdueCustomer {
  return {
    company: row.company,
    code: row.code,
    name: row.name,
    postcode: row.postcode,
    town: row.town,
    currency: row.currency,
    invoices: row.invoiceCount,
    level: row.level,
    amountCents: row.amountCents,
    creditCents: row.creditCents,
    netCents: row.netCents,
    credits: row.credits,
    probablyPaid: row.probablyPaidCount,
    instalments: instalments.map((instalment) => ({
      invoice: instalment.number ?? instalment.label,
      issuedOn: instalment.issued_on,
      dueOn: instalment.due_on,
      dueIsEstimated: instalment.due_is_estimated,
      daysLate: daysLate(instalment.due_on, on),
      level: instalment.level,
      openCents: instalment.open_cents,
      probablePayment: payments.get(instalment.invoice_id) ?? null,
    })),
  }
}

function toSetAside(row: SetAsideRow): Overdue['setAside'][number] {
  return {
    company: row.company,
    customer: row.code,
    invoice: row.number ?? row.label,
    dueOn: row.dueOn,
    openCents: row.openCents,
    currency: row.currency,
    reason: row.reason,
    coveredBy: row.coveredBy,
    until: row.until,
  }
}

async function readAll<T>(
  readPage: (after: string | undefined) => Promise<{ rows: T[]; next: string | null }>,
): Promise<T[]> {
  const rows: T[] = []
  let after: string | undefined
  do {
    const page = await readPage(after)
    rows.push(...page.rows)
    after = page.next ?? undefined
  } while (after !== undefined)
  return rows
}

/** Every proposable instalment of these companies, oldest first; its client may still be set aside. */
async function readProposedInstalments(
  tx: ScopedTransaction,
  asked: { readonly on: Day; readonly today: Day; readonly companyIds: readonly number[] },
) {
  const underWay = await readUnderWay(tx, asked)
  const query = sql<{
    customer_id: number
    invoice_id: number
    currency: string
    number: string | null
    label: string | null
    issued_on: Day | null
    due_on: Day
    due_is_estimated: boolean
    level: Level
    open_cents: number
  }>`
    with s as materialized (${companyScope(asked.companyIds)})
    select i.customer_id, i.invoice_id, i.currency, inv.number, inv.label, inv.issued_on, i.due_on, i.due_is_estimated,
           i.level, i.open_cents
    from instalments i
    join s on s.company_id = i.company_id
    join invoices inv on inv.company_id = i.company_id and inv.id = i.invoice_id
    where ${isProposableOfAll(asked.on, underWay)}
    order by i.due_on, inv.number, i.id`
  return await readAsSets(tx, query)
}

import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import {
  type DueInstalment,
  type ImputedPart,
  imputeCredits,
  type OpenCredit,
} from '#domain/receivables/imputation.ts'
import type { CreditKind } from '#domain/receivables/receivable-kinds.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { type LateItem, readLateItems } from './late-debts.ts'

/** What a client has paid or was credited, and nothing has received yet. */
export interface CreditRow {
  readonly company_id: number
  readonly customer_id: number
  readonly currency: string
  readonly id: number
  readonly kind: CreditKind
  readonly number: string | null
  readonly label: string | null
  readonly corrects_invoice_id: number | null
  readonly received_on: Day | null
  readonly open_cents: number
}

/** The open credits `k` that meet `condition`, those to come included, in the order they were received. */
export async function readOpenCredits(
  tx: ScopedTransaction,
  condition: RawBuilder<unknown>,
): Promise<CreditRow[]> {
  const { rows } = await sql<CreditRow>`
    select k.company_id, k.customer_id, k.currency, k.id, k.kind, k.number, k.label, k.corrects_invoice_id,
           k.received_on, k.open_cents
    from credits k where k.open_cents > 0 and ${condition}
    order by k.received_on nulls first, k.id
  `.execute(tx)
  return rows
}

/** The credits of a client in one currency, and all the parts of them set against what it owes. */
export interface ImputedAccount {
  readonly credits: readonly CreditRow[]
  readonly parts: readonly ImputedPart[]
}

export const NOTHING_IMPUTED: ImputedAccount = { credits: [], parts: [] }

/** Sets the credits of one client, in one currency, against all it owes (domain/receivables/imputation.ts). */
export function imputeRows(due: readonly LateItem[], credits: readonly CreditRow[], on: Day): ImputedAccount {
  const { parts } = imputeCredits(due.map(dueInstalment), credits.map(openCredit), on)
  return { credits, parts }
}

/** Which accounts to read: those of these clients, or of all that have a credit. */
export interface AccountsAsked {
  readonly companyIds: readonly number[]
  readonly customerIds: readonly number[]
  /** Last due date of what is due. */
  readonly dueBy: Day
  /** Day the credits are counted on. */
  readonly countedOn: Day
}

/** What the credits of these clients pay, by `accountKey`; those without a credit have no entry. */
export async function readImputedAccounts(
  tx: ScopedTransaction,
  { companyIds, customerIds, dueBy, countedOn }: AccountsAsked,
): Promise<ReadonlyMap<string, ImputedAccount>> {
  if (customerIds.length === 0) return new Map()
  const credits = Map.groupBy(
    await readOpenCredits(
      tx,
      sql`k.company_id = any(${companyIds}::bigint[]) and k.customer_id = any(${customerIds}::bigint[])`,
    ),
    accountKey,
  )
  const owners = [...new Set([...credits.values()].flat().map((credit) => credit.customer_id))]
  if (owners.length === 0) return new Map()
  const due = Map.groupBy(
    await readLateItems(
      tx,
      sql`i.company_id = any(${companyIds}::bigint[]) and i.customer_id = any(${owners}::bigint[])`,
      dueBy,
    ),
    accountKey,
  )
  return new Map([...credits].map(([key, own]) => [key, imputeRows(due.get(key) ?? [], own, countedOn)]))
}

/** A client's account: one company, one customer, one currency. */
export function accountKey(row: {
  readonly company_id: number
  readonly customer_id: number
  readonly currency: string
}): string {
  return `${row.company_id}:${row.customer_id}:${row.currency}`
}

/** An instalment as the imputation sees it. */
export function dueInstalment(item: LateItem): DueInstalment {
  return {
    id: item.id,
    invoiceId: item.invoice_id,
    number: item.number,
    dueOn: item.due_on,
    openCents: item.open_cents,
    isBlocked: item.is_blocked,
  }
}

/**
 * A credit as the imputation sees it. The own number of a credit note is that of no invoice; a payment's is what its
 * document or its payer wrote.
 */
export function openCredit(row: CreditRow): OpenCredit {
  const said = row.kind === 'credit-note' ? [row.label] : [row.number, row.label]
  return {
    id: row.id,
    kind: row.kind,
    correctsInvoiceId: row.corrects_invoice_id,
    texts: said.filter((text) => text !== null),
    receivedOn: row.received_on,
    openCents: row.open_cents,
  }
}

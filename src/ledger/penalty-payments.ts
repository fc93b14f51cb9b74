import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { formatMoney, sumCents } from '#domain/days-and-money/money.ts'
import { RelancesError } from '#domain/errors.ts'
import { type OwedToLaw, penaltiesOf, spreadOnPenalties } from '#domain/penalties/penalties.ts'
import type { CustomerKind } from '#domain/people/parties.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { refreshSettled } from './allocations.ts'
import { cutsOfInstalment, type DebtItem, lateDebts } from './late-debts.ts'
import { readRates, termsOf } from './penalty-rules.ts'
import { lockCredit, lockInstalments } from './receivable-locks.ts'

/** Interest and recovery fees of an invoice, open or paid late, and what is left of them to pay. */
export interface PenaltyDebt extends OwedToLaw {
  readonly number: string | null
  readonly interestCents: number
  /** 0 where none may be asked, or in another currency than the euro. */
  readonly feeCents: number
  readonly paidCents: number
}

/** Whose penalties, and up to which day. */
interface Asked {
  readonly companyId: number
  readonly customerId: number
  readonly currency: string
  readonly on: Day
}

/** By invoice, what was paid of its penalties; those of which nothing was are left out. */
export async function readPaidPenalties(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  invoiceIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  if (invoiceIds.length === 0) return new Map()
  const { rows } = await sql<{ id: number; cents: number }>`
    select penalty_invoice_id as id, sum(amount_cents)::bigint as cents from allocations
    where company_id = any(${companyIds}::bigint[]) and penalty_invoice_id = any(${invoiceIds}::bigint[])
      and cancelled_at is null
    group by penalty_invoice_id
  `.execute(tx)
  return new Map(rows.map((row) => [row.id, row.cents]))
}

/**
 * The penalties a payment may be allocated to: those of its client's invoices in its currency that were or are late,
 * with something left to pay, the oldest due first; none of a client who owes none (law.md §1.3). `suggestedCents`
 * is what is left of the payment, on the invoices it settles first.
 * @throws RelancesError not-found
 */
export async function readPenaltiesFor(
  tx: ScopedTransaction,
  creditId: number,
  on: Day,
): Promise<(PenaltyDebt & { readonly suggestedCents: number })[]> {
  const credit = await tx
    .selectFrom('credits')
    .select(['company_id as companyId', 'customer_id as customerId', 'currency', 'open_cents', 'kind'])
    .where('id', '=', creditId)
    .executeTakeFirst()
  if (!credit) throw new RelancesError('not-found', 'receivables.no-credit')
  if (credit.kind !== 'payment') return []
  const debts = await readPenaltyDebts(tx, { ...credit, on })
  const own = await readSettledInvoices(tx, credit.companyId, creditId)
  const suggested = new Map(
    spreadOnPenalties(credit.open_cents, debts, own).map((share) => [share.invoiceId, share.amountCents]),
  )
  return debts.map((debt) => ({ ...debt, suggestedCents: suggested.get(debt.invoiceId) ?? 0 }))
}

export interface PenaltyPayment {
  readonly creditId: number
  /** By invoice; absent: all that is left of the payment, as `readPenaltiesFor` suggests it. */
  readonly shares?: readonly { readonly invoiceId: number; readonly amountCents: number }[] | undefined
  readonly today: Day
  readonly actor: string
}

/**
 * « Affecter aux pénalités et indemnités »: what is left of a payment pays interest and recovery fees. It is no
 * longer a credit, settles nothing of the invoices themselves, and is taken back as any allocation is.
 * @returns the ids of the allocations, and what is left of the payment
 * @throws RelancesError not-found; invalid for what is not a payment, and for an amount that is none; conflict when
 * the payment, or the penalties of an invoice, have less left than asked
 */
export async function payPenalties(
  tx: ScopedTransaction,
  order: PenaltyPayment,
): Promise<{ readonly allocationIds: number[]; readonly leftCents: number }> {
  const { creditId, today, actor } = order
  const credit = await lockCredit(tx, creditId)
  const { companyId, currency } = credit
  if (credit.kind !== 'payment') throw new RelancesError('invalid', 'receivables.not-a-payment')
  if (credit.isReturned) throw new RelancesError('conflict', 'receivables.credit-returned')
  await lockInvoices(tx, { companyId, customerId: credit.customerId, currency })
  const debts = await readPenaltiesFor(tx, creditId, today)
  const shares =
    order.shares ??
    debts.flatMap(({ invoiceId, suggestedCents: amountCents }) =>
      amountCents > 0 ? [{ invoiceId, amountCents }] : [],
    )
  if (debts.length === 0) throw new RelancesError('conflict', 'receivables.no-penalties')
  if (shares.length === 0 || shares.some(({ amountCents }) => amountCents <= 0))
    throw new RelancesError('invalid', 'receivables.no-amount')
  const wanted = sumCents(shares.map((share) => share.amountCents))
  if (wanted > credit.openCents) refuse('receivables.not-enough-credit', credit.openCents, wanted, currency)
  for (const [invoiceId, own] of Map.groupBy(shares, (share) => share.invoiceId)) {
    const cents = sumCents(own.map((share) => share.amountCents))
    const leftCents = debts.find((debt) => debt.invoiceId === invoiceId)?.leftCents ?? 0
    if (cents > leftCents) refuse('receivables.not-enough-penalties', leftCents, cents, currency)
  }
  const { rows } = await sql<{ id: number }>`
    insert into allocations (company_id, penalty_invoice_id, credit_id, amount_cents, origin, created_by)
    select ${companyId}, invoice_id, ${creditId}, amount_cents, 'manual', ${actor}
    from unnest(${shares.map((share) => share.invoiceId)}::bigint[],
                ${shares.map((share) => share.amountCents)}::bigint[]) as s (invoice_id, amount_cents)
    returning id
  `.execute(tx)
  await refreshSettled(tx, companyId, [], [creditId])
  return { allocationIds: rows.map((row) => row.id), leftCents: credit.openCents - wanted }
}

function refuse(key: string, left: number, wanted: number, currency: string): never {
  throw new RelancesError('conflict', key, {
    left: formatMoney(left, currency),
    wanted: formatMoney(wanted, currency),
  })
}

async function readPenaltyDebts(tx: ScopedTransaction, asked: Asked): Promise<PenaltyDebt[]> {
  const { companyId, customerId, currency, on } = asked
  const customer = await readTerms(tx, companyId, customerId)
  const { rows } = await sql<DebtItem & { number: string | null }>`
    select i.id, i.invoice_id, i.due_on, i.amount_cents, inv.number, settling.cuts
    from instalments i join invoices inv on inv.company_id = i.company_id and inv.id = i.invoice_id
    cross join lateral ${cutsOfInstalment} settling
    where i.company_id = ${companyId} and i.customer_id = ${customerId} and i.currency = ${currency}
      and i.is_final and i.due_on < ${on}::date
    order by i.due_on, i.id
  `.execute(tx)
  const items = [...Map.groupBy(rows, (row) => row.invoice_id)]
  const paid = await readPaidPenalties(
    tx,
    [companyId],
    items.map(([invoiceId]) => invoiceId),
  )
  const rates = (await readRates(tx, [companyId])).get(companyId) ?? new Map()
  const rules = { customerKind: customer.kind, currency, terms: termsOf(customer), rates }
  return items.flatMap(([invoiceId, own]) => {
    const penalties = penaltiesOf(lateDebts(own, [], []), on, rules)
    if (penalties.kind === 'not-owed') return []
    const { interestCents, feesCents } = penalties
    const feeCents = feesCents ?? 0
    const paidCents = paid.get(invoiceId) ?? 0
    const leftCents = interestCents + feeCents - paidCents
    const number = own[0]?.number ?? null
    return leftCents > 0 ? [{ invoiceId, number, interestCents, feeCents, paidCents, leftCents }] : []
  })
}

async function readTerms(tx: ScopedTransaction, companyId: number, customerId: number) {
  const { rows } = await sql<{ kind: CustomerKind } & Parameters<typeof termsOf>[0]>`
    select c.kind, co.agreed_rate, co.agreed_basis_points, co.year_days, co.payments_reduce
    from customers c join companies co on co.id = c.company_id
    where c.company_id = ${companyId} and c.id = ${customerId}
  `.execute(tx)
  const [found] = rows
  if (!found) throw new RelancesError('not-found', 'features.no-customer')
  return found
}

// Two payments at once would pay the same penalties twice.
async function lockInvoices(
  tx: ScopedTransaction,
  { companyId, customerId, currency }: Omit<Asked, 'on'>,
): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select id from instalments
    where company_id = ${companyId} and customer_id = ${customerId} and currency = ${currency} and is_final
  `.execute(tx)
  await lockInstalments(
    tx,
    companyId,
    rows.map((row) => row.id),
  )
}

async function readSettledInvoices(
  tx: ScopedTransaction,
  companyId: number,
  creditId: number,
): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ id: number }>`
    select i.invoice_id as id
    from allocations a join instalments i on i.company_id = a.company_id and i.id = a.instalment_id
    where a.company_id = ${companyId} and a.credit_id = ${creditId} and a.cancelled_at is null
  `.execute(tx)
  return new Set(rows.map((row) => row.id))
}

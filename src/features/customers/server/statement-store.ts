import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Letterhead } from '#domain/letters/letter.ts'
import {
  type AccountMovement,
  type AccountPeriod,
  accountPeriods,
} from '#domain/receivables/account-statement.ts'
import type { CreditKind } from '#domain/receivables/receivable-kinds.ts'
import { settledOn } from '#ledger/customer-standing.ts'
import { creditCents, issuedOn, receivedOn } from '#ledger/dated-books.ts'
import { readLetterhead } from '#ledger/letterhead.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { CustomerDetail } from '../contract.ts'
import { findCustomer, readCustomer } from './store.ts'

/** An instalment or a credit still open at the date of the statement; credits are negative. */
export interface StatementItem {
  readonly kind: 'instalment' | CreditKind
  readonly number: string | null
  readonly on: Day
  readonly dueOn: Day | null
  readonly currency: string
  readonly amountCents: number
  readonly openCents: number
}

/** A payment dated after today: it counts from its date, and is only announced until then. */
export interface ExpectedPayment {
  readonly on: Day
  readonly currency: string
  readonly cents: number
}

/** The account of a customer at a date: movements of a period, and what is open at its end. */
export interface AccountStatement {
  readonly customer: CustomerDetail
  readonly letterhead: Letterhead
  readonly from: Day
  readonly on: Day
  readonly periods: readonly AccountPeriod[]
  readonly openItems: readonly StatementItem[]
  readonly expected: readonly ExpectedPayment[]
}

/**
 * Reads an account as it stood at `on`. In each currency the closing balance is the sum of the open items,
 * today as at any earlier day. @throws RelancesError not-found
 */
export async function readStatement(
  tx: ScopedTransaction,
  customerId: number,
  { from, on, today }: { readonly from: Day; readonly on: Day; readonly today: Day },
): Promise<AccountStatement> {
  const { company_id: companyId } = await findCustomer(tx, customerId)
  const company = await tx
    .selectFrom('companies')
    .selectAll()
    .where('id', '=', companyId)
    .executeTakeFirstOrThrow()
  const who = { companyId, customerId }
  const movements = await sql<AccountMovement>`
    select m.on, m.kind, m.number, m.currency, m.cents
    from (${movementsOf(who)}) m
    where m.on <= ${on}::date and m.cents <> 0
    order by m.on, m.cents < 0, m.number
  `.execute(tx)
  const items = await sql<StatementItem>`
    ${openInstalments(who, on)}
    union all
    ${unallocatedCredits(who, on)}
    order by currency, "dueOn" nulls last, "on", number
  `.execute(tx)
  const expected = await sql<ExpectedPayment>`
    select k.received_on as on, k.currency, k.amount_cents as cents from credits k
    where k.company_id = ${companyId} and k.customer_id = ${customerId} and k.kind = 'payment'
      and k.received_on > greatest(${on}::date, ${today}::date)
      and k.withdrawn_by_import is null and k.cancelled_at is null and not k.is_returned
    order by k.received_on, k.id
  `.execute(tx)
  return {
    customer: await readCustomer(tx, customerId),
    letterhead: await readLetterhead(tx, company),
    from,
    on,
    periods: accountPeriods(movements.rows, from, on),
    openItems: items.rows,
    expected: expected.rows,
  }
}

interface Who {
  readonly companyId: number
  readonly customerId: number
}

function movementsOf({ companyId, customerId }: Who): RawBuilder<unknown> {
  return sql`
    select ${issuedOn} as on, v.kind, coalesce(v.number, v.label) as number, v.currency,
           (select sum(i.amount_cents)::bigint from instalments i
            where i.company_id = v.company_id and i.invoice_id = v.id) as cents
    from invoices v where v.company_id = ${companyId} and v.customer_id = ${customerId} and v.status = 'final'
    union all
    select ${receivedOn}, k.kind, coalesce(k.number, k.label), k.currency, -(${creditCents})
    from credits k where k.company_id = ${companyId} and k.customer_id = ${customerId}
    union all
    select r.returned_on, 'return', coalesce(k.number, k.label), k.currency, ${creditCents}
    from credits k join credit_returns r
      on r.company_id = k.company_id and r.credit_id = k.id and r.cancelled_at is null
    where k.company_id = ${companyId} and k.customer_id = ${customerId} and k.is_returned
    union all
    select ${receivedOn}, 'penalties', coalesce(v.number, v.label), k.currency, a.amount_cents
    from credits k join (${penaltiesPaid}) a on a.company_id = k.company_id and a.credit_id = k.id
      join invoices v on v.company_id = a.company_id and v.id = a.penalty_invoice_id
    where k.company_id = ${companyId} and k.customer_id = ${customerId}
    union all
    select ${settledOn}, case when a.credit_id is null then 'settled' else 'transfer' end,
           coalesce(v.number, v.label), v.currency, -a.amount_cents
    from (${allocations}) a left join credits k on k.company_id = a.company_id and k.id = a.credit_id
      left join imports m on m.company_id = a.company_id and m.id = a.import_id
      join invoices v on v.company_id = a.company_id and v.id = a.invoice_id
    where a.company_id = ${companyId} and a.customer_id = ${customerId}
      and (a.credit_id is null or k.customer_id <> a.customer_id)
    union all
    select ${settledOn}, 'transfer', coalesce(k.number, k.label), k.currency, a.amount_cents
    from credits k join (${allocations}) a on a.company_id = k.company_id and a.credit_id = k.id
      left join imports m on m.company_id = a.company_id and m.id = a.import_id
    where k.company_id = ${companyId} and k.customer_id = ${customerId} and a.customer_id <> k.customer_id`
}

// Allocations in force, with the invoice and the customer of what they settle.
const allocations = sql`
  select a.company_id, a.instalment_id, a.credit_id, a.import_id, a.created_at, a.amount_cents, i.invoice_id,
         i.customer_id
  from allocations a join instalments i on i.company_id = a.company_id and i.id = a.instalment_id
  where a.cancelled_at is null and i.is_final`

// What went to interest and recovery fees, which are never booked: owed on the day they were paid, and paid.
const penaltiesPaid = sql`
  select a.company_id, a.credit_id, a.amount_cents, a.penalty_invoice_id
  from allocations a where a.cancelled_at is null and a.penalty_invoice_id is not null`

function openInstalments({ companyId, customerId }: Who, on: Day): RawBuilder<unknown> {
  return sql`
    select 'instalment' as kind, coalesce(v.number, v.label) as number, ${issuedOn} as "on", i.due_on as "dueOn",
           i.currency, i.amount_cents as "amountCents", i.amount_cents - s.cents as "openCents"
    from invoices v
      join instalments i on i.company_id = v.company_id and i.invoice_id = v.id
      cross join lateral (
        select coalesce(sum(a.amount_cents), 0)::bigint as cents
        from allocations a left join credits k on k.company_id = a.company_id and k.id = a.credit_id
          left join imports m on m.company_id = a.company_id and m.id = a.import_id
        where a.company_id = i.company_id and a.instalment_id = i.id and a.cancelled_at is null
          and ${settledOn} <= ${on}::date) s
    where v.company_id = ${companyId} and v.customer_id = ${customerId} and v.status = 'final'
      and ${issuedOn} <= ${on}::date and i.amount_cents > s.cents`
}

// Counted on a credit is what it had settled of invoices that were there at that date.
function unallocatedCredits({ companyId, customerId }: Who, on: Day): RawBuilder<unknown> {
  return sql`
    select k.kind, coalesce(k.number, k.label), ${receivedOn}, null, k.currency, -k.amount_cents,
           -(${creditCents} - s.cents)
    from credits k
      left join credit_returns r
        on r.company_id = k.company_id and r.credit_id = k.id and r.cancelled_at is null and k.is_returned
      cross join lateral (
        select coalesce(sum(a.amount_cents), 0)::bigint as cents
        from (${allocations}) a join invoices v on v.company_id = a.company_id and v.id = a.invoice_id
        where a.company_id = k.company_id and a.credit_id = k.id and ${issuedOn} <= ${on}::date) allocated
      cross join lateral (
        select allocated.cents + coalesce(sum(p.amount_cents), 0)::bigint as cents
        from (${penaltiesPaid}) p where p.company_id = k.company_id and p.credit_id = k.id) s
    where k.company_id = ${companyId} and k.customer_id = ${customerId} and ${receivedOn} <= ${on}::date
      and coalesce(r.returned_on > ${on}::date, true) and ${creditCents} > s.cents`
}

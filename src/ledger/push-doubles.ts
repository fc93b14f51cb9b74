import { type RawBuilder, sql } from 'kysely'
import { formatDay } from '#domain/days-and-money/day.ts'
import { sumCents } from '#domain/days-and-money/money.ts'
import {
  compareDocuments,
  type DocumentFacts,
  identifyingNumber,
} from '#domain/receivables/document-identity.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { CreditRecord, InvoiceRecord } from '#readers/records.ts'
import { type Push, refuse } from './push.ts'
import type { DocumentRecords } from './push-records.ts'

const CHOICES = ['known', 'different'] as const

/**
 * Refuses the second of two rows of one push that are one document under two identifiers: the same number, or for
 * payments, which may have none, the same client, day and amount. Of payments the program may say that they are two.
 */
export function refuseTwins(push: Push, { invoices, credits }: DocumentRecords): void {
  const notes = credits.filter(({ kind }) => kind !== 'payment')
  refuseSameNumbers(push, invoices.map(debtOf))
  refuseSameNumbers(push, notes.map(noteOf))
  const payments = credits.filter(({ kind }) => kind === 'payment')
  for (const [, same] of Map.groupBy(payments, wholeOf)) {
    const [first, ...others] = same
    if (!first) continue
    for (const { line } of others) {
      if (toldOf(push, line) === 'different') continue
      refuseAlike(push, line, push.items[first.line - 1]?.externalId ?? '')
    }
  }
}

function wholeOf({ customerCode, receivedOn, amountCents, currency, number }: CreditRecord): string {
  return [customerCode, receivedOn, amountCents, currency, identifyingNumber(number) ?? ''].join('|')
}

type Placed = DocumentFacts & { readonly line: number; readonly customerCode: string }

function debtOf({ number, issuedOn, instalments, line, customerCode }: InvoiceRecord): Placed {
  const cents = sumCents(instalments.map(({ amountCents }) => amountCents))
  const dated = instalments.flatMap(({ dueOn, amountCents }) =>
    dueOn === null ? [] : [{ dueOn, amountCents }],
  )
  return { ...base(cents), kind: 'debt', number, issuedOn, instalments: dated, line, customerCode }
}

function noteOf({ number, receivedOn, amountCents, line, customerCode }: CreditRecord): Placed {
  return {
    ...base(amountCents),
    kind: 'credit',
    number,
    issuedOn: receivedOn,
    instalments: [],
    line,
    customerCode,
  }
}

function base(cents: number) {
  return { totalCents: cents, leftCents: cents }
}

function refuseSameNumbers(push: Push, documents: readonly Placed[]): void {
  const groups = Map.groupBy(
    documents,
    ({ customerCode, number }) => `${customerCode}|${identifyingNumber(number)}`,
  )
  for (const [, group] of groups) {
    for (const [rank, one] of group.entries()) {
      const first = group.slice(0, rank).find((other) => compareDocuments(one, other) === 'same')
      if (!first) continue
      const values = { id: push.items[first.line - 1]?.externalId ?? '' }
      refuse(push, one.line - 1, { code: 'conflict', key: 'programs.known-under', values, field: 'number' })
    }
  }
}

function toldOf(push: Push, line: number): 'known' | 'different' | undefined {
  const data = push.items[line - 1]?.data
  return data && 'identity' in data ? data.identity : undefined
}

function refuseAlike(push: Push, line: number, known: string): void {
  const problem = {
    code: 'conflict',
    key: 'programs.payment-alike',
    field: 'identity',
    choices: CHOICES,
  } as const
  refuse(push, line - 1, { ...problem, values: { known } })
}

/**
 * Payments of a push that the books or another program may have brought: the same client, currency and amount, and
 * no other number. On the same day those of the books are joined; what else is near is asked, since a client may pay
 * one amount twice.
 */
export async function recogniseAlikePayments(
  tx: ScopedTransaction,
  push: Push,
  companyId: number,
): Promise<void> {
  await joinBooked(tx, companyId)
  const { rows } = await sql<{
    key: string
    line: number
    id: number
    on: string | null
    number: string | null
    name: string | null
  }>`
    select distinct on (s.key) s.key, s.line, k.id, k.received_on as on, k.number,
           (select x.external_id from external_ids x where x.company_id = ${companyId} and x.credit_id = k.id
             and x.withdrawn_at is null order by x.program = ${push.program} desc limit 1) as name
    from staged_credits s join credits k on ${isAlike(companyId)}
    where s.credit_id is null and s.kind = 'payment'
      and (k.source = 'api' and k.received_on = s.received_on
        or k.source in ('fec', 'list') and abs(k.received_on - s.received_on) <= 7
          and not exists (select from external_ids x where x.company_id = ${companyId} and x.credit_id = k.id
            and x.program = ${push.program} and x.withdrawn_at is null))
    order by s.key, abs(k.received_on - s.received_on), k.id
  `.execute(tx)
  const joined: { key: string; id: number }[] = []
  for (const { key, line, id, on, number, name } of rows) {
    const told = toldOf(push, line)
    if (told === 'different') continue
    if (told === 'known') joined.push({ key, id })
    else refuseAlike(push, line, name ?? number ?? (on === null ? '' : formatDay(on)))
  }
  await sql`
    update staged_credits s set credit_id = k.id, is_ours = k.source = 'api'
    from unnest(${joined.map(({ key }) => key)}::text[], ${joined.map(({ id }) => id)}::bigint[]) as u (key, id)
      join credits k on k.company_id = ${companyId} and k.id = u.id
    where s.key = u.key
  `.execute(tx)
}

function isAlike(companyId: number): RawBuilder<boolean> {
  return sql<boolean>`k.company_id = ${companyId} and k.customer_id = s.customer_id and k.kind = 'payment'
    and k.currency = s.currency and coalesce(k.whole_cents, k.amount_cents) = s.amount_cents
    and coalesce(identifying_number(k.number) = identifying_number(s.number), true)
    and k.cancelled_at is null and k.withdrawn_by_import is null
    and not exists (select from staged_credits t where t.credit_id = k.id)`
}

// As many as both sides have that day: what the program has more is new.
async function joinBooked(tx: ScopedTransaction, companyId: number): Promise<void> {
  await sql`
    with pairs as (
      select s.key, k.id, row_number() over (partition by s.key order by k.id) as of_found,
             row_number() over (partition by k.id order by s.line) as of_known
      from (
        select *, row_number() over (partition by customer_id, currency, amount_cents, received_on order by line) as rank
        from staged_credits where credit_id is null and kind = 'payment'
      ) s join lateral (
        select k.*, row_number() over (order by k.id) as rank from credits k
        where ${isAlike(companyId)} and k.source in ('fec', 'list') and k.received_on = s.received_on
          and not exists (select from external_ids x where x.company_id = ${companyId} and x.credit_id = k.id
            and x.withdrawn_at is null)
      ) k on k.rank = s.rank
    )
    update staged_credits s set credit_id = p.id, is_ours = false
    from pairs p where s.key = p.key and p.of_found = 1 and p.of_known = 1
  `.execute(tx)
}

import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { LIMIT_CURRENCY, NEAR_LIMIT_PERCENT } from '#domain/steering/credit-limit.ts'
import { isActiveBlock } from '#ledger/active-block.ts'
import { matchesText } from '#ledger/proposed-customers.ts'
import type { CustomerFilters } from '../contract.ts'

type ListFilters = Pick<CustomerFilters, 'text' | 'state' | 'level' | 'kind'> & { readonly today: Day }

/** True when some block on the client, or on what it owes, is in force. */
export function isBlocked(
  companyId: RawBuilder<unknown>,
  customerId: RawBuilder<unknown>,
  today: Day,
): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from dunning_blocks b
    where b.company_id = ${companyId} and b.customer_id = ${customerId} and ${isActiveBlock(today)})`
}

/** The filters of the list, on a client `c` and its figures `p`. */
export function matches({ text, state, level, kind, today }: ListFilters): RawBuilder<unknown> {
  const conditions = [
    // What an import since cancelled had brought is no client of ours.
    sql`c.withdrawn_by_import is null`,
    sql`c.merged_into is null`,
    matchesText(text, { companyId: 'c.company_id', id: 'c.id' }),
    inState(state, today),
    level === undefined ? sql`true` : sql`p.level = ${level}`,
    kind === undefined ? sql`true` : sql`c.kind = ${kind}`,
  ]
  return sql.join(conditions, sql` and `)
}

function inState(state: CustomerFilters['state'], today: Day): RawBuilder<unknown> {
  switch (state) {
    case 'owing':
      return sql`p.open_cents > 0`
    case 'overdue':
      return sql`p.overdue_cents > 0`
    case 'credit':
      return sql`p.open_cents < p.credit_cents`
    case 'blocked':
      return isBlocked(sql`c.company_id`, sql`c.id`, today)
    case 'no-address':
      return sql`(coalesce(btrim(c.postcode), '') = '' or coalesce(btrim(c.town), '') = '')`
    case 'near-limit':
      return sql`(p.currency = ${LIMIT_CURRENCY} and p.open_cents * 100 >= c.credit_limit_cents * ${NEAR_LIMIT_PERCENT}::int)`
    case 'all':
      return sql`true`
  }
}

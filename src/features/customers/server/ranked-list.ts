import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { expectedCents, hasExpected, isBetweenDays, lateCents } from '#ledger/sums.ts'
import { firstOfCursor, isAfter, type Keyset, orderOf } from '#platform/keyset.ts'

/** What a page sorted by a figure is asked with: clients of all states, or those who owe. */
export interface RankedRequest {
  readonly companyIds: readonly number[]
  readonly today: Day
  readonly sort: 'balance' | 'overdue' | 'age'
  readonly direction: 'asc' | 'desc'
  readonly after?: string | undefined
  readonly limit: number
}

export interface RankedPage {
  /** CTE body: company_id, customer_id, currency, sort_value; at most one more than the limit. */
  readonly rows: RawBuilder<unknown>
  /** True where nothing can follow it: else a page that it does not fill is asked of every client. */
  readonly isWhole: boolean
}

/**
 * A page of the clients sorted by a figure that an index of `customer_sums` has in order: above zero down to it, or below
 * zero up to it. Who owes nothing is in no order of figures, so that a page which comes there is read otherwise; null where
 * it begins there.
 */
export function rankedPage(request: RankedRequest): RankedPage | null {
  const { sort, direction, after, companyIds } = request
  const keyset = keysetOf(request)
  const start = firstOfCursor(keyset, after)
  const sign = start === undefined ? (direction === 'desc' ? 1 : -1) : Math.sign(Number(start))
  const isWhole = direction === 'desc' ? sign < 0 : sign > 0
  // Nothing late is below zero.
  if (sign === 0 || (sign < 0 && sort !== 'balance')) return null
  const branches = branchesOf(request, sign, start)
  const first = ({ value, where, order }: Branch) => {
    const own = keysetOf(request, value)
    return sql`(
      select f.company_id, f.customer_id, f.currency, ${value} as sort_value, c.name as sort_text
      from customer_sums f join customers c on c.company_id = f.company_id and c.id = f.customer_id
      where f.company_id = s.company_id and ${where} and c.withdrawn_by_import is null and c.merged_into is null
        and ${isAfter(own, after)}
      order by ${order ?? orderOf(own)}
      limit ${request.limit + 1}::bigint)`
  }
  const rows = sql`
    select x.* from unnest(${companyIds}::bigint[]) s (company_id)
      cross join lateral (${sql.join(branches.map(first), sql` union all `)}) x
    order by ${orderOf(keyset)}
    limit ${request.limit + 1}::bigint`
  return { rows, isWhole }
}

interface Branch {
  readonly value: RawBuilder<number>
  readonly where: RawBuilder<boolean>
  /** As the index has it, where it is not the order of the value itself. */
  readonly order?: RawBuilder<unknown>
}

function branchesOf(
  { sort, direction, today }: RankedRequest,
  sign: number,
  start: string | number | undefined,
): readonly Branch[] {
  const day = sql<Day>`${today}::date`
  const bound = (value: RawBuilder<number>) =>
    start === undefined
      ? sql`true`
      : sql`${value} ${direction === 'asc' ? sql`>=` : sql`<=`} ${start}::bigint`
  switch (sort) {
    case 'balance': {
      const kept = sql<number>`f.balance_cents`
      const counted = sql<number>`(f.balance_cents + ${expectedCents(day)})`
      const isOn = (value: RawBuilder<number>) =>
        sql<boolean>`${value} ${sign > 0 ? sql`> 0` : sql`< 0`} and ${bound(value)}`
      return [
        { value: kept, where: sql<boolean>`${isOn(kept)} and not ${hasExpected(day)}` },
        { value: counted, where: sql<boolean>`${isOn(counted)} and ${hasExpected(day)}` },
      ]
    }
    case 'age': {
      const value = sql<number>`(${day} - f.first_due_on)::bigint`
      const oldest =
        start === undefined
          ? sql`true`
          : sql`f.first_due_on ${direction === 'asc' ? sql`<=` : sql`>=`} ${day} - ${start}::int`
      const [way, back] = direction === 'asc' ? [sql`asc`, sql`desc`] : [sql`desc`, sql`asc`]
      const order = sql`f.first_due_on ${back}, c.name ${way}, f.company_id ${way}, f.customer_id ${way}, f.currency ${way}`
      return [{ value, where: sql<boolean>`f.first_due_on < ${day} and ${oldest}`, order }]
    }
    case 'overdue': {
      const kept = sql<number>`f.late_cents`
      const counted = lateCents(day)
      const isCounted = (more: RawBuilder<unknown>) =>
        sql<boolean>`f.open_cents > 0 and ${more} and ${counted} > 0`
      return [
        {
          value: kept,
          where: sql<boolean>`f.late_cents > 0 and ${isBetweenDays(day)} and ${bound(kept)}`,
        },
        // Who passed a due day since it was counted: few, and each asked of its rows.
        { value: counted, where: isCounted(sql`f.late_until < ${day}`) },
        { value: counted, where: isCounted(sql`f.late_from > ${day}`) },
      ]
    }
  }
}

// The keys of the list (list-store.ts): where its pages end, these begin. Of a branch, or of what branches give.
function keysetOf({ direction }: RankedRequest, value?: RawBuilder<number>): Keyset {
  const of = (branch: RawBuilder<unknown>, given: RawBuilder<unknown>) => (value ? branch : given)
  return {
    keys: [
      { of: value ?? sql`x.sort_value`, type: 'bigint' },
      { of: of(sql`c.name`, sql`x.sort_text`), type: 'text', collation: 'fr-x-icu' },
      { of: of(sql`f.company_id`, sql`x.company_id`), type: 'bigint' },
      { of: of(sql`f.customer_id`, sql`x.customer_id`), type: 'bigint' },
      { of: of(sql`f.currency`, sql`x.currency`), type: 'text' },
    ],
    direction,
  }
}

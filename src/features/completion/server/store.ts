import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { MISSING_FACTS, type MissingFact } from '#domain/people/missing-facts.ts'
import { matchesText } from '#ledger/proposed-customers.ts'
import { isAfter, type Keyset, orderOf, pageOf } from '#platform/keyset.ts'
import { onlyRow } from '#platform/rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { CompletionPage, CompletionQuery, CompletionRow } from '../contract.ts'

export interface CompletionRequest extends Omit<CompletionQuery, 'companies'> {
  readonly companyIds: readonly number[]
  readonly today: Day
}

/** One page of the clients to complete, by name. A client that is completed stays until the page is asked again. */
export async function readCompletion(
  tx: ScopedTransaction,
  request: CompletionRequest,
): Promise<CompletionPage> {
  const { after, limit } = request
  const found = await sql<CompletionRow & { companyId: number }>`
    select c.company_id as "companyId", c.id, co.code as company, c.code, c.name, c.address_lines as "addressLines",
           c.postcode, c.town, c.email, c.kind, c.siren, c.channel, c.payment_term as "paymentTerm",
           co.default_payment_term as "companyTerm",
           to_char(c.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "updatedAt"
    from customers c join companies co on co.id = c.company_id
    where ${matches(request)} and ${isAfter(BY_NAME, after)}
    order by ${orderOf(BY_NAME)}
    limit ${limit + 1}::bigint
  `.execute(tx)
  const { rows, next } = pageOf(found.rows, limit, (row) => [row.name, row.companyId, row.id])
  const count = after === undefined ? await countMatching(tx, request) : null
  return { rows: rows.map(({ companyId, ...row }) => row), next, count }
}

async function countMatching(tx: ScopedTransaction, request: CompletionRequest): Promise<number> {
  const found = await sql<{ count: number }>`
    select count(*) as count from customers c where ${matches(request)}`.execute(tx)
  return onlyRow(found).count
}

const BY_NAME: Keyset = {
  keys: [
    { of: sql`c.name`, type: 'text', collation: 'fr-x-icu' },
    { of: sql`c.company_id`, type: 'bigint' },
    { of: sql`c.id`, type: 'bigint' },
  ],
  direction: 'asc',
  indexed: 3,
}

function matches({ companyIds, missing, late, text, today }: CompletionRequest): RawBuilder<unknown> {
  const lacks = missing === 'any' ? MISSING_FACTS : missing === 'all' ? [] : [missing]
  const conditions = [
    sql`c.company_id = any(${companyIds}::bigint[])`,
    sql`c.withdrawn_by_import is null`,
    sql`c.merged_into is null`,
    matchesText(text, { companyId: 'c.company_id', id: 'c.id' }),
    lacks.length === 0
      ? sql`true`
      : sql`(${sql.join(
          lacks.map((fact) => LACKS[fact]),
          sql` or `,
        )})`,
    late
      ? sql`exists (select from instalments i where i.company_id = c.company_id and i.customer_id = c.id
          and i.open_cents > 0 and i.is_final and i.due_on < ${today}::date)`
      : sql`true`,
  ]
  return sql.join(conditions, sql` and `)
}

// domain/people/missing-facts.ts
const LACKS: Readonly<Record<MissingFact, RawBuilder<unknown>>> = {
  address: sql`(coalesce(btrim(c.postcode), '') = '' or coalesce(btrim(c.town), '') = '')`,
  kind: sql`c.kind = 'unknown'`,
  email: sql`(c.channel <> 'letter' and coalesce(btrim(c.email), '') = '')`,
}

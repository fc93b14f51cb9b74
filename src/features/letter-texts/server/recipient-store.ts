import { sql } from 'kysely'
import { addDays, type Day } from '#domain/days-and-money/day.ts'
import type { Level } from '#domain/dunning/levels.ts'
import { customerKey } from '#domain/dunning/selection.ts'
import { audienceOf, type CustomerKind } from '#domain/people/parties.ts'
import { countCredits } from '#ledger/counted-credits.ts'
import { companyScope } from '#ledger/proposed.ts'
import {
  creditOfCustomer,
  figuresOfCustomer,
  isWorthReminding,
  matchesText,
} from '#ledger/proposed-customers.ts'
import { readInOrder } from '#platform/planner.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { Recipients } from '../contract.ts'

interface FoundRecipient {
  id: number
  currency: string
  code: string
  name: string
  kind: CustomerKind
  language: 'fr' | 'en'
  level: Level
}

const SHOWN = 20

/** The first clients by name with something to remind, as the page « Relances » proposes them. */
export async function listRecipients(
  tx: ScopedTransaction,
  { companyId, today }: { readonly companyId: number; readonly today: Day },
  search: string | undefined,
): Promise<Recipients> {
  const on = addDays(today, -1)
  const counted = await countCredits(tx, { on, today, companyIds: [companyId] })
  const query = sql<FoundRecipient>`
    with s as materialized (${companyScope([companyId])})
    select c.id, p.currency, c.code, c.name, c.kind, c.language, p.level
    from customers c
    join s on s.company_id = c.company_id
    cross join lateral (${figuresOfCustomer(on, counted.underWay, [])}) p
    cross join lateral (${creditOfCustomer(today)}) k
    where c.company_id = ${companyId} and ${isWorthReminding(counted, sql`c.id`)}
      and ${matchesText(search, { companyId: 'c.company_id', id: 'c.id' })}
    order by c.name, c.id, p.currency
    limit ${SHOWN}`
  const found = await readInOrder(tx, query)
  return {
    rows: found.map((row) => ({
      key: customerKey(row.id, row.currency),
      code: row.code,
      name: row.name,
      audience: audienceOf(row.kind),
      level: row.level,
      language: row.language,
      currency: row.currency,
    })),
  }
}

import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { customerKey } from '#domain/dunning/selection.ts'
import { imputedCents, settledByExpected } from '#domain/receivables/imputation.ts'
import { keepPlan } from '#platform/kept-plans.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { isActiveBlock } from './active-block.ts'
import { accountKey, dueInstalment, imputeRows, openCredit, readOpenCredits } from './imputed-credits.ts'
import { type LateItem, readLateItems } from './late-debts.ts'
import { companyScope, isOverdue, isProposable, type UnderWay } from './proposed.ts'
import type { ProposalFilter } from './proposed-customers.ts'

/**
 * What SQL cannot tell of the credits alone, told by the rule itself (domain/receivables/imputation.ts). A client all of whose
 * due instalments may be proposed needs nothing of this: its credits are set against them, whatever the order.
 */
export interface CountedCredits {
  readonly underWay: UnderWay
  /** By "customerId:CUR", what the credits take off the instalments that may be proposed. */
  readonly usable: ReadonlyMap<string, number>
}

type Asked = Pick<ProposalFilter, 'on' | 'today' | 'companyIds' | 'customerIds'>

/** Payments under way of these companies: few at any time, found by their own index. */
export async function readUnderWay(
  tx: ScopedTransaction,
  { on, today, companyIds, customerIds }: Asked,
): Promise<UnderWay> {
  const among = customerIds ? sql`and customer_id = any(${customerIds}::bigint[])` : sql``
  const { rows } = await keepPlan(sql<{ customer_id: number }>`
    select distinct customer_id from credits
    where company_id = any(${companyIds}::bigint[]) and open_cents > 0 and received_on > ${today}::date
      and kind = 'payment' ${among}
  `).execute(tx)
  const underWay = new Map<number, Day>()
  const accounts = await readAccounts(
    tx,
    companyIds,
    rows.map((row) => row.customer_id),
    on,
  )
  for (const { due, credits } of accounts) {
    const settled = settledByExpected(due.map(dueInstalment), credits.map(openCredit), today)
    for (const [id, day] of settled) underWay.set(id, day)
  }
  return underWay
}

/** The same, and what the credits pay of each client that has something due which is not proposed. */
export async function countCredits(tx: ScopedTransaction, asked: Asked): Promise<CountedCredits> {
  const underWay = await readUnderWay(tx, asked)
  return { underWay, usable: await readUsable(tx, asked, underWay) }
}

/** What the credits pay of each client that has something due which is not proposed, once it is known what is under way. */
export async function readUsable(
  tx: ScopedTransaction,
  asked: Asked,
  underWay: UnderWay,
): Promise<CountedCredits['usable']> {
  const { rows } = await keepPlan(sql<{ customer_id: number }>`
    with s as materialized (${companyScope(asked.companyIds)}), ${heldClients(asked)}
    select distinct h.customer_id from held h
    where exists (select from credits k
      where k.company_id = h.company_id and k.customer_id = h.customer_id and k.open_cents > 0)
  `).execute(tx)
  const ids = rows.map((row) => row.customer_id)
  if (ids.length === 0) return new Map()
  const proposable = await readProposableIds(tx, asked, ids, underWay)
  const usable = new Map<string, number>()
  for (const { due, credits } of await readAccounts(tx, asked.companyIds, ids, asked.on)) {
    const [first] = credits
    if (!first) continue
    const { parts } = imputeRows(due, credits, asked.today)
    usable.set(customerKey(first.customer_id, first.currency), imputedCents(parts, proposable))
  }
  return usable
}

// Clients with something due that may not be proposed while something else may (of one wholly blocked nothing is, and its
// credits matter to nobody), whether they have credits or not: each reason from its own
// index, so that the cost is that of the exceptions.
function heldClients({ on, today, companyIds, customerIds }: Asked) {
  const among = (alias: string) =>
    customerIds ? sql`and ${sql.ref(`${alias}.customer_id`)} = any(${customerIds}::bigint[])` : sql``
  return sql`
    held as (
      select b.company_id, b.customer_id from dunning_blocks b
      where b.company_id = any(${companyIds}::bigint[]) and ${isActiveBlock(on)}
        and (b.invoice_id is not null or b.instalment_id is not null) ${among('b')}
      union
      select i.company_id, i.customer_id from s join instalments i on i.company_id = s.company_id
      where (s.excludes_provisional or s.minimum_item_cents > 1) and ${isOverdue(on)}
        and (i.is_provisional and s.excludes_provisional or i.open_cents < s.minimum_item_cents) ${among('i')}
      union
      select k.company_id, k.customer_id from credits k
      where k.company_id = any(${companyIds}::bigint[]) and k.open_cents > 0
        and k.received_on > ${today}::date ${among('k')})`
}

async function readProposableIds(
  tx: ScopedTransaction,
  { on, companyIds }: Asked,
  customerIds: readonly number[],
  underWay: UnderWay,
): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ id: number }>`
    with s as materialized (${companyScope(companyIds)})
    select i.id from instalments i join s on s.company_id = i.company_id
    where i.customer_id = any(${customerIds}::bigint[]) and ${isProposable(on, underWay)}
  `.execute(tx)
  return new Set(rows.map((row) => row.id))
}

async function readAccounts(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  customerIds: readonly number[],
  dueBy: Day,
) {
  if (customerIds.length === 0) return []
  const credits = await readOpenCredits(
    tx,
    sql`k.company_id = any(${companyIds}::bigint[]) and k.customer_id = any(${customerIds}::bigint[])`,
  )
  const due = Map.groupBy(
    await readLateItems(
      tx,
      sql`i.company_id = any(${companyIds}::bigint[]) and i.customer_id = any(${customerIds}::bigint[])`,
      dueBy,
    ),
    accountKey,
  )
  const none: readonly LateItem[] = []
  return [...Map.groupBy(credits, accountKey)].map(([key, own]) => ({
    due: due.get(key) ?? none,
    credits: own,
  }))
}

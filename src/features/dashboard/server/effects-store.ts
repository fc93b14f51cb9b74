import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { sumCents } from '#domain/days-and-money/money.ts'
import { RECOVERY_DAYS } from '#domain/steering/recovered.ts'
import { isActiveBlock } from '#ledger/active-block.ts'
import { settledOn } from '#ledger/customer-standing.ts'
import { judgePromises } from '#ledger/promises.ts'
import { readAsSets } from '#platform/planner.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { ZONE } from '#platform/zone.ts'
import type { Effects } from '../contract.ts'
import type { FiguresAsked } from './standing-store.ts'

/** « Ce qui marche » over the last 365 days. */
export async function readEffects(
  tx: ScopedTransaction,
  asked: FiguresAsked,
): Promise<Omit<Effects, 'currency'>> {
  return {
    recovered: await readRecovered(tx, asked),
    promises: await readPromises(tx, asked),
    disputes: await readDisputes(tx, asked),
    letters: await readLetters(tx, asked),
  }
}

/**
 * What letters brought by level and way (domain/steering/recovered.ts): paid from the letter's day, before its 15th
 * day after and before the next letter. A letter confirmed counts from the day that it bears.
 */
async function readRecovered(
  tx: ScopedTransaction,
  { companyIds, currency, today }: FiguresAsked,
): Promise<Effects['recovered']> {
  return await readAsSets(
    tx,
    sql<Effects['recovered'][number]>`
    with sent as (
      select t.company_id, t.instalment_id, t.open_cents, t.level, l.way, r.letter_on,
             least(r.letter_on + ${RECOVERY_DAYS}::int,
                   lead(r.letter_on) over (partition by t.company_id, t.instalment_id order by r.letter_on, l.id)) as ends_on
      from letters l
        join runs r on r.company_id = l.company_id and r.id = l.run_id
        join letter_items t on t.company_id = l.company_id and t.letter_id = l.id
      where l.company_id = any(${companyIds}::bigint[]) and l.status = 'confirmed' and l.currency = ${currency}
    ), judged as (
      select s.*, coalesce(p.cents, 0) as paid
      from sent s left join lateral (
        select sum(a.amount_cents) as cents
        from allocations a
          left join credits k on k.company_id = a.company_id and k.id = a.credit_id
          left join imports m on m.company_id = a.company_id and m.id = a.import_id
        where a.company_id = s.company_id and a.instalment_id = s.instalment_id and a.cancelled_at is null
          and k.kind is distinct from 'credit-note'
          and ${settledOn} >= s.letter_on and ${settledOn} < s.ends_on
      ) p on true
      where s.ends_on <= ${today}::date and s.letter_on > ${today}::date - 365
    )
    select level, way, count(*) as count, sum(open_cents)::bigint as "remindedCents",
           sum(least(open_cents, paid))::bigint as "recoveredCents"
    from judged group by level, way order by level, way
  `,
  )
}

// A firm makes some promises a week: all of a year are judged one by one.
async function readPromises(
  tx: ScopedTransaction,
  { companyIds, currency, today }: FiguresAsked,
): Promise<Effects['promises']> {
  const { rows } = await sql<{ id: number; promised_on: Day }>`
    select b.id, b.promised_on from dunning_blocks b
    where b.company_id = any(${companyIds}::bigint[]) and b.kind = 'promise'
      and coalesce(b.currency, ${currency}) = ${currency} and b.promised_on > ${today}::date - 365
  `.execute(tx)
  const ids = rows.map((row) => row.id)
  const outcomes = await judgePromises(tx, ids, today)
  const count = (state: string) => [...outcomes.values()].filter((outcome) => outcome.state === state).length
  const isDueToday = (row: (typeof rows)[number]) =>
    row.promised_on === today && outcomes.get(row.id)?.state === 'waiting'
  return {
    kept: count('kept'),
    broken: count('broken'),
    waiting: count('waiting'),
    dueToday: rows.filter(isDueToday).length,
  }
}

async function readDisputes(
  tx: ScopedTransaction,
  { companyIds, currency, today }: FiguresAsked,
): Promise<Effects['disputes']> {
  const startedOn = sql`(h.created_at at time zone ${ZONE})::date`
  const age = (from: number, to: number | null) =>
    sql`coalesce(sum(i.open_cents) filter (where ${today}::date - ${startedOn} between ${from}::int
      and ${to ?? 1_000_000}::int), 0)::bigint`
  const { rows } = await sql<DisputeRow>`
    with held as (
      select b.company_id, b.id, b.customer_id, b.invoice_id, b.instalment_id, b.created_at, btrim(b.reason) as reason
      from dunning_blocks b
      where b.company_id = any(${companyIds}::bigint[]) and b.kind = 'dispute' and ${isActiveBlock(today)}
    ), items as (
      select distinct on (i.company_id, i.id) i.open_cents, h.company_id, h.id
      from held h join instalments i on i.company_id = h.company_id and i.customer_id = h.customer_id
        and (h.invoice_id is null or h.invoice_id = i.invoice_id)
        and (h.instalment_id is null or h.instalment_id = i.id)
      where i.open_cents > 0 and i.is_final and i.currency = ${currency}
      order by i.company_id, i.id, h.created_at
    )
    select min(h.reason) as reason, count(distinct h.id) as count, min(${startedOn}) as oldest_on,
           coalesce(sum(i.open_cents), 0)::bigint as open_cents, ${age(-1_000_000, 30)} as to30, ${age(31, 60)} as to60,
           ${age(61, 90)} as to90, ${age(91, null)} as over90
    from held h left join items i on i.company_id = h.company_id and i.id = h.id
    group by lower(h.reason) order by open_cents desc, reason
  `.execute(tx)
  const oldest = rows.map((row) => row.oldest_on).toSorted()
  return {
    count: rows.reduce((sum, row) => sum + row.count, 0),
    openCents: sumCents(rows.map((row) => row.open_cents)),
    oldestOn: oldest[0] ?? null,
    reasons: rows.map(({ reason, count, open_cents: openCents, oldest_on: _, ...ageCents }) => ({
      reason,
      count,
      openCents,
      ageCents,
    })),
  }
}

interface DisputeRow {
  readonly reason: string
  readonly count: number
  readonly oldest_on: Day
  readonly open_cents: number
  readonly to30: number
  readonly to60: number
  readonly to90: number
  readonly over90: number
}

async function readLetters(
  tx: ScopedTransaction,
  { companyIds, currency, today }: FiguresAsked,
): Promise<Effects['letters']> {
  const { rows } = await sql<Effects['letters'][number]>`
    select to_char(r.letter_on, 'YYYY-MM') as month, l.level, count(*) as count
    from letters l join runs r on r.company_id = l.company_id and r.id = l.run_id
    where l.company_id = any(${companyIds}::bigint[]) and l.status = 'confirmed' and l.currency = ${currency}
      and r.letter_on > ${today}::date - 365
    group by 1, 2 order by 1, 2
  `.execute(tx)
  return rows
}

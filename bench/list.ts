import { type RawBuilder, sql } from 'kysely'
import { readCustomerPage } from '#features/reminders/store.ts'
import { readTotals } from '#ledger/proposed-totals.ts'
import type { Database } from '#platform/database.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { createLargeCompany } from './list-data.ts'
import { contextOf, ON } from './neighbours-data.ts'
import { type BenchRow, compared } from './row.ts'
import { medianPairMs } from './timing.ts'

const ROUNDS = 31
const TOTALS_ROUNDS = 7

/** The page « Relances » at 100,000 and 1,000,000 open instalments, against SQL written by hand. */
export async function* benchList(database: Database, sizes = [100_000, 1_000_000]): AsyncGenerator<BenchRow> {
  const pages: number[] = []
  for (const size of sizes) {
    const companyId = await createLargeCompany(database, size)
    const [page, totals] = await measureList(
      database,
      companyId,
      `list: %, ${size.toLocaleString('en')} open instalments`,
    )
    pages.push(page.value)
    yield page
    yield totals
  }
  const [small = 0, large = 0] = pages
  yield compared(
    `list: 50 clients by name, ${sizes[1]?.toLocaleString('en')} against ${sizes[0]?.toLocaleString('en')}`,
    'ms',
    large,
    { name: 'the smaller company', value: small },
    2,
  )
}

/** The first page by name and the totals of a company; `%` in the name of a row is which of the two. */
export async function measureList(
  database: Database,
  companyId: number,
  name: string,
): Promise<[BenchRow, BenchRow]> {
  const inScope = (work: (tx: ScopedTransaction) => Promise<unknown>) =>
    withScope(database, contextOf(companyId), work, { readOnly: true })
  const asked = {
    on: ON,
    today: ON,
    companyIds: [companyId],
    sort: 'name',
    direction: 'asc',
    limit: 50,
  } as const
  const [page, pageByHand] = await medianPairMs(
    ROUNDS,
    () => inScope((tx) => readCustomerPage(tx, asked)),
    () => inScope((tx) => handWrittenPage(companyId).execute(tx)),
  )
  const [totals, totalsByHand] = await medianPairMs(
    TOTALS_ROUNDS,
    () => inScope((tx) => readTotals(tx, asked)),
    () => inScope((tx) => handWrittenTotals(companyId).execute(tx)),
  )
  const row = (what: string, value: number, byHand: number) =>
    compared(name.replace('%', what), 'ms', value, { name: 'SQL by hand', value: byHand }, 1.5)
  return [row('50 clients by name', page, pageByHand), row('totals', totals, totalsByHand)]
}

// The first page by name, written for one company: what a database engineer would do.
function handWrittenPage(companyId: number): RawBuilder<unknown> {
  return sql`
    with timing as materialized (
      select array_agg(delay_days order by level) as delays, array_agg(gap_days order by level) as gaps
      from dunning_levels where company_id = ${companyId})
    select c.id, c.code, c.name, c.postcode, c.town, c.address_lines, o.*, k.credit_cents,
           (select max(l.run_id) from letters l join runs r on r.company_id = l.company_id and r.id = l.run_id
            where l.company_id = ${companyId} and l.customer_id = c.id and l.status = 'draft'
              and r.status = 'draft') as draft_run,
           (select max(b.promised_on) from dunning_blocks b
            where b.company_id = ${companyId} and b.customer_id = c.id and b.kind = 'promise'
              and b.lifted_at is null and b.ends_on < ${ON}::date) as broken_promise_on
    from customers c, timing
    cross join lateral (
      select i.currency, count(distinct i.invoice_id) as invoices, max(i.level) as level,
             count(distinct i.invoice_id) filter (where greatest(i.due_on + timing.delays[i.level],
               i.last_reminded_on + timing.gaps[i.level]) <= ${ON}::date) as advised,
             min(greatest(i.due_on + timing.delays[i.level], i.last_reminded_on + timing.gaps[i.level])) as advised_from,
             sum(i.open_cents)::bigint as amount_cents, min(i.due_on) as oldest_due_on,
             max(i.last_reminded_on) as last_reminded_on, bool_or(i.is_provisional) as has_provisional
      from instalments i
      where i.company_id = ${companyId} and i.customer_id = c.id and ${dueAndFree(companyId)}
      group by i.currency) o
    cross join lateral (
      select coalesce(sum(open_cents), 0)::bigint as credit_cents from credits
      where company_id = ${companyId} and customer_id = c.id and currency = o.currency and open_cents > 0) k
    where c.company_id = ${companyId} and o.amount_cents > k.credit_cents
    order by c.name, c.company_id, c.id limit 51`
}

function handWrittenTotals(companyId: number): RawBuilder<unknown> {
  return sql`
    with timing as materialized (
      select array_agg(delay_days order by level) as delays, array_agg(gap_days order by level) as gaps
      from dunning_levels where company_id = ${companyId}),
    clients as (
      select i.customer_id, i.currency, count(distinct i.invoice_id) as invoices, count(*) as items,
             sum(i.open_cents)::bigint as cents,
             bool_or(greatest(i.due_on + timing.delays[i.level], i.last_reminded_on + timing.gaps[i.level])
               <= ${ON}::date) as is_advised
      from instalments i, timing
      where i.company_id = ${companyId} and ${dueAndFree(companyId)}
      group by i.customer_id, i.currency),
    proposed as (
      select clients.* from clients
      left join (select customer_id, currency, sum(open_cents) as cents from credits
        where company_id = ${companyId} and open_cents > 0 group by customer_id, currency) k
        using (customer_id, currency)
      where clients.cents > coalesce(k.cents, 0))
    select currency, count(*) as clients, sum(invoices) as invoices, sum(cents)::bigint as cents,
           count(*) filter (where is_advised) as advised,
           (select count(*) from instalments where company_id = ${companyId} and open_cents > 0 and is_final
              and (due_on <= ${ON}::date or due_on is null)) - sum(items) as set_aside
    from proposed group by currency`
}

function dueAndFree(companyId: number): RawBuilder<unknown> {
  return sql`i.open_cents > 0 and i.is_final and i.due_on <= ${ON}::date
    and not exists (
      select from dunning_blocks b
      where b.company_id = ${companyId} and b.customer_id = i.customer_id and b.lifted_at is null
        and (b.ends_on is null or b.ends_on >= ${ON}::date)
        and (b.invoice_id is null or b.invoice_id = i.invoice_id)
        and (b.instalment_id is null or b.instalment_id = i.id))`
}

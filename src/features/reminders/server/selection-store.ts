import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { sumCents } from '#domain/days-and-money/money.ts'
import { letterDays } from '#domain/dunning/procedure.ts'
import type { Selection } from '#domain/dunning/selection.ts'
import { mustHave } from '#domain/errors.ts'
import type { Asked, CoveredCustomer } from '#ledger/asked.ts'
import { lacksRatesOver } from '#ledger/penalty-rules.ts'
import type { ProposalFilter } from '#ledger/proposed-customers.ts'
import { proposedInstalments, readTicked } from '#ledger/ticked.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { SelectionSummary } from '../selection-contract.ts'

const SHOWN = 20

/** What the selection bar says, to the cent. */
export async function readSelectionSummary(
  tx: ScopedTransaction,
  filter: ProposalFilter,
  selection: Selection,
): Promise<Omit<SelectionSummary, 'withoutRates' | 'asked' | 'maybePaid' | 'attention' | 'sameDraft'>> {
  const query = sql<{
    amounts: { currency: string; cents: number; invoices: number }[]
    customers: number
    without_address: number
  }>`
    with ${await proposedInstalments(tx, filter, selection)},
    ticked as materialized (select * from proposed where is_ticked),
    clients as (
      select c.postcode, c.town from (select distinct company_id, customer_id from ticked) t
      join customers c on c.company_id = t.company_id and c.id = t.customer_id)
    select
      (select coalesce(jsonb_agg(sums order by sums.currency <> 'EUR', sums.currency), '[]') from (
        select currency, sum(open_cents)::bigint as cents, count(distinct invoice_id) as invoices
        from ticked group by currency) sums) as amounts,
      (select count(*) from clients) as customers,
      (select count(*) from clients where coalesce(trim(postcode), '') = '' or coalesce(trim(town), '') = '')
        as without_address
  `
  const [found] = await readTicked(tx, selection, query)
  const { amounts, customers, without_address } = mustHave(found, 'the totals')
  return {
    customers,
    invoices: amounts.reduce((sum, row) => sum + row.invoices, 0),
    amounts: amounts.map(({ currency, cents }) => ({ currency, cents })),
    customersWithoutAddress: without_address,
  }
}

type Attention = NonNullable<SelectionSummary['attention']>

interface Found {
  last_reminded_on: Day | null
  reminded: { count: number; customers: CoveredCustomer[] }
  without_address: { count: number; customers: CoveredCustomer[] }
}

/**
 * What needs looking at before the letters of that day are made: the days they may bear, and the ticked clients who
 * are already reminded that day, or have no address. The first of them by name.
 */
export async function readAttention(
  tx: ScopedTransaction,
  { filter, selection, letterOn }: { filter: ProposalFilter; selection: Selection; letterOn: Day },
): Promise<Attention> {
  const [found] = await readTicked(
    tx,
    selection,
    sql<Found>`
      with ${await proposedInstalments(tx, filter, selection)},
      ticked as materialized (
        select p.company_id, p.customer_id, i.last_reminded_on from proposed p
        join instalments i on i.company_id = p.company_id and i.id = p.id
        where p.is_ticked),
      clients as materialized (
        select c.id, c.code, c.name, t.last_reminded_on,
               coalesce(trim(c.postcode), '') = '' or coalesce(trim(c.town), '') = '' as lacks_address
        from (select company_id, customer_id, max(last_reminded_on) as last_reminded_on
              from ticked group by company_id, customer_id) t
        join customers c on c.company_id = t.company_id and c.id = t.customer_id)
      select (select max(last_reminded_on) from clients) as last_reminded_on,
             ${named(sql`last_reminded_on = ${letterOn}::date`)} as reminded,
             ${named(sql`lacks_address`)} as without_address`,
  )
  const nobody = { count: 0, customers: [] }
  return {
    letterDays: letterDays({ ...filter, lastRemindedOn: found?.last_reminded_on ?? null }),
    lookAt: [
      { kind: 'reminded' as const, ...(found?.reminded ?? nobody) },
      { kind: 'without-address' as const, ...(found?.without_address ?? nobody) },
    ].filter(({ count }) => count > 0),
  }
}

function named(which: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select jsonb_build_object('count', (select count(*) from clients where ${which}),
    'customers', (select coalesce(jsonb_agg(jsonb_build_object('customerId', id, 'code', code, 'name', name)
        order by name, id), '[]')
      from (select * from clients where ${which} order by name, id limit ${SHOWN}) first)))`
}

interface SameDraftQuestion {
  readonly filter: ProposalFilter
  readonly selection: Selection
  readonly letterOn: Day
  /** What the letters of the selection would ask. */
  readonly asked: Asked
  /** Who asks: the drafts of others are theirs to confirm. */
  readonly actor: string
}

/**
 * The latest open draft of a person that holds the letters a selection would make: of the same days, on nothing but
 * what is ticked, as many letters, asking as much in each currency. Null when there is none.
 */
export async function readSameDraft(
  tx: ScopedTransaction,
  { filter, selection, letterOn, asked, actor }: SameDraftQuestion,
): Promise<{ run: number } | null> {
  const drafts = await tx
    .selectFrom('runs')
    .select('id')
    .distinct()
    .where('company_id', 'in', [...filter.companyIds])
    .where('status', '=', 'draft')
    .where('created_by', '=', actor)
    .where('letter_on', '=', letterOn)
    .where('overdue_on', '=', filter.on)
    .execute()
  if (drafts.length === 0) return null
  const within = await readTicked(
    tx,
    selection,
    sql<{ run: number; currency: string; letters: number; net_cents: number }>`
      with ${await proposedInstalments(tx, filter, selection)},
      ticked as materialized (select id from proposed where is_ticked),
      drafted as (
        select * from letters where status = 'draft' and run_id = any(${drafts.map(({ id }) => id)}::bigint[])),
      foreign_runs as (
        select d.run_id from drafted d
        join letter_items t on t.company_id = d.company_id and t.letter_id = d.id
        where t.instalment_id not in (select id from ticked))
      select run_id as run, currency, count(*) as letters, sum(net_cents)::bigint as net_cents
      from drafted where run_id not in (select run_id from foreign_runs)
      group by run_id, currency order by run_id desc`,
  )
  const runs = [...Map.groupBy(within, ({ run }) => run)]
  const same = runs.find(([, parts]) => {
    const letters = sumCents(parts.map((part) => part.letters))
    const asks = asked.amounts.filter(({ netCents }) => netCents > 0)
    return (
      letters === asked.letters &&
      asks.length === parts.length &&
      asks.every(({ currency, netCents }) =>
        parts.some((part) => part.currency === currency && part.net_cents === netCents),
      )
    )
  })
  return same ? { run: same[0] } : null
}

interface LettersAsked {
  readonly filter: ProposalFilter
  readonly selection: Selection
  readonly letterOn: Day
}

/**
 * Clients among the ticked ones whose letter asks for penalties that a missing rate keeps it from reckoning, as the
 * draft will find out; with the company that has the most of them.
 */
export async function readWithoutRates(
  tx: ScopedTransaction,
  { filter, selection, letterOn }: LettersAsked,
): Promise<SelectionSummary['withoutRates']> {
  const query = sql<{ company: string; customers: number }>`
    with ${await proposedInstalments(tx, filter, selection)},
    letters as (
      select company_id, customer_id, max(level) as level, min(due_on) as due_on
      from proposed where is_ticked group by company_id, customer_id, currency)
    select companies.code as company, count(distinct c.id) as customers
    from letters l
    join dunning_levels d on d.company_id = l.company_id and d.level = l.level and d.shows_penalties
    join customers c on c.company_id = l.company_id and c.id = l.customer_id and c.kind in ('business', 'public')
    join companies on companies.id = l.company_id
    where ${lacksRatesOver(sql`l.due_on + 1`, letterOn, sql`c.kind = 'public'`)}
    group by companies.code
    order by customers desc, companies.code`
  const rows = await readTicked(tx, selection, query)
  const [first] = rows
  if (!first) return null
  return { customers: rows.reduce((sum, row) => sum + row.customers, 0), company: first.company }
}

import { sql } from 'kysely'
import { addDays, type Day, daysBetween } from '#domain/days-and-money/day.ts'
import { mustHave } from '#domain/errors.ts'
import { AT_RISK_DAYS, atRiskShare, weightedDelay } from '#domain/steering/delays.ts'
import { monthEnds, salesByMonth, sameDayBefore } from '#domain/steering/sales-months.ts'
import {
  collectionEffectiveness,
  countBackDso,
  delinquentDays,
  simpleDso,
} from '#domain/steering/sales-outstanding.ts'
import { type AccountDay, readAccountDays } from '#ledger/account-days.ts'
import { openInstalmentsAt, readKnownFrom, unallocatedAt } from '#ledger/balance-at.ts'
import { settledOn } from '#ledger/customer-standing.ts'
import { issuedOn } from '#ledger/dated-books.ts'
import { readAsSets } from '#platform/planner.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { DatedBalance, Standing } from '../contract.ts'
import { readDebtors } from './debtors-store.ts'

/** What the figures are about. */
export interface FiguresAsked {
  readonly companyIds: readonly number[]
  readonly today: Day
  readonly currency: string
}

const MONTHS = 12

/** « Où nous en sommes », in one currency. */
export async function readStanding(
  tx: ScopedTransaction,
  asked: FiguresAsked,
): Promise<Omit<Standing, 'currencies'>> {
  const { today, currency } = asked
  const knownFrom = await readCommonStart(tx, asked)
  const days = await readAccountDays(tx, { ...asked, until: today })
  const now = await readBalance(tx, asked, today, knownFrom)
  return {
    currency,
    knownFrom,
    now,
    monthAgo: await readBalance(tx, asked, sameDayBefore(today, 'month'), knownFrom),
    yearAgo: await readBalance(tx, asked, sameDayBefore(today, 'year'), knownFrom),
    months: monthEnds(today, MONTHS).map((endsOn) => monthAt(days, endsOn, knownFrom)),
    period: periodTo(days, today, now, knownFrom),
    delay: await readDelay(tx, asked),
    atRisk: await readAtRisk(tx, asked, knownFrom),
    debtors: await readDebtors(tx, asked),
  }
}

/** The currencies in which something is open, euros first; euros alone when nothing is. */
export async function readCurrencies(
  tx: ScopedTransaction,
  companyIds: readonly number[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ currency: string }>`
    select d.currency from due_sums d
    where d.company_id = any(${companyIds}::bigint[]) and d.items > 0
    group by d.currency
    union
    select k.currency from credits k where k.company_id = any(${companyIds}::bigint[]) and k.open_cents > 0
    group by k.currency
    order by currency
  `.execute(tx)
  const known = rows.map((row) => row.currency)
  const others = known.filter((code) => code !== 'EUR')
  return known.length === 0 || known.length > others.length ? ['EUR', ...others] : others
}

// All of the accounts are known from the latest of their first days on.
async function readCommonStart(
  tx: ScopedTransaction,
  { companyIds, today }: FiguresAsked,
): Promise<Day | null> {
  const starts = (await readKnownFrom(tx, companyIds, today)).flatMap(({ knownFrom }) =>
    knownFrom === null ? [] : [knownFrom],
  )
  return starts.toSorted().at(-1) ?? null
}

async function readBalance(
  tx: ScopedTransaction,
  { companyIds, currency }: FiguresAsked,
  on: Day,
  knownFrom: Day | null,
): Promise<DatedBalance> {
  if (knownFrom === null || on < knownFrom) return { on, balance: null }
  const late = sql`coalesce(${on}::date - i.due_on, 0)`
  const [found] = await readAsSets(
    tx,
    sql<{ notDue: number; to30: number; to60: number; to90: number; over90: number; creditCents: number }>`
    select coalesce(sum(i.open_cents) filter (where ${late} <= 0), 0)::bigint as "notDue",
           coalesce(sum(i.open_cents) filter (where ${late} between 1 and 30), 0)::bigint as to30,
           coalesce(sum(i.open_cents) filter (where ${late} between 31 and 60), 0)::bigint as to60,
           coalesce(sum(i.open_cents) filter (where ${late} between 61 and 90), 0)::bigint as to90,
           coalesce(sum(i.open_cents) filter (where ${late} > 90), 0)::bigint as over90,
           (select coalesce(sum(k.cents), 0)::bigint from (${unallocatedAt(companyIds, on)}) k
            where k.currency = ${currency}) as "creditCents"
    from (${openInstalmentsAt(companyIds, on)}) i where i.currency = ${currency}
  `,
  )
  const { creditCents, ...bands } = mustHave(found, 'the balance')
  return { on, balance: { bands, creditCents } }
}

function monthAt(
  days: readonly AccountDay[],
  endsOn: Day,
  knownFrom: Day | null,
): Standing['months'][number] {
  const until = days.filter(({ on }) => on <= endsOn)
  const receivableCents = until.reduce((sum, day) => sum + day.movedCents, 0)
  const month = endsOn.slice(0, 7)
  const salesCents = until
    .filter(({ on }) => on.startsWith(month))
    .reduce((sum, day) => sum + day.salesCents, 0)
  const isKnown = knownFrom !== null && knownFrom <= endsOn
  const dso = isKnown ? countBackDso(receivableCents, salesByMonth(salesOf(until), knownFrom, endsOn)) : null
  return { endsOn, salesCents, receivableCents, dso }
}

function salesOf(days: readonly AccountDay[]) {
  return days.map(({ on, salesCents }) => ({ issuedOn: on, cents: salesCents }))
}

// From the first day of the third month before; from the first known day, when that is later.
function periodTo(
  days: readonly AccountDay[],
  today: Day,
  now: DatedBalance,
  knownFrom: Day | null,
): Standing['period'] {
  const start = addDays(mustHave(monthEnds(today, 5)[0], 'the month before the period'), 1)
  const from = knownFrom !== null && knownFrom > start ? knownFrom : start
  const length = daysBetween(from, today) + 1
  const sum = (read: (day: AccountDay) => number, isIn: (on: Day) => boolean) =>
    days.filter(({ on }) => isIn(on)).reduce((total, day) => total + read(day), 0)
  const salesCents = sum(
    (day) => day.salesCents,
    (on) => on >= from,
  )
  // What the books began with was owed before their first day.
  const openingCents =
    sum(
      (day) => day.movedCents,
      (on) => on < from,
    ) +
    sum(
      (day) => day.openedCents,
      (on) => on >= from,
    )
  const closingCents = sum(
    (day) => day.movedCents,
    () => true,
  )
  const notDueCents = now.balance?.bands.notDue ?? 0
  const late = delinquentDays({ cents: closingCents, notDueCents }, salesCents, length)
  return {
    from,
    days: length,
    salesCents,
    simpleDso: simpleDso(closingCents, salesCents, length),
    bestPossibleDso: late?.bestPossibleDso ?? null,
    averageDaysDelinquent: late?.averageDaysDelinquent ?? null,
    collectionEffectiveness: collectionEffectiveness({
      openingCents,
      salesCents,
      closingCents,
      closingNotDueCents: notDueCents,
    }),
  }
}

const DELAY_DAYS = 365

// Summed by the days late, so that the average is the rule's own.
async function readDelay(
  tx: ScopedTransaction,
  { companyIds, currency, today }: FiguresAsked,
): Promise<Standing['delay']> {
  const rows = await readAsSets(
    tx,
    sql<{ daysLate: number; cents: number }>`
    select ${settledOn} - i.due_on as "daysLate", sum(a.amount_cents)::bigint as cents
    from allocations a
      join instalments i on i.company_id = a.company_id and i.id = a.instalment_id and i.is_final
      left join credits k on k.company_id = a.company_id and k.id = a.credit_id
      left join imports m on m.company_id = a.company_id and m.id = a.import_id
    where a.company_id = any(${companyIds}::bigint[]) and a.cancelled_at is null and i.currency = ${currency}
      and i.due_on is not null and k.kind is distinct from 'credit-note'
      and ${settledOn} > ${today}::date - ${DELAY_DAYS}::int and ${settledOn} <= ${today}::date
    group by 1
  `,
  )
  return { days: weightedDelay(rows), paidCents: rows.reduce((sum, row) => sum + row.cents, 0) }
}

// The last month of which 90 days have gone by since its end.
async function readAtRisk(
  tx: ScopedTransaction,
  { companyIds, currency, today }: FiguresAsked,
  knownFrom: Day | null,
): Promise<Standing['atRisk']> {
  const ends = monthEnds(addDays(today, -AT_RISK_DAYS), 2)
  const isWhole = addDays(mustHave(ends[1], 'a month'), 1).endsWith('-01')
  const monthEndsOn = mustHave(ends[isWhole ? 1 : 0], 'a month')
  const first = `${monthEndsOn.slice(0, 8)}01`
  const then = addDays(monthEndsOn, AT_RISK_DAYS)
  const nothing = { monthEndsOn, invoicedCents: 0, unpaidCents: 0, share: null }
  if (knownFrom === null || first < knownFrom) return nothing
  const isOfMonth = sql`v.company_id = any(${companyIds}::bigint[]) and v.currency = ${currency}
    and v.status = 'final' and v.kind <> 'opening-balance' and ${issuedOn} between ${first}::date and ${monthEndsOn}::date`
  const [found] = await readAsSets(
    tx,
    sql<{ invoicedCents: number; unpaidCents: number }>`
    select (select coalesce(sum(i.amount_cents), 0)::bigint from invoices v
              join instalments i on i.company_id = v.company_id and i.invoice_id = v.id
            where ${isOfMonth}) as "invoicedCents",
           (select coalesce(sum(i.open_cents), 0)::bigint from (${openInstalmentsAt(companyIds, then)}) i
              join invoices v on v.company_id = i.company_id and v.id = i.invoice_id
            where ${isOfMonth}) as "unpaidCents"
  `,
  )
  const { invoicedCents, unpaidCents } = mustHave(found, 'the month')
  const share = atRiskShare({ endsOn: monthEndsOn, invoicedCents, unpaidThenCents: unpaidCents }, today)
  return { monthEndsOn, invoicedCents, unpaidCents, share }
}

import { sql } from 'kysely'
import { addTo } from '#domain/days-and-money/add-to.ts'
import type { Day } from '#domain/days-and-money/day.ts'
import { type Currency, sumCents } from '#domain/days-and-money/money.ts'
import type { Level } from '#domain/dunning/levels.ts'
import { plannedLetters, type TickedInstalment } from '#domain/dunning/run.ts'
import type { Selection } from '#domain/dunning/selection.ts'
import { mustHave } from '#domain/errors.ts'
import type { Channel } from '#domain/people/parties.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { countedFor } from './draft-source.ts'
import { accountKey, NOTHING_IMPUTED, readImputedAccounts } from './imputed-credits.ts'
import { readMailFacts } from './mail-facts.ts'
import type { ProposalFilter } from './proposed-customers.ts'
import { proposedInstalments, readTicked } from './ticked.ts'

/** What the ticked instalments come to in one currency, and what their letters would ask. */
export interface AskedAmount {
  readonly currency: Currency
  readonly grossCents: number
  /** Credit notes and payments set against them. */
  readonly imputedCents: number
  readonly netCents: number
}

/** A ticked client who gets no letter: what it has paid or was credited covers all that is ticked. */
export interface CoveredCustomer {
  readonly customerId: number
  readonly code: string
  readonly name: string
}

/** Letters by the way they would go. */
export interface AskedWays {
  readonly paper: number
  readonly email: number
  readonly both: number
  /** The e-mails would be written, and not leave. */
  readonly isTrial: boolean
}

/** What the letters of a selection would ask, counted by the rules that write them. */
export interface Asked {
  readonly amounts: readonly AskedAmount[]
  readonly letters: number
  /** The letters by their number, the lowest first. */
  readonly levels: readonly { readonly level: Level; readonly letters: number }[]
  /** How they would go; null where none of their companies sends e-mails. */
  readonly ways: AskedWays | null
  /** Ticked clients who get no letter, and the first of them by name. */
  readonly coveredCount: number
  readonly covered: readonly CoveredCustomer[]
}

/** Reads what the letters of that date would ask; without a date, what is asked at the day of the list. */
export async function readAsked(
  tx: ScopedTransaction,
  filter: ProposalFilter,
  selection: Selection,
  letterOn: Day = filter.on,
): Promise<Asked> {
  const ticked = await readTickedItems(tx, filter, selection)
  const accounts = await readImputedAccounts(tx, {
    companyIds: filter.companyIds,
    customerIds: [...new Set(ticked.credited.map((item) => item.customer_id))],
    ...countedFor(filter, letterOn),
  })
  const amounts = new Map<Currency, { gross: number; imputed: number }>()
  const add = (currency: Currency, gross: number, imputed: number) => {
    const sum = amounts.get(currency) ?? { gross: 0, imputed: 0 }
    amounts.set(currency, { gross: sumCents([sum.gross, gross]), imputed: sumCents([sum.imputed, imputed]) })
  }
  for (const { currency, cents } of ticked.plain) add(currency, cents, 0)
  const byLevel = new Map<Level, number>()
  const count = (level: Level, letters: number) => addTo(byLevel, level, letters)
  for (const { level, letters } of ticked.plain) count(level, letters)
  const written = new Set<number>()
  const mailed: MailedLetter[] = [...ticked.mailed]
  for (const [key, items] of Map.groupBy(ticked.credited, accountKey)) {
    const [first] = items
    if (!first) continue
    const { parts } = accounts.get(key) ?? NOTHING_IMPUTED
    const own = new Set(items.map((item) => item.id))
    add(
      first.currency,
      sumCents(items.map((item) => item.openCents)),
      sumCents(parts.filter((part) => own.has(part.instalmentId)).map((part) => part.cents)),
    )
    const planned = plannedLetters(items, parts, first.one_letter_per_level)
    for (const { level } of planned) {
      count(level, 1)
      if (first.channel !== 'letter') mailed.push({ ...first, level })
    }
    if (planned.length > 0) written.add(first.customer_id)
  }
  const levels = [...byLevel]
    .sort(([one], [other]) => one - other)
    .map(([level, letters]) => ({ level, letters }))
  const letters = levels.reduce((sum, one) => sum + one.letters, 0)
  const ways = await readWays(tx, filter, mailed, letters)
  return {
    amounts: inOrder(amounts),
    letters,
    levels,
    ways,
    ...(await readCovered(tx, filter, ticked, written)),
  }
}

function inOrder(amounts: ReadonlyMap<Currency, { gross: number; imputed: number }>): AskedAmount[] {
  const order = (currency: Currency) => (currency === 'EUR' ? '' : currency)
  return [...amounts]
    .sort(([one], [other]) => order(one).localeCompare(order(other)))
    .map(([currency, { gross, imputed }]) => ({
      currency,
      grossCents: gross,
      imputedCents: imputed,
      netCents: gross - imputed,
    }))
}

/** A letter to a customer who wishes for e-mails. */
interface MailedLetter {
  readonly company_id: number
  readonly customer_id: number
  readonly level: Level
}

interface CreditedItem extends TickedInstalment {
  readonly company_id: number
  readonly customer_id: number
  readonly currency: Currency
  readonly level: Level
  readonly one_letter_per_level: boolean
  readonly channel: Channel
}

interface Ticked {
  /** Of the clients without a credit: what they owe, and the letters it takes. */
  readonly plain: readonly {
    readonly currency: Currency
    readonly level: Level
    readonly cents: number
    readonly letters: number
  }[]
  /** Of those, the letters to customers who wish for e-mails. */
  readonly mailed: readonly MailedLetter[]
  /** Of the others, each instalment. */
  readonly credited: readonly CreditedItem[]
  /** Clients without a credit, who are always written to. */
  readonly plainIds: readonly number[]
}

async function readTickedItems(
  tx: ScopedTransaction,
  filter: ProposalFilter,
  selection: Selection,
): Promise<Ticked> {
  const query = sql<Ticked>`
    with ${await proposedInstalments(tx, filter, selection)},
    owners as materialized (
      select distinct company_id, customer_id, currency from credits
      where company_id = any(${filter.companyIds}::bigint[]) and open_cents > 0),
    ticked as materialized (
      select p.company_id, p.customer_id, p.currency, p.id, p.level, p.open_cents, c.one_letter_per_level,
             k.channel,
             o.customer_id is not null as is_credited
      from proposed p
      join companies c on c.id = p.company_id
      join customers k on k.company_id = p.company_id and k.id = p.customer_id
      left join owners o
        on o.company_id = p.company_id and o.customer_id = p.customer_id and o.currency = p.currency
      where p.is_ticked)
    select
      (select coalesce(jsonb_agg(sums), '[]') from (
        select currency, level, sum(cents)::bigint as cents, count(*) as letters from (
          select currency, max(level) as level, sum(open_cents) as cents from ticked where not is_credited
          group by company_id, customer_id, currency, case when one_letter_per_level then level end) letter
        group by currency, level) sums) as plain,
      (select coalesce(jsonb_agg(letter), '[]') from (
        select company_id, customer_id, max(level) as level from ticked where not is_credited and channel <> 'letter'
        group by company_id, customer_id, currency, case when one_letter_per_level then level end) letter) as mailed,
      (select coalesce(jsonb_agg(jsonb_build_object('company_id', company_id, 'customer_id', customer_id,
          'currency', currency, 'id', id, 'level', level, 'openCents', open_cents,
          'one_letter_per_level', one_letter_per_level, 'channel', channel)), '[]')
        from ticked where is_credited) as credited,
      (select coalesce(jsonb_agg(distinct customer_id), '[]') from ticked
        where not is_credited and customer_id in (select customer_id from ticked where is_credited)) as "plainIds"`
  const [row] = await readTicked(tx, selection, query)
  return mustHave(row, 'what is ticked')
}

async function readWays(
  tx: ScopedTransaction,
  { companyIds }: ProposalFilter,
  mailed: readonly MailedLetter[],
  letters: number,
): Promise<AskedWays | null> {
  const facts = await readMailFacts(tx, companyIds, [...new Set(mailed.map((letter) => letter.customer_id))])
  const companies = companyIds.flatMap((id) => facts.companyOf(id) ?? [])
  if (companies.length === 0) return null
  const ways = Map.groupBy(
    mailed,
    ({ company_id, customer_id, level }) =>
      facts.channelsFor({ companyId: company_id, customerId: customer_id, level }).way,
  )
  const [email, both] = [ways.get('email')?.length ?? 0, ways.get('both')?.length ?? 0]
  return {
    paper: letters - email - both,
    email,
    both,
    isTrial: companies.some((one) => one.sending === 'trial'),
  }
}

const COVERED_SHOWN = 20

// A client with several currencies is written to as soon as one of them asks for something.
async function readCovered(
  tx: ScopedTransaction,
  { companyIds }: ProposalFilter,
  { credited, plainIds }: Ticked,
  written: ReadonlySet<number>,
): Promise<Pick<Asked, 'covered' | 'coveredCount'>> {
  const others = new Set(plainIds)
  const ids = [...new Set(credited.map((item) => item.customer_id))]
  const covered = ids.filter((id) => !written.has(id) && !others.has(id))
  if (covered.length === 0) return { covered: [], coveredCount: 0 }
  const first = await tx
    .selectFrom('customers')
    .select(['id as customerId', 'code', 'name'])
    .where('company_id', 'in', companyIds)
    .where('id', 'in', covered)
    .orderBy('name')
    .orderBy('id')
    .limit(COVERED_SHOWN)
    .execute()
  return { covered: first, coveredCount: covered.length }
}

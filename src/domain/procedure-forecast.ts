import { addDays, type Day, laterOf } from './day.ts'
import type { Level } from './levels.ts'
import { type CurrencyAmount, sumByCurrency, sumCents } from './money.ts'
import { advisedOn, type LevelTiming } from './procedure.ts'

/** An open instalment of a final invoice, due or soon to be. */
export interface OwedInstalment {
  readonly customerId: number
  readonly invoiceId: number
  readonly currency: string
  readonly openCents: number
  readonly level: Level
  readonly dueOn: Day
  readonly lastRemindedOn: Day | null
  readonly hadFormalNotice: boolean
  readonly isProvisional: boolean
  /** Last day of a block; null when nothing holds it. What is held without an end is left out. */
  readonly blockedUntil: Day | null
}

/** What is owed to a company, and the unallocated credits to take off. */
export interface OwedBooks {
  readonly instalments: readonly OwedInstalment[]
  readonly credits: readonly (CurrencyAmount & { readonly customerId: number })[]
}

/** The settings that decide who is advised. */
export interface AdviceRules {
  readonly timings: readonly LevelTiming[]
  readonly minimumCents: number
  /** An instalment with less left to pay is not reminded of. */
  readonly minimumItemCents: number
  readonly excludesProvisional: boolean
}

/** What ticking all that is advised would come to on one day. */
export interface AdvisedDay {
  readonly on: Day
  readonly customers: number
  readonly invoices: number
  readonly amounts: readonly CurrencyAmount[]
}

/**
 * What the page « Relances » would advise on each of `days` under `rules`, if nobody paid or was
 * reminded meanwhile. The same rules as the SQL of the ledger, counted here because the settings
 * are not saved yet and one reading of the books serves all the days.
 */
export function forecastAdvised(books: OwedBooks, rules: AdviceRules, days: readonly Day[]): AdvisedDay[] {
  const accounts = accountsOf(books, rules)
  return days.map((on) => totalsOn(accounts, Math.max(rules.minimumCents, 1), on))
}

/** One client in one currency: what one letter is about. */
interface Account {
  readonly customerId: number
  readonly currency: string
  readonly creditCents: number
  readonly items: readonly AccountItem[]
}

interface AccountItem {
  readonly invoiceId: number
  readonly openCents: number
  /** First day it is proposed. */
  readonly proposedFrom: Day
  /** Null when no letter is advised any more. */
  readonly advisedFrom: Day | null
}

function accountsOf({ instalments, credits }: OwedBooks, rules: AdviceRules): Account[] {
  const creditOf = new Map(credits.map((credit) => [accountKey(credit), credit.cents]))
  const proposable = instalments.filter(
    (one) => one.openCents >= rules.minimumItemCents && !(one.isProvisional && rules.excludesProvisional),
  )
  return [...Map.groupBy(proposable, accountKey)].flatMap(([key, owed]) => {
    const [first] = owed
    if (!first) return []
    const { customerId, currency } = first
    const items = owed.map((one) => itemOf(one, rules.timings))
    return [{ customerId, currency, creditCents: creditOf.get(key) ?? 0, items }]
  })
}

function accountKey({ customerId, currency }: { readonly customerId: number; readonly currency: string }) {
  return `${customerId}:${currency}`
}

function itemOf(owed: OwedInstalment, timings: readonly LevelTiming[]): AccountItem {
  const { invoiceId, openCents, dueOn, blockedUntil } = owed
  return {
    invoiceId,
    openCents,
    proposedFrom: blockedUntil === null ? dueOn : laterOf(dueOn, addDays(blockedUntil, 1)),
    advisedFrom: advisedOn(owed, timings),
  }
}

function totalsOn(accounts: readonly Account[], minimumCents: number, on: Day): AdvisedDay {
  const customers = new Set<number>()
  const amounts: CurrencyAmount[] = []
  let invoices = 0
  for (const { customerId, currency, creditCents, items } of accounts) {
    const proposed = items.filter((item) => item.proposedFrom <= on)
    const owedCents = sumCents(proposed.map((item) => item.openCents))
    if (owedCents - creditCents < minimumCents) continue
    // An invoice is reminded whole as soon as one of its instalments is advised.
    const advised = new Set(
      proposed
        .filter((item) => item.advisedFrom !== null && item.advisedFrom <= on)
        .map((item) => item.invoiceId),
    )
    if (advised.size === 0) continue
    customers.add(customerId)
    invoices += advised.size
    const reminded = proposed.filter((item) => advised.has(item.invoiceId))
    amounts.push({ currency, cents: sumCents(reminded.map((item) => item.openCents)) })
  }
  return { on, customers: customers.size, invoices, amounts: sumByCurrency(amounts) }
}

import type { Day } from '#domain/days-and-money/day.ts'
import { type CurrencyAmount, sumByCurrency, sumCents } from '#domain/days-and-money/money.ts'
import {
  countsOn,
  imputeCredits,
  imputedCents,
  type OpenCredit,
  settledByExpected,
} from '#domain/receivables/imputation.ts'
import type { Level } from './levels.ts'
import { advisedOn, type LevelTiming } from './procedure.ts'

/** An open instalment of a final invoice, due or soon to be. */
export interface OwedInstalment {
  readonly id: number
  readonly customerId: number
  readonly invoiceId: number
  /** Number of its invoice. */
  readonly number: string | null
  readonly currency: string
  readonly openCents: number
  readonly level: Level
  readonly dueOn: Day
  readonly lastRemindedOn: Day | null
  readonly hadFormalNotice: boolean
  readonly isProvisional: boolean
  /** Last day of a block; null when nothing holds it. */
  readonly blockedUntil: Day | 'endless' | null
  /** An unallocated payment has probably settled its invoice: nothing advises to remind it. */
  readonly isProbablyPaid: boolean
}

/** An unallocated credit of a client. */
export type OwnedCredit = OpenCredit & { readonly customerId: number; readonly currency: string }

/** What is owed to a company, what is held included, and the unallocated credits, those to come included. */
export interface OwedBooks {
  readonly instalments: readonly OwedInstalment[]
  readonly credits: readonly OwnedCredit[]
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
  readonly credits: readonly OpenCredit[]
  readonly items: readonly AccountItem[]
}

interface AccountItem extends Pick<OwedInstalment, 'id' | 'invoiceId' | 'number' | 'openCents' | 'dueOn'> {
  readonly blockedUntil: OwedInstalment['blockedUntil']
  /** Under the minimum, or a provisional that is excluded: never proposed, and paid by credits all the same. */
  readonly isLeftOut: boolean
  /** Null when no letter is advised any more. */
  readonly advisedFrom: Day | null
}

function accountsOf({ instalments, credits }: OwedBooks, rules: AdviceRules): Account[] {
  const creditsOf = Map.groupBy(credits, accountKey)
  return [...Map.groupBy(instalments, accountKey)].flatMap(([key, owed]) => {
    const [first] = owed
    if (!first) return []
    const { customerId, currency } = first
    const items = owed.map((one) => itemOf(one, rules))
    return [{ customerId, currency, credits: creditsOf.get(key) ?? [], items }]
  })
}

function accountKey({ customerId, currency }: { readonly customerId: number; readonly currency: string }) {
  return `${customerId}:${currency}`
}

function itemOf(owed: OwedInstalment, rules: AdviceRules): AccountItem {
  const { openCents, isProvisional, isProbablyPaid } = owed
  return {
    ...owed,
    isLeftOut: openCents < rules.minimumItemCents || (isProvisional && rules.excludesProvisional),
    advisedFrom: isProbablyPaid ? null : advisedOn(owed, rules.timings),
  }
}

function totalsOn(accounts: readonly Account[], minimumCents: number, on: Day): AdvisedDay {
  const customers = new Set<number>()
  const amounts: CurrencyAmount[] = []
  let invoices = 0
  for (const { customerId, currency, credits, items } of accounts) {
    const due = items.filter((item) => item.dueOn <= on)
    // The cheapest question first: most clients are not advised on most days.
    if (!due.some((item) => isAdvised(item, on))) continue
    const { proposed, netCents } = proposedOn(due, credits, on)
    // An invoice is reminded whole as soon as one of its instalments is advised.
    const advised = new Set(proposed.filter((item) => isAdvised(item, on)).map((item) => item.invoiceId))
    if (advised.size === 0 || netCents < minimumCents) continue
    customers.add(customerId)
    invoices += advised.size
    const reminded = proposed.filter((item) => advised.has(item.invoiceId))
    amounts.push({ currency, cents: sumCents(reminded.map((item) => item.openCents)) })
  }
  return { on, customers: customers.size, invoices, amounts: sumByCurrency(amounts) }
}

function isAdvised({ advisedFrom }: AccountItem, on: Day): boolean {
  return advisedFrom !== null && advisedFrom <= on
}

/** What may be reminded of that day, and what is left of it once the credits are set against all that is due. */
function proposedOn(due: readonly AccountItem[], credits: readonly OpenCredit[], on: Day) {
  const owed = due.map((item) => ({ ...item, isBlocked: isBlockedOn(item, on) }))
  const underWay = settledByExpected(owed, credits, on)
  const proposed = owed.filter((item) => !item.isBlocked && !item.isLeftOut && !underWay.has(item.id))
  const openCents = sumCents(proposed.map((item) => item.openCents))
  if (credits.length === 0) return { proposed, netCents: openCents }
  // Where all that is due is proposed, the order changes nothing.
  const received = sumCents(
    credits.filter((credit) => countsOn(credit, on)).map((credit) => credit.openCents),
  )
  if (proposed.length === owed.length) return { proposed, netCents: Math.max(0, openCents - received) }
  const { parts } = imputeCredits(owed, credits, on)
  const ids = new Set(proposed.map((item) => item.id))
  return { proposed, netCents: openCents - imputedCents(parts, ids) }
}

function isBlockedOn({ blockedUntil }: AccountItem, on: Day): boolean {
  return blockedUntil !== null && (blockedUntil === 'endless' || on <= blockedUntil)
}

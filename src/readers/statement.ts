import { createHash } from 'node:crypto'
import { addTo } from '#domain/days-and-money/add-to.ts'
import type { Day } from '#domain/days-and-money/day.ts'
import { type Currency, formatMoney } from '#domain/days-and-money/money.ts'
import type { StatementFormat } from '#domain/matching/statement-formats.ts'
import { issue } from './issues.ts'
import type { ReadIssue } from './records.ts'

/** One account over one period, as its bank tells it. */
export interface Statement {
  /** Same account, dates and balances, same key: the same statement read twice is known. */
  readonly key: string
  readonly format: StatementFormat | 'table'
  /** IBAN where the bank gives it or its parts, else the number as written; null when there is none. */
  readonly account: string | null
  readonly currency: Currency
  readonly openedOn: Day | null
  readonly closedOn: Day | null
  /** Null when the format or the bank leaves the balance out. */
  readonly openingCents: number | null
  readonly closingCents: number | null
  /** Old balance + movements = new balance; null when a balance is missing and nothing can be told. */
  readonly balanced: boolean | null
  readonly movements: readonly Movement[]
  readonly warnings: readonly ReadIssue[]
}

/** One line of a statement: positive when money came in. */
export interface Movement {
  /** Stable from one export to the next; the second of two equal movements of a statement ends in "-2". */
  readonly key: string
  readonly bookedOn: Day
  readonly amountCents: number
  /** The other party as the bank names it: who paid on a credit, who was paid on a debit. */
  readonly payer: string | null
  readonly text: string
  readonly reference: string | null
  /** A payment taken back (unpaid direct debit, cheque or bill): what it had settled is open again. */
  readonly isRejection: boolean
  readonly line: number
}

/** A movement before it has its key; `bankId` is the bank's own identifier, when it gives one. */
export type MovementFacts = Omit<Movement, 'key'> & { readonly bankId?: string }

export interface StatementFacts extends Omit<Statement, 'key' | 'balanced' | 'movements'> {
  readonly movements: readonly MovementFacts[]
}

export interface StatementRefusal {
  readonly reason: ReadIssue
}

export type StatementsRead = readonly Statement[] | StatementRefusal

/** A statement with its keys, its balance checked: a difference is a warning, since banks make some. */
export function statementOf(facts: StatementFacts): Statement {
  const { account, openingCents, closingCents, currency } = facts
  const movements = withKeys(account ?? '', facts.movements)
  const warnings = [...facts.warnings]
  let balanced: boolean | null = null
  if (openingCents !== null && closingCents !== null) {
    const computed = movements.reduce((sum, { amountCents }) => sum + amountCents, openingCents)
    balanced = computed === closingCents
    if (!balanced) warnings.push(unbalanced(computed, closingCents, currency))
  }
  const { format, openedOn, closedOn } = facts
  const dates = { openedOn, closedOn }
  const key = digest([account, currency, openedOn, closedOn, openingCents, closingCents])
  const balances = { openingCents, closingCents, balanced }
  return { key, format, account, currency, ...dates, ...balances, movements, warnings }
}

/** The texts of a movement on one line, each once, in their order. */
export function joinTexts(texts: readonly string[]): string {
  const clean = texts.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== '')
  return [...new Set(clean)].join(' ')
}

/** True when a debit's own words say that a payment was returned, and that it is not the fee for it. */
export function saysReturned(text: string): boolean {
  const words = text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase()
  return (
    /\b(?:REJET\w*|IMPAYE\w*|RETURNED|UNPAID)\b/.test(words) &&
    !/\b(?:FRAIS|COM|COMMISSION|FEES?)\b/.test(words)
  )
}

function withKeys(account: string, movements: readonly MovementFacts[]): Movement[] {
  const seen = new Map<string, number>()
  return movements.map(({ bankId, ...movement }) => {
    const { bookedOn, amountCents, payer, text, reference } = movement
    const key = digest([account, bookedOn, amountCents, bankId || [payer, text, reference]])
    const ordinal = addTo(seen, key, 1)
    return { key: ordinal === 1 ? key : `${key}-${ordinal}`, ...movement }
  })
}

function unbalanced(computed: number, closing: number, currency: Currency): ReadIssue {
  return issue(
    'statement-unbalanced',
    {},
    {
      computed: formatMoney(computed, currency),
      closing: formatMoney(closing, currency),
      difference: formatMoney(closing - computed, currency),
    },
  )
}

function digest(identity: unknown): string {
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32)
}

import { addDays, type Day } from '#domain/days-and-money/day.ts'
import { NOTHING_SELECTED, tickCustomer } from '#domain/dunning/selection.ts'
import { creditorReference, letterReferenceBody } from '#domain/letters/creditor-reference.ts'
import type { LetterContent, Letterhead } from '#domain/letters/letter.ts'
import { TEXT_PLACES, variablesOf } from '#domain/letters/letter-text-check.ts'
import { isLetterVariable, type LetterVariable } from '#domain/letters/letter-variables.ts'
import { audienceOf } from '#domain/people/parties.ts'
import { readDraftCompanies } from '#ledger/draft-company.ts'
import { readDraftSource } from '#ledger/draft-source.ts'
import { NOTHING_IMPUTED } from '#ledger/imputed-credits.ts'
import { type LetterParts, letterContent, letterValues } from '#ledger/letter-content.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { PreviewRequest } from '../contract.ts'
import { exampleRecipient } from './example-recipient.ts'

/** A letter as it would be frozen today, with the text and the settings being edited. */
export interface PreviewedLetter {
  readonly letterhead: Letterhead
  readonly content: LetterContent
  /** Null for the invented client. */
  readonly customer: string | null
  /** Variables of the letter's text without a value here. */
  readonly missing: readonly LetterVariable[]
}

/** Whom a letter is shown to, and what it asks for. */
export type Recipient = Pick<LetterParts, 'customer' | 'currency' | 'items' | 'imputed'>

/** What a preview reads: the same for every letter typed in between. */
export interface PreviewBooks {
  readonly order: PreviewOrder
  readonly company: Pick<LetterParts, 'letterhead' | 'penaltyRules'>
  /** Null for the invented client. */
  readonly recipient: Recipient | null
}

export interface PreviewOrder {
  readonly companyId: number
  readonly today: Day
  /** "customerId:CUR", or null for the invented client. */
  readonly customer: string | null
}

/**
 * All that is proposed of the client, and who writes to it. The invented client stands in when none is
 * chosen, or when nothing of the chosen one is left to remind.
 */
export async function readPreviewBooks(tx: ScopedTransaction, order: PreviewOrder): Promise<PreviewBooks> {
  const company = (await readDraftCompanies(tx, [order.companyId])).get(order.companyId)
  if (!company) throw new Error('the scope holds the company')
  const { letterhead, penaltyRules } = company
  return { order, company: { letterhead, penaltyRules }, recipient: await readRecipient(tx, order) }
}

/**
 * The letter the client would get if all that is proposed of it were ticked, made by what makes the letters
 * of a run.
 */
export function previewLetter(
  { order, company, recipient }: PreviewBooks,
  request: PreviewRequest,
): PreviewedLetter {
  const { level, language, audience, text, settings } = request
  const found = recipient ?? exampleRecipient(request, order)
  // A text is for one language and one audience, whoever it is looked at on.
  const { kind } = found.customer
  const parts: LetterParts = {
    ...found,
    ...company,
    customer: { ...found.customer, language, kind: audienceOf(kind) === audience ? kind : audience },
    level,
    letterOn: order.today,
    settings,
    text,
    informationItems: [],
    ownReference: creditorReference(letterReferenceBody(0, 1)),
    feesAsked: new Set(),
    paidPenalties: new Map(),
  }
  const values = letterValues(parts)
  const named = TEXT_PLACES.slice(0, 3).flatMap((place) => variablesOf(text, place))
  return {
    letterhead: company.letterhead,
    content: letterContent(parts),
    customer: recipient ? recipient.customer.name : null,
    missing: [...new Set(named)].filter(isLetterVariable).filter((name) => !values[name]),
  }
}

async function readRecipient(
  tx: ScopedTransaction,
  { companyId, today, customer: key }: PreviewOrder,
): Promise<Recipient | null> {
  if (key === null) return null
  // Nothing due today is proposed unless asked: the page's own day (rules §3).
  const filter = { on: addDays(today, -1), today, companyIds: [companyId] }
  const source = await readDraftSource(tx, filter, tickCustomer(NOTHING_SELECTED, key, true), today)
  const [customer] = source.customers
  const currency = key.split(':')[1] ?? ''
  if (!customer) return null
  return {
    customer,
    currency,
    items: source.items.filter((item) => item.currency === currency),
    imputed: source.accounts.get(`${companyId}:${key}`) ?? NOTHING_IMPUTED,
  }
}

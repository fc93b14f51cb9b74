import { addDays, type Day } from '#domain/day.ts'
import type { LetterContent, Letterhead } from '#domain/letter.ts'
import { TEXT_PLACES, variablesOf } from '#domain/letter-text-check.ts'
import { isLetterVariable, type LetterVariable } from '#domain/letter-variables.ts'
import { NOTHING_SELECTED, tickCustomer } from '#domain/selection.ts'
import { readDraftCompanies } from '#ledger/draft-company.ts'
import { readDraftSource } from '#ledger/draft-source.ts'
import { type LetterParts, letterContent, letterValues } from '#ledger/letter-content.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { PreviewRequest } from './contract.ts'
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

/**
 * The letter a client would get if all that is proposed of it were ticked, made by what makes the
 * letters of a run. The invented client stands in when none is chosen, or when nothing of the chosen
 * one is left to remind. Writes nothing.
 */
export async function previewLetter(
  tx: ScopedTransaction,
  order: { readonly companyId: number; readonly today: Day },
  request: PreviewRequest,
): Promise<PreviewedLetter> {
  const company = (await readDraftCompanies(tx, [order.companyId])).get(order.companyId)
  if (!company) throw new Error('the scope holds the company')
  const recipient = await readRecipient(tx, order, request)
  const { level, language, text, settings } = request
  const found = recipient ?? exampleRecipient(request, order)
  const parts: LetterParts = {
    ...found,
    customer: { ...found.customer, language },
    letterhead: company.letterhead,
    level,
    letterOn: order.today,
    penaltyRules: company.penaltyRules,
    settings,
    text,
    informationItems: [],
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

/** Whom a letter is shown to, and what it asks for. */
export type Recipient = Pick<LetterParts, 'customer' | 'currency' | 'items' | 'credits'>

async function readRecipient(
  tx: ScopedTransaction,
  { companyId, today }: { readonly companyId: number; readonly today: Day },
  { customer: key }: PreviewRequest,
): Promise<Recipient | null> {
  if (key === null) return null
  // Nothing due today is proposed unless asked: the page's own day (rules §3).
  const filter = { on: addDays(today, -1), companyIds: [companyId] }
  const source = await readDraftSource(tx, filter, tickCustomer(NOTHING_SELECTED, key, true))
  const [customer] = source.customers
  const currency = key.split(':')[1] ?? ''
  if (!customer) return null
  return {
    customer,
    currency,
    items: source.items.filter((item) => item.currency === currency),
    credits: source.credits.filter((credit) => credit.currency === currency),
  }
}

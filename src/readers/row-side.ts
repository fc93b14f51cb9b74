import type { Currency } from '#domain/days-and-money/money.ts'
import { normalizeLabel } from './cells.ts'
import { documentKindOf } from './document-kinds.ts'
import { askDoubt } from './doubts.ts'
import type { Figures } from './row-amount.ts'
import type { CellReaders, RowContext } from './row-cells.ts'

interface Item {
  readonly currency: Currency
  readonly line: number
}

const CREDIT_WORDS = /^(?:avoirs?|notes? de credit|credit (?:notes?|memos?))\b/
const CREDIT_NUMBER = /(?:^|[^\p{L}])(?:av|avoir|nc|cn|rfac|rinv)[^\p{L}\d]{0,3}\d/iu

/**
 * What the words of a row say where no type of document, no side and no sign does: « Avoir sur F12 » is a credit note,
 * AV12 may be one.
 */
export function creditWords(
  cells: CellReaders,
  { cents }: { readonly cents: number },
): 'credit-note' | 'maybe' | null {
  if (cents <= 0 || cells.has('debit') || cells.has('credit') || cells.has('amount')) return null
  if (isCreditText(cells.text('number')) || isCreditText(cells.text('label'))) return 'credit-note'
  return CREDIT_NUMBER.test(cells.text('number')) ? 'maybe' : null
}

// Few texts have such words: the others are not worth being compared without accents.
function isCreditText(text: string): boolean {
  return /avoir|note|cr[eé]/iu.test(text) && CREDIT_WORDS.test(normalizeLabel(text))
}

/** True when the words of a row say that it is a credit note or a payment, whatever its sign. */
export function saysCredit(cells: CellReaders): boolean {
  const texts = [cells.text('number'), cells.text('label')]
  if (CREDIT_NUMBER.test(cells.text('number')) || texts.some(isCreditText)) return true
  const kind = documentKindOf(cells.text('label'))
  return kind === 'credit-note' || kind === 'payment' || kind === 'refund'
}

/** Whether an amount below zero is owed: most of the list are, and no word says that they are credits. */
export function askNegative(cells: CellReaders, context: RowContext, figures: Figures, item: Item): Figures {
  if (!context.facts.isMostlyNegative || figures.amountCents >= 0 || saysCredit(cells)) return figures
  const value = context.mapping.totalCents ?? context.mapping.openCents ?? ''
  const question = { kind: 'negative-amounts', value, choices: ['open', 'credit'] } as const
  const cents = figures.amountCents
  const { id, answer } = askDoubt(context.doubts, question, { ...item, cents })
  if (answer === 'open') return { ...figures, amountCents: -cents, kind: 'invoice' }
  return answer === 'credit' ? figures : { ...figures, doubts: [...(figures.doubts ?? []), id] }
}

/** Whether a number such as AV12 is a credit note's; the letters of all such numbers are one question: « AV ». */
export function askCredit({ doubts }: RowContext, figures: Figures, number: string, item: Item): Figures {
  if (figures.amountCents <= figures.settledCents) return figures
  const value =
    CREDIT_NUMBER.exec(number)?.[0]
      .replace(/[^\p{L}]/gu, '')
      .toUpperCase() ?? ''
  const question = { kind: 'unsigned-credit', value, choices: ['credit', 'open'] } as const
  const { id, answer } = askDoubt(doubts, question, { ...item, cents: figures.amountCents })
  if (answer === 'credit') return { ...figures, amountCents: -figures.amountCents, kind: 'credit-note' }
  return answer === 'open' ? figures : { ...figures, doubts: [id] }
}

/**
 * Whether a row of two sides is on the wrong one: an invoice among the credits, a payment among the debits. What
 * cancels, rejects or gives back stands there rightly.
 */
export function askSide(
  cells: CellReaders,
  { facts, doubts }: RowContext,
  figures: Figures,
  item: Item,
): Figures {
  const { amountCents } = figures
  if (!facts.isLedger || amountCents === 0) return figures
  const said = saidSide(cells)
  if (said === null || said === Math.sign(amountCents)) return figures
  const value = said > 0 ? 'facture' : 'règlement'
  const question = { kind: 'reversed-side', value, choices: ['different', 'same'] } as const
  const { id, answer } = askDoubt(doubts, question, { ...item, cents: amountCents })
  if (answer === 'different') return figures
  if (answer === 'same')
    return { ...figures, amountCents: -amountCents, kind: said > 0 ? 'invoice' : 'payment' }
  return { ...figures, doubts: [...(figures.doubts ?? []), id] }
}

const TURNED =
  /annul|extourn|contrepass|rejet|impaye|retour|rembours|erreur|trop|avoir|regul|correct|cancel|refund|revers/

// The first word alone: « Virement facture F12 » is a payment.
function saidSide(cells: CellReaders): 1 | -1 | null {
  const words = normalizeLabel(`${cells.text('kind')} ${cells.text('label')}`)
  if (TURNED.test(words)) return null
  for (const text of [cells.text('kind'), cells.text('label')]) {
    const kind = documentKindOf(normalizeLabel(text).split(' ')[0] ?? '')
    if (kind === 'invoice') return 1
    if (kind === 'payment') return -1
  }
  return null
}

import { formatMoney } from '#domain/days-and-money/money.ts'
import type { Doubt, DoubtChoice } from '#domain/receivables/doubt.ts'
import { hasTwoReadings, parseCents } from './amounts.ts'
import type { DoubtKind } from './doubts.ts'
import type { CellReaders, RowContext } from './row-cells.ts'
import { paymentQuestions, type ReadFigures } from './unread-payments.ts'

/** What is asked of one row: whether it is a claim, and what is left of it. */
export interface RowQuestion {
  readonly kind: DoubtKind
  readonly value: string
  readonly values?: Doubt['values']
  readonly choices?: readonly DoubtChoice[]
}

/** What the cells of a row leave in doubt whatever its state: its company, its document, the sign of what is left. */
export function rowQuestions(
  cells: CellReaders,
  { facts, mapping, positions, formats, currency }: RowContext,
  figures: ReadFigures,
): RowQuestion[] {
  const { amountCents } = figures
  const questions: RowQuestion[] = [...markQuestions(cells, { mapping, positions, formats, currency })]
  const company = facts.companyAt < 0 ? '' : cells.at(facts.companyAt)
  if (company !== '')
    questions.push({ kind: 'several-companies', value: company, choices: ['open', 'leave-out'] })
  if (
    facts.hasDocuments &&
    DAYS.every((field) => cells.text(field) === '') &&
    !/\d/.test(cells.text('number'))
  )
    questions.push({ kind: 'no-document', value: '' })
  if (cells.row.mark === 'hidden' && facts.hasHiddenRows)
    questions.push({ kind: 'hidden-rows', value: '', choices: ['open', 'leave-out'] })
  if (cells.row.mark === 'struck') questions.push({ kind: 'struck-rows', value: '' })
  if (cells.row.section) questions.push({ kind: 'section-title', value: cells.row.section })
  const prefix = facts.hasOtherNumbers ? notOwedPrefix(cells.text('number')) : null
  if (prefix !== null && amountCents > 0) questions.push({ kind: 'not-owed-number', value: prefix })
  const openCents = facts.hasOppositeRemainders ? cells.cents('openCents') : null
  if (openCents !== null && openCents * amountCents < 0)
    questions.push({
      kind: 'opposite-remainder',
      value: mapping.openCents ?? '',
      choices: ['open', 'settled'],
    })
  // A figure says what is left: no other column is needed.
  if (cells.text('openCents') === '') questions.push(...paymentQuestions(facts.unread, cells.row, figures))
  return questions
}

const AMOUNTS = [
  'totalCents',
  'instalmentCents',
  'openCents',
  'paidCents',
  'debit',
  'credit',
  'amount',
] as const

// « 1,200 », where no other cell tells a thousand from a decimal.
function* markQuestions(
  cells: CellReaders,
  {
    mapping,
    positions,
    formats,
    currency,
  }: Pick<RowContext, 'mapping' | 'positions' | 'formats' | 'currency'>,
): Generator<RowQuestion> {
  if (formats.twoReadings.size === 0) return
  for (const field of AMOUNTS) {
    const written = cells.text(field)
    if (!formats.twoReadings.has(positions[field] ?? -1) || !hasTwoReadings(written)) continue
    const [read, other] = [parseCents(written, ',', 'rounded'), parseCents(written, '.', 'rounded')]
    if (read === null || other === null) continue
    const values = { written, read: formatMoney(read, currency), other: formatMoney(other, currency) }
    yield { kind: 'decimal-mark', value: mapping[field] ?? '', values, choices: ['different', 'same'] }
  }
}

const DAYS = ['issuedOn', 'dueOn'] as const

/** The letters of a number that quotes, orders and delivery notes have: DEV-12, BL12, CDE 4. */
export function notOwedPrefix(number: string): string | null {
  const found = /^(?:dev|devis|de|bl|bc|bdc|cde|cmd|commande|proforma|pf|prov)(?=[^\p{L}\d]{0,3}\d)/iu.exec(
    number,
  )
  return found ? found[0].toUpperCase() : null
}

/** True for what programs write where a draft has no number yet: « (PROV13) », « Brouillon », « / ». */
export function isDraftNumber(number: string): boolean {
  return /^(?:\(prov\d+\)|brouillon.*|draft.*|\/)$/i.test(number)
}

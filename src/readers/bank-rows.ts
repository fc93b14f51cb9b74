import type { Day } from '#domain/days-and-money/day.ts'
import type { Currency } from '#domain/days-and-money/money.ts'
import { type DecimalMark, decimalMarkOf } from './amounts.ts'
import { accountOfCell } from './bank-account.ts'
import { type BalanceWord, balanceWordOf } from './bank-balance.ts'
import type { BankSection } from './bank-sections.ts'
import { operationState } from './bank-states.ts'
import { currencyInCell } from './cell-currency.ts'
import { centsOfCell, dayOfCell } from './cell-values.ts'
import { normalizeLabel } from './cells.ts'
import { type DateOrder, dateOrderOf } from './dates.ts'
import { addIssue, type IssueList, issue, noteLine, type Occurrences } from './issues.ts'
import { type TableRow, textAt } from './rows.ts'
import { joinTexts, type MovementFacts, saysReturned } from './statement.ts'
import { isTotalRow } from './totals.ts'

/** How the days and amounts of a whole file are written. */
export interface BankFormats {
  readonly order: DateOrder
  readonly mark: DecimalMark
  /** No day of the file is after the 12th: day first was taken. */
  readonly isOrderGuessed: boolean
}

/** What is to be told of the rows of a file. */
export interface BankNotes {
  readonly errors: IssueList
  readonly notExecuted: Occurrences
  readonly totals: Occurrences
  /** Rows with a day and no amount. */
  readonly blank: Occurrences
  /** Rows that the workbook hides, read all the same. */
  readonly hidden: Occurrences
  readonly unknownStates: Set<string>
}

/** One operation as its row has it, before it is given to its account. */
export interface BankLine {
  /** "" when no column names an account. */
  readonly said: string
  readonly currency: Currency
  readonly movement: MovementFacts
  readonly balanceCents: number | null
}

/** A balance on a line of its own; `on`: the day its words or its cell give. */
export interface BalanceLine {
  readonly word: BalanceWord
  readonly cents: number
  readonly on: Day | null
}

/** Decides how days and amounts are written by all the rows of a file: one of them can often be read two ways. */
export function bankFormatsOf(sections: readonly BankSection[]): BankFormats {
  const cells = (fields: readonly (keyof BankSection['columns']['at'])[]) =>
    sections.flatMap(({ rows, columns: { at } }) =>
      fields.flatMap((field) => {
        const position = at[field]
        if (position === undefined) return []
        return rows.flatMap((row) => {
          const cell = row.cells[position]
          return typeof cell === 'string' && cell !== '' ? [cell] : []
        })
      }),
    )
  const order = dateOrderOf(cells(['bookedOn', 'valueOn']))
  const mark = decimalMarkOf(cells(['amount', 'debit', 'credit', 'balance', 'fee']))
  return {
    order: order === 'mdy' ? 'mdy' : 'dmy',
    mark: mark === '.' ? '.' : ',',
    isOrderGuessed: order === 'ambiguous',
  }
}

/** Reads the rows of one section; a figure that belongs to no operation and no balance is an error with its line. */
export function readBankRows(
  section: BankSection,
  formats: BankFormats,
  currency: Currency,
  notes: BankNotes,
): { readonly lines: readonly BankLine[]; readonly balances: readonly BalanceLine[] } {
  const lines: BankLine[] = []
  const balances: BalanceLine[] = []
  const readers = { section, formats, currency, isDebitNegative: isDebitNegative(section, formats) }
  for (const row of section.rows) {
    const balance = balanceLineOf(readers, row)
    if (balance) balances.push(balance)
    else if (isSumRow(readers, row, lines)) noteLine(notes.totals, row.line)
    else if (hasTwoSides(readers, row)) addIssue(notes.errors, issue('bank-two-sides', { line: row.line }))
    else lines.push(...linesOf(readers, row, lines, notes))
  }
  return { lines, balances }
}

const SUM_WORDS =
  /^(?:sous )?tota(?:l|ux) (?:(?:des|du|de la|general des) )?(?:operations?|mouvements?|debits?|credits?|periode|releve|page|ecritures?|mois)\b/

// « Total des opérations », in words, on both sides, or under the operations that it adds up.
function isSumRow(readers: Readers, row: TableRow, before: readonly BankLine[]): boolean {
  if (isTotalRow(row, [])) return true
  const texts = row.cells.filter((cell) => typeof cell === 'string').map(normalizeLabel)
  if (texts.some((text) => SUM_WORDS.test(text))) return true
  if (hasTwoSides(readers, row)) return texts.some((text) => /^tota(?:l|ux)\b/.test(text))
  const isBare = readers.section.columns.texts.every((at) => textAt(row, at) === '')
  const cents = isBare && before.length > 1 ? signedCents(readers, row) : null
  return cents !== null && cents === before.reduce((sum, { movement }) => sum + movement.amountCents, 0)
}

function hasTwoSides(readers: Readers, row: TableRow): boolean {
  return (['debit', 'credit'] as const).every((side) => ![null, 0].includes(centsOf(readers, row, side)))
}

interface Readers {
  readonly section: BankSection
  readonly formats: BankFormats
  readonly currency: Currency
  readonly isDebitNegative: boolean
}

type Field = keyof BankSection['columns']['at']

function textOf({ section }: Readers, row: TableRow, field: Field): string {
  return textAt(row, section.columns.at[field] ?? -1)
}

function centsOf({ section, formats }: Pick<Readers, 'section' | 'formats'>, row: TableRow, field: Field) {
  const cell = row.cells[section.columns.at[field] ?? -1] ?? ''
  if (cell === '') return null
  const cents = centsOfCell(cell, formats.mark) ?? Number.NaN
  if (typeof cell === 'number' || !SIDED.test(cell)) return cents
  // « CR » beside an amount is money that came in: a customer's account has it the other way round.
  return field === 'debit' || field === 'credit' ? Math.abs(cents) : -cents
}

const SIDED = /\d\s*[€)]?\s*(?:d|db|c|cr)$/i

function dayIn({ section, formats }: Readers, row: TableRow): Day | null {
  const { bookedOn, valueOn } = section.columns.at
  for (const at of [bookedOn, valueOn]) {
    const cell = row.cells[at ?? -1] ?? ''
    const day = cell === '' ? null : dayOfCell(cell, formats.order)
    if (day !== null) return day
  }
  return null
}

// Banque Populaire writes debits below zero, the others above.
function isDebitNegative(section: BankSection, formats: BankFormats): boolean {
  const debits = section.rows.map((row) => centsOf({ section, formats }, row, 'debit') ?? 0)
  return debits.some((cents) => cents < 0) && debits.every((cents) => !(cents > 0))
}

// --- Balances ---

function balanceLineOf(readers: Readers, row: TableRow): BalanceLine | null {
  const words = row.cells.find((cell) => typeof cell === 'string' && balanceWordOf(cell) !== null)
  if (typeof words !== 'string') return null
  const cents = lastCents(row, readers.formats)
  const word = balanceWordOf(words)
  if (cents === null || word === null) return null
  const { at } = readers.section.columns
  // An amount under « Débit » is an overdraft.
  const isOverdraft = at.debit !== undefined && (centsOf(readers, row, 'debit') ?? 0) > 0
  return {
    word,
    cents: isOverdraft ? -cents : cents,
    on: dayIn(readers, row) ?? dayInText(words, readers.formats),
  }
}

/** The day written inside a text. */
export function dayInText(text: string, { order }: Pick<BankFormats, 'order'>): Day | null {
  const found = /\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}/.exec(text)
  return found ? dayOfCell(found[0], order) : null
}

/** The last amount of a row, in a cell of its own or after the words of one; null when there is none. */
export function lastCents(row: TableRow, { mark }: Pick<BankFormats, 'mark'>): number | null {
  for (const cell of row.cells.toReversed()) {
    if (typeof cell === 'number') return centsOfCell(cell, mark)
    const amount =
      /(?:^|\s|:)([-+\u2212]?\s?\d[\d\s\u00a0\u202f.]*(?:[.,]\d{1,2})?)\s*(?:€|EUR|euros?)?\s*$/i.exec(
        cell.replace(/\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}/, ' : '),
      )
    const cents = amount?.[1] === undefined ? null : centsOfCell(amount[1].replace(/\s/g, ''), mark)
    if (cents !== null) return cents
  }
  return null
}

// --- Operations ---

function linesOf(readers: Readers, row: TableRow, before: BankLine[], notes: BankNotes): readonly BankLine[] {
  const { section } = readers
  const status = textOf(readers, row, 'status')
  const state = operationState(status)
  if (state === 'not-executed') {
    noteLine(notes.notExecuted, row.line)
    return []
  }
  const cents = signedCents(readers, row)
  const bookedOn = dayIn(readers, row)
  if (cents === null || bookedOn === null) {
    continueLabel(readers, row, before, { cents, bookedOn }, notes)
    return []
  }
  if (Number.isNaN(cents)) {
    addIssue(notes.errors, issue('bank-bad-amount', { line: row.line }))
    return []
  }
  if (row.mark === 'hidden') noteLine(notes.hidden, row.line)
  if (state === 'unknown') notes.unknownStates.add(status)
  const said = accountOfCell(textOf(readers, row, 'account'))
  const written = ['amount', 'debit', 'credit'] as const
  const beside = written.map((field) => currencyInCell(textOf(readers, row, field))).find((found) => found)
  const currency = beside ?? currencyOf(textOf(readers, row, 'currency')) ?? readers.currency
  const text = joinTexts(section.columns.texts.map((at) => textAt(row, at)))
  const payer = textOf(readers, row, 'payer') || null
  const movement: MovementFacts = {
    bookedOn,
    amountCents: cents,
    payer,
    text: text || payer || textOf(readers, row, 'type'),
    reference: textOf(readers, row, 'reference') || null,
    isRejection: cents < 0 && saysReturned(`${textOf(readers, row, 'type')} ${text}`),
    line: row.line,
    ...idOf(textOf(readers, row, 'bankId')),
  }
  const balanceCents = centsOf(readers, row, 'balance')
  const known = balanceCents === null || Number.isNaN(balanceCents) ? null : balanceCents
  return [
    ...feeOf(readers, row, { said, currency, movement, balanceCents: null }),
    { said, currency, movement, balanceCents: known },
  ]
}

function idOf(bankId: string): Pick<MovementFacts, 'bankId'> {
  return bankId === '' ? {} : { bankId }
}

// A fee in a column of its own is taken from the account beside the amount (Revolut), unless a total has it in.
function feeOf({ section, formats }: Readers, row: TableRow, line: BankLine): readonly BankLine[] {
  const cents = centsOf({ section, formats }, row, 'fee') ?? 0
  const isIncluded = /total/i.test(section.header[section.columns.at.amount ?? -1] ?? '')
  if (!(Math.abs(cents) > 0) || isIncluded) return []
  const name = section.header[section.columns.at.fee ?? -1] ?? ''
  const { bankId, ...facts } = line.movement
  const movement = {
    ...facts,
    amountCents: -Math.abs(cents),
    text: `${name} ${facts.text}`,
    isRejection: false,
  }
  return [{ ...line, movement: bankId ? { ...movement, bankId: `${bankId} ${name}` } : movement }]
}

// Null when the row has no amount at all; NaN when one cannot be read.
function signedCents(readers: Readers, row: TableRow): number | null {
  const { at } = readers.section.columns
  const [debit, credit] = [centsOf(readers, row, 'debit'), centsOf(readers, row, 'credit')]
  if (at.debit !== undefined || at.credit !== undefined) {
    if (debit !== null || credit !== null) {
      const out = readers.isDebitNegative ? (debit ?? 0) : -(debit ?? 0)
      return out + (credit ?? 0)
    }
    if (at.amount === undefined || (at.debit !== undefined && at.credit !== undefined)) return null
  }
  const amount = centsOf(readers, row, 'amount')
  if (amount === null) return null
  const sense = normalizeLabel(textOf(readers, row, 'sense'))
  if (/^(?:d|db|debit|debiteur|out|outgoing|sortant|sortie)$/.test(sense)) return -Math.abs(amount)
  return amount
}

// A label may go on below its operation; a figure without a day is not to be lost.
function continueLabel(
  readers: Readers,
  row: TableRow,
  before: BankLine[],
  { cents, bookedOn }: { readonly cents: number | null; readonly bookedOn: Day | null },
  notes: BankNotes,
): void {
  if (cents !== null && cents !== 0) {
    addIssue(notes.errors, issue(bookedOn === null ? 'bank-no-day' : 'bank-bad-amount', { line: row.line }))
    return
  }
  const more = joinTexts(readers.section.columns.texts.map((at) => textAt(row, at)))
  const filled = row.cells.filter((cell) => cell !== '').length
  const last = before.at(-1)
  if (bookedOn !== null) noteLine(notes.blank, row.line)
  if (!last || more === '' || filled > 2 || bookedOn !== null) return
  const movement = { ...last.movement, text: joinTexts([last.movement.text, more]) }
  before[before.length - 1] = { ...last, movement }
}

function currencyOf(text: string): Currency | null {
  const code = text.trim().toUpperCase()
  if (/^(?:€|EUROS?)$/.test(code)) return 'EUR'
  return /^[A-Z]{3}$/.test(code) ? code : null
}

import { createHash } from 'node:crypto'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Currency } from '#domain/days-and-money/money.ts'
import { accountSaidBy } from './bank-account.ts'
import { type Balances, balancesOf, balanceWordOf } from './bank-balance.ts'
import { balanceIssues, signIssues } from './bank-checks.ts'
import {
  type BalanceLine,
  type BankFormats,
  type BankLine,
  type BankNotes,
  bankFormatsOf,
  dayInText,
  lastCents,
  readBankRows,
} from './bank-rows.ts'
import { type BankSection, bankSections } from './bank-sections.ts'
import { isZip } from './binary.ts'
import { normalizeLabel } from './cells.ts'
import { readCsvRows } from './csv.ts'
import type { Encoding } from './encoding.ts'
import {
  hiddenSheetIssues,
  issue,
  listedIssues,
  newIssueList,
  newOccurrences,
  occurrenceIssues,
} from './issues.ts'
import type { ReadIssue } from './records.ts'
import type { RawRows, TableRow } from './rows.ts'
import { readHead, type Source } from './source.ts'
import { type Statement, type StatementFacts, type StatementRefusal, statementOf } from './statement.ts'
import { unsureEncoding } from './text.ts'
import { readWorkbookRows } from './xlsx.ts'

/** A bank's table understood, before each of its accounts is known. */
export interface BankTable {
  /** Identity of its header, whatever the file: the accounts chosen for one are kept for the next. */
  readonly headerKey: string
  readonly parts: readonly BankPart[]
  /** Of the whole file. */
  readonly warnings: readonly ReadIssue[]
}

/** The operations of one account in one currency. */
export interface BankPart extends Omit<StatementFacts, 'format' | 'account' | 'warnings'> {
  /** The account as the file writes it, "" when it does not. */
  readonly said: string
  readonly warnings: readonly ReadIssue[]
}

/** Reads the operations that a bank exports as a table, CSV or workbook. Never throws on a bad file. */
export async function readBankTable(
  source: Source,
  encoding?: Encoding,
): Promise<BankTable | StatementRefusal> {
  const raw = await readRawRows(source, encoding)
  const [error] = raw.errors
  return error ? { reason: error } : bankTableOf(raw)
}

/** The rows of a CSV file or of a workbook. */
export async function readRawRows(source: Source, encoding?: Encoding): Promise<RawRows> {
  const isWorkbook = isZip(await readHead(source, 8))
  return isWorkbook ? await readWorkbookRows(source, undefined) : await readCsvRows(source, encoding)
}

/** Makes statements of the rows of a file; the first row that cannot be understood refuses it. */
export function bankTableOf(raw: RawRows): BankTable | StatementRefusal {
  const sections = bankSections(raw)
  const [first] = sections
  if (!first) return { reason: issue('bank-no-columns') }
  const formats = bankFormatsOf(sections)
  const notes: BankNotes = {
    errors: newIssueList(),
    notExecuted: newOccurrences(),
    totals: newOccurrences(),
    blank: newOccurrences(),
    hidden: newOccurrences(),
    unknownStates: new Set(),
  }
  const parts = sections.flatMap((section) => partsOf(section, sections, formats, notes))
  const [error] = listedIssues(notes.errors)
  if (error) return { reason: error }
  if (parts.length === 0) return { reason: issue('statement-none') }
  const [unknown] = notes.unknownStates
  return {
    headerKey: headerKeyOf(first),
    parts: joinedParts(parts),
    warnings: [
      ...unsureEncoding(raw.readings ?? []),
      ...occurrenceIssues('bank-not-executed', notes.notExecuted),
      ...occurrenceIssues('list-totals-skipped', notes.totals),
      ...occurrenceIssues('bank-no-amount', notes.blank),
      ...occurrenceIssues('bank-hidden-rows', notes.hidden),
      ...hiddenSheetIssues(raw),
      ...(unknown === undefined
        ? []
        : [issue('bank-unknown-states', {}, { states: [...notes.unknownStates].join(', ') })]),
      ...(formats.isOrderGuessed ? [issue('bank-day-first')] : []),
    ],
  }
}

/** The statements of a table whose accounts are known: `accountOf` gives that of what the file says. */
export function statementsOfTable(
  { parts }: BankTable,
  accountOf: (said: string) => string | null,
): readonly Statement[] {
  return parts.map(({ said, ...facts }) =>
    statementOf({ ...facts, format: 'table', account: accountOf(said) ?? (said || null) }),
  )
}

// --- Accounts ---

function partsOf(
  section: BankSection,
  all: readonly BankSection[],
  formats: BankFormats,
  notes: BankNotes,
): readonly BankPart[] {
  const titles = section.titles
  const sheets = new Set(all.map(({ sheetRank }) => sheetRank))
  const said = accountSaidBy(titles) || (sheets.size > 1 ? sheetAccount(section.sheet) : '')
  const { lines, balances } = readBankRows(section, formats, currencyIn(titles), notes)
  const groups = Map.groupBy(lines, (line) => `${line.said || said}\t${line.currency}`)
  const told = [...balances, ...titles.flatMap((row) => titleBalance(row, formats))]
  const isOne = groups.size === 1
  return [...groups.values()].map((group) => {
    const [first] = group
    return {
      said: first?.said || said,
      currency: first?.currency ?? 'EUR',
      ...factsOf(group, isOne ? told : [], isOne ? periodOf(titles, formats) : null),
      movements: group.map(({ movement }) => movement),
      warnings: [...signIssues(group), ...balanceIssues(group)],
    }
  })
}

// « Janvier », « 2026-01 », « Feuil1 » are no accounts.
function sheetAccount(sheet: string | null): string {
  const name = normalizeLabel(sheet ?? '')
  return /^(?:feuil\w*|sheet|onglet|table|page|operations|releve)? ?\d*$|^(?:\d{2,4} )?(?:janv|fevr|fev|mars|avr|mai|juin|juil|aou|sept|oct|nov|dec|jan|feb|apr|may|jun|jul|aug|sep)\w*(?: \d{2,4})?$|^[\dt ]+$/.test(
    name,
  )
    ? ''
    : (sheet ?? '')
}

// The same account in several sections (a sheet a month) is one statement each; what is the same twice is told.
function joinedParts(parts: readonly BankPart[]): readonly BankPart[] {
  return parts.filter(({ movements }) => movements.length > 0)
}

function currencyIn(titles: readonly TableRow[]): Currency {
  for (const row of titles)
    for (const cell of row.cells) {
      const found = /(?:devise|currency)\s*[:=]?\s*([A-Z]{3})\b/.exec(String(cell))
      if (found?.[1]) return found[1]
    }
  return 'EUR'
}

// --- Days and balances ---

function titleBalance(row: TableRow, formats: BankFormats): readonly BalanceLine[] {
  const words = row.cells.find((cell) => typeof cell === 'string' && balanceWordOf(cell) !== null)
  if (typeof words !== 'string') return []
  const [word, cents] = [balanceWordOf(words), lastCents(row, formats)]
  if (word === null || cents === null) return []
  const on = row.cells.map((cell) => dayInText(String(cell), formats)).find((day) => day !== null) ?? null
  return [{ word, cents, on }]
}

// « entre le 01/01/2026 et le 31/01/2026 », in one cell or two.
function periodOf(titles: readonly TableRow[], formats: BankFormats): readonly [Day, Day] | null {
  for (const row of titles) {
    const words = row.cells.join(' ').match(DAY_IN_TEXT) ?? []
    const [from, to] = words.map((word) => dayInText(word, formats))
    if (from && to && from <= to) return [from, to]
  }
  return null
}

const DAY_IN_TEXT = /\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}/g

function factsOf(
  lines: readonly BankLine[],
  told: readonly BalanceLine[],
  period: readonly [Day, Day] | null,
): Pick<BankPart, 'openedOn' | 'closedOn' | 'openingCents' | 'closingCents'> {
  const days = lines.map(({ movement }) => movement.bookedOn).sort()
  const [first = null, last = null] = [days[0], days.at(-1)]
  const within = period && first && last && period[0] <= first && period[1] >= last ? period : null
  const [openedOn, closedOn] = within ?? [first, last]
  const followed = balancesOf(
    lines.map(({ movement, balanceCents }) => ({ cents: movement.amountCents, balanceCents })),
  )
  if (followed) return { openedOn, closedOn, ...followed }
  return { openedOn, ...toldBalances(told, { openedOn, closedOn }, lines) }
}

// A balance dated on or before the first day is the old one, on or after the last day the new one.
function toldBalances(
  told: readonly BalanceLine[],
  { openedOn, closedOn }: { readonly openedOn: Day | null; readonly closedOn: Day | null },
  lines: readonly BankLine[],
): Balances & { readonly closedOn: Day | null } {
  const opening = told.find(({ word }) => word === 'opening')?.cents
  const closing = told.find(({ word }) => word === 'closing')
  const dated = told.filter(({ word }) => word === 'dated')
  const before = dated.find(({ on }) => on !== null && openedOn !== null && on < openedOn)?.cents
  const after = dated.find(
    (line) => line.cents !== before && (line.on === null || (closedOn !== null && line.on >= closedOn)),
  )
  const end = closing ?? after
  const sum = lines.reduce((total, { movement }) => total + movement.amountCents, 0)
  const isExact =
    end !== undefined && (opening ?? before) !== undefined && (opening ?? before ?? 0) + sum === end.cents
  // The balance of the day it was downloaded: what is known goes up to that day.
  const on = end?.on && closedOn && end.on > closedOn && !isExact ? end.on : closedOn
  return { openingCents: opening ?? before ?? null, closingCents: end?.cents ?? null, closedOn: on }
}

// --- Header ---

function headerKeyOf({ header, columns }: BankSection): string {
  const names = header.map((name) => normalizeLabel(name))
  const identity = names.some((name) => name !== '')
    ? names
    : [String(header.length), JSON.stringify(columns)]
  return createHash('sha256')
    .update(`bank\t${identity.join('\t')}`)
    .digest('hex')
}

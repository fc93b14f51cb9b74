import { normalizeLabel } from './cells.ts'
import { type ColumnMapping, positionOf, suggestColumns } from './invoice-columns.ts'
import { newOccurrences, noteLine, type Occurrences, occurrenceIssues } from './issues.ts'
import type { Cell, Table, TableRow } from './rows.ts'
import { textAt } from './rows.ts'
import { isTotalRow } from './totals.ts'

/**
 * Gives each row its customer where the file writes it once for several rows: on a line of its own above
 * them (Sage « grand livre des tiers »), or in the first row of merged cells. What was carried is counted.
 */
export function carryParties(table: Table): Table {
  if (table.errors.length > 0) return table
  const mapping = suggestColumns(table)
  const columns = columnsOf(table, mapping)
  if (columns.amounts.length === 0) return table
  const isNamed = columns.parties.some((at) =>
    table.rows.some((row) => isData(columns, row) && textAt(row, at) !== ''),
  )
  return isNamed && !hasOneParty(table, columns, mapping)
    ? carryCells(table, columns)
    : carryLines(table, columns)
}

interface Columns {
  readonly parties: readonly number[]
  readonly amounts: readonly number[]
  /** Those that only a document has: its number and its dates. */
  readonly documents: readonly number[]
}

const PARTIES = ['customerCode', 'customerName', 'account'] as const
const AMOUNTS = ['totalCents', 'openCents', 'paidCents', 'debit', 'credit', 'amount'] as const
const DOCUMENTS = ['number', 'issuedOn', 'dueOn'] as const

function columnsOf(table: Table, mapping: ColumnMapping): Columns {
  const at = (fields: readonly (keyof ColumnMapping)[]) =>
    fields.map((field) => positionOf(table, mapping, field)).filter((position) => position >= 0)
  return { parties: at(PARTIES), amounts: at(AMOUNTS), documents: at(DOCUMENTS) }
}

function isData({ amounts }: Columns, row: TableRow): boolean {
  return amounts.some((at) => /\d/.test(textAt(row, at)))
}

// A column « Compte » that says 411000 on every row is no customer: the lines above the rows are.
function hasOneParty(table: Table, columns: Columns, mapping: ColumnMapping): boolean {
  if (mapping.customerCode || mapping.customerName) return false
  const found = new Set(table.rows.filter((row) => isData(columns, row)).map((row) => partyKey(columns, row)))
  return found.size === 1 && partyLines(table, columns).size > 1
}

function partyKey({ parties }: Columns, row: TableRow): string {
  return parties.map((at) => textAt(row, at)).join('\t')
}

// --- The customer on a line of its own ---

interface Party {
  readonly code: string
  readonly name: string
}

function carryLines(table: Table, columns: Columns): Table {
  const lines = partyLines(table, columns)
  if (lines.size === 0) return table
  const parties = partiesOf([...lines])
  const isLedger = [...parties.values()].every(({ code }) => /^\d{3}/.test(code))
  const codeName = isLedger ? 'Compte' : 'Code client'
  const added = [...parties.values()].some(({ code }) => code !== '') ? [codeName, 'Client'] : ['Client']
  const width = table.columns.length
  const told = newOccurrences()
  let party: Party | null = null
  const rows: TableRow[] = []
  for (const row of table.rows) {
    const found = parties.get(row)
    if (found) {
      party = found
      noteLine(told, row.line)
      continue
    }
    const cells: Cell[] = Array.from({ length: width }, (_, at) => row.cells[at] ?? '')
    // What a total adds up is told by its words: it needs no customer.
    const { code, name } = party ?? NOBODY
    rows.push({ ...row, cells: [...cells, ...(added.length === 2 ? [code, name] : [name])] })
  }
  const columnsNow = [...table.columns, ...added.map((name) => freeName(name, table.columns))]
  return withRows(table, columnsNow, rows, occurrenceIssues('list-party-lines', told))
}

const NOBODY: Party = { code: '', name: '' }

// No amount, few words, no total: and rows with amounts below.
function partyLines(table: Table, columns: Columns): ReadonlySet<TableRow> {
  const lines = new Set<TableRow>()
  const lastData = table.rows.findLastIndex((row) => isData(columns, row))
  for (const row of table.rows.slice(0, lastData + 1)) if (isPartyLine(columns, row)) lines.add(row)
  return lines
}

const MAX_PARTY_CELLS = 4

function isPartyLine(columns: Columns, row: TableRow): boolean {
  if (isData(columns, row)) return false
  const filled = row.cells.filter((cell) => cell !== '').map(String)
  if (filled.length === 0 || filled.length > MAX_PARTY_CELLS) return false
  return !filled.some(isDate) && filled.some((text) => /\p{L}|\d{3}/u.test(text))
}

function isDate(text: string): boolean {
  return /^\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}$/.test(text)
}

function partiesOf(lines: readonly TableRow[]): ReadonlyMap<TableRow, Party> {
  const texts = new Map(lines.map((row) => [row, wordsOf(row)]))
  // One cell is a code and a name only when every line has one: « 3 Suisses » is a name.
  const isCoded = [...texts.values()].every((words) => words.length > 1 || CODED.test(words[0] ?? ''))
  return new Map([...texts].map(([row, words]) => [row, partyOf(words, isCoded)]))
}

const TITLE =
  /^(?:(?:compte|client|tiers|auxiliaire|code|n°|num[eé]ro|intitul[eé]|nom|raison sociale) *)+(?:[:.°]+ *| (?=\S*\d))/iu
const TITLE_ALONE =
  /^(?:(?:compte|client|tiers|auxiliaire|code|n°|num[eé]ro|intitul[eé]|nom|raison sociale) *)+:?$/iu
const CODED =
  /^([\p{Lu}\d][\p{Lu}\d._/-]*\d[\p{Lu}\d._/-]*|\d[\p{Lu}\d]{2,16}|\d{3}[\p{L}\d]*|[\p{Lu}\d]{2,17}(?= +[-–:] ))\s*[-–:]?\s+(\S.*)$/u

function wordsOf(row: TableRow): readonly string[] {
  return row.cells
    .map((cell) => String(cell).trim())
    .filter((text) => text !== '' && !TITLE_ALONE.test(text))
    .map((text) => text.replace(TITLE, '').trim())
    .filter((text) => text !== '')
}

function partyOf(words: readonly string[], isCoded: boolean): Party {
  const [first = '', second = ''] = words
  if (words.length === 1) {
    const parts = isCoded ? CODED.exec(first) : null
    if (parts) return { code: parts[1] ?? '', name: parts[2] ?? '' }
    return /^411\S*$/.test(first) ? { code: first, name: '' } : { code: '', name: first }
  }
  const isSwapped = /\s/.test(first) && !/\s/.test(second) && /\d/.test(second)
  return isSwapped ? { code: second, name: first } : { code: first, name: second }
}

function freeName(name: string, taken: readonly string[]): string {
  let free = name
  for (let rank = 2; taken.includes(free); rank++) free = `${name} (${rank})`
  return free
}

// --- The customer in the first row of several ---

function carryCells(table: Table, columns: Columns): Table {
  const lines = new Set(table.rows.filter((row) => isPartyRow(columns, row)))
  const titles = new Map(table.rows.flatMap((row) => titleIn(row)))
  const isMerged = lines.size > 0 || looksMerged(table, columns)
  if (!isMerged && titles.size === 0) return table
  const carried = newOccurrences()
  const told = newOccurrences()
  let last: TableRow | null = null
  let section = ''
  const rows: TableRow[] = []
  for (const found of table.rows) {
    const row = section === '' ? found : { ...found, section }
    if (lines.has(found)) {
      last = row
      section = sectionOf(columns, row)
      noteLine(told, row.line)
      continue
    }
    section = titles.get(found) ?? section
    const isBlank = isBlankParty(columns, row)
    if (!isBlank && isData(columns, row) && !isTotalRow(row, columns.documents)) last = row
    if (isMerged && isBlank && last && isDocument(columns, row))
      rows.push(carriedRow(columns, row, last, carried))
    else rows.push(row)
  }
  const warnings = [
    ...occurrenceIssues('list-party-lines', told),
    ...occurrenceIssues('list-parties-carried', carried),
  ]
  return withRows(table, table.columns, rows, warnings)
}

// « Factures réglées » stands where a customer does, and says what the rows below it are.
function sectionOf({ parties }: Columns, row: TableRow): string {
  const title = parties
    .map((at) => textAt(row, at))
    .join(' ')
    .trim()
  return sectionNamed(title) ?? ''
}

// What a title says of the rows below it: "" that they are owed, null nothing.
function sectionNamed(title: string): string | null {
  const words = normalizeLabel(title)
  if (/\b(?:im|non |a |pas )(?:payees?|reglees?|regler|payer|soldees?)|\bouvertes?\b|\bechues?\b/.test(words))
    return ''
  return SECTION.test(words) ? title : null
}

const MOST_OF_A_TITLE = 60

// Alone on its line, in whatever column: « Factures réglées » above those that are.
function titleIn(row: TableRow): [TableRow, string][] {
  const [only, ...others] = row.cells.filter((cell) => cell !== '')
  if (typeof only !== 'string' || others.length > 0 || only.length > MOST_OF_A_TITLE || /\d/.test(only))
    return []
  const section = sectionNamed(only)
  return section === null ? [] : [[row, section]]
}

const SECTION =
  /\b(?:payee?s?|reglee?s?|soldee?s?|acquittee?s?|encaissee?s?|lettree?s?|annulee?s?|avoirs?|devis|commandes|brouillons?|pro ?forma|fournisseurs?|achats|litiges?|litigieuse?s?|douteu\w*|contentieux|irrecouvrables?|paid|settled|cancell?ed|credit notes?|drafts?|quotes)\b/

// Its customer and nothing of a document.
function isPartyRow(columns: Columns, row: TableRow): boolean {
  // A total has an amount: TOTAL ENERGIES alone on its line is a customer.
  if (isData(columns, row) || isBlankParty(columns, row)) return false
  return !columns.documents.some((at) => textAt(row, at) !== '')
}

// Each customer is written once, and several rows are without: cells were merged, none was forgotten.
function looksMerged(table: Table, columns: Columns): boolean {
  const rows = table.rows.filter(
    (row) => isData(columns, row) && isDocument(columns, row) && !isTotalRow(row, columns.documents),
  )
  const blank = rows.filter((row) => isBlankParty(columns, row)).length
  const named = rows
    .filter((row) => !isBlankParty(columns, row))
    .map((row) => normalizeLabel(partyKey(columns, row)))
  return (
    blank * 4 >= rows.length &&
    blank > 0 &&
    new Set(named).size === named.length &&
    !isFirstBlank(columns, rows)
  )
}

function isFirstBlank(columns: Columns, rows: readonly TableRow[]): boolean {
  const [first] = rows
  return first !== undefined && isBlankParty(columns, first)
}

function isBlankParty({ parties }: Columns, row: TableRow): boolean {
  return parties.every((at) => textAt(row, at) === '')
}

function isDocument({ documents }: Columns, row: TableRow): boolean {
  return documents.some((at) => textAt(row, at) !== '') && !isTotalRow(row, documents)
}

function carriedRow({ parties }: Columns, row: TableRow, from: TableRow, carried: Occurrences): TableRow {
  noteLine(carried, row.line)
  const width = Math.max(row.cells.length, ...parties.map((at) => at + 1))
  const cells = Array.from({ length: width }, (_, at) =>
    parties.includes(at) ? (from.cells[at] ?? '') : (row.cells[at] ?? ''),
  )
  return { ...row, cells }
}

function withRows(
  table: Table,
  columns: readonly string[],
  rows: readonly TableRow[],
  warnings: Table['warnings'],
): Table {
  return { ...table, columns, rows, warnings: [...table.warnings, ...warnings] }
}

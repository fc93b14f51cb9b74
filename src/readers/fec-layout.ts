import { cleanCell, normalizeLabel } from './cells.ts'
import { issue } from './issues.ts'
import type { ReadIssue } from './records.ts'
import { MAX_COLUMNS } from './rows.ts'

/** The eighteen columns of art. A47 A-1 LPF (VII), in their order. */
export const FEC_COLUMNS = [
  'JournalCode',
  'JournalLib',
  'EcritureNum',
  'EcritureDate',
  'CompteNum',
  'CompteLib',
  'CompAuxNum',
  'CompAuxLib',
  'PieceRef',
  'PieceDate',
  'EcritureLib',
  'Debit',
  'Credit',
  'EcritureLet',
  'DateLet',
  'ValidDate',
  'Montantdevise',
  'Idevise',
] as const

/** Columns of art. A47 A-1 LPF (VII and VIII), normalized; "montant" and "sens" are its variant. */
export type FecColumn =
  | 'journalcode'
  | 'journallib'
  | 'ecriturenum'
  | 'ecrituredate'
  | 'comptenum'
  | 'comptelib'
  | 'compauxnum'
  | 'compauxlib'
  | 'pieceref'
  | 'piecedate'
  | 'ecriturelib'
  | 'debit'
  | 'credit'
  | 'montant'
  | 'sens'
  | 'ecriturelet'
  | 'datelet'
  | 'validdate'
  | 'montantdevise'
  | 'idevise'
  | 'duedate'

export interface FecLayout {
  readonly separator: string
  /** Fields stand between quotes, as some exports write them all the same. */
  readonly isQuoted: boolean
  /** As the file writes them. */
  readonly columns: readonly string[]
  /** Fields of the header with the blank ones that end it: lines then end so too. */
  readonly writtenWidth: number
  /** Position of each column; -1 when the file has it not. */
  readonly at: Readonly<Record<FecColumn, number>>
  readonly warnings: readonly ReadIssue[]
}

export type FecHeader =
  | { readonly layout: FecLayout; readonly errors: readonly [] }
  | { readonly layout: null; readonly errors: readonly ReadIssue[] }

// Also as it reads in the middle of a file of another encoding.
const BYTE_ORDER_MARK = /^(?:\ufeff|ï»¿)/
const SEPARATORS = ['\t', '|', ';', ',']
const KNOWN: readonly FecColumn[] = [
  'journalcode',
  'journallib',
  'ecriturenum',
  'ecrituredate',
  'comptenum',
  'comptelib',
  'compauxnum',
  'compauxlib',
  'pieceref',
  'piecedate',
  'ecriturelib',
  'debit',
  'credit',
  'montant',
  'sens',
  'ecriturelet',
  'datelet',
  'validdate',
  'montantdevise',
  'idevise',
]
const REQUIRED: readonly FecColumn[] = ['journalcode', 'ecriturenum', 'ecrituredate', 'comptenum']

/**
 * Reads the header of a FEC: separator (TAB or "|" by art. A47 A-1 LPF; "," and ";" are taken by the
 * tax office's own checker too) and columns found by name, in any order, with any others between.
 */
export function readFecHeader(line: string): FecHeader {
  const separator = separatorOf(line)
  const written = line
    .replace(BYTE_ORDER_MARK, '')
    .split(separator)
    .map((cell) => cell.trim())
  const isQuoted = written.every((cell) => cell === '' || /^".*"$/.test(cell))
  const columns = withoutTrailingBlanks(written.map((cell) => cleanCell(isQuoted ? cell.slice(1, -1) : cell)))
  if (columns.length > MAX_COLUMNS) {
    return refused(issue('too-many-columns', { line: 1 }, { count: columns.length, max: MAX_COLUMNS }))
  }
  const names = columns.map(columnName)
  const repeated = names.findIndex((name, index) => isKnown(name) && names.indexOf(name) !== index)
  if (repeated >= 0) return refused(issue('duplicate-column', { line: 1, column: columns[repeated] ?? '' }))
  if (!names.some(isKnown)) return refused(issue('not-a-fec', { line: 1 }))
  const missing = missingColumns(names)
  if (missing.length > 0) {
    return refused(issue('missing-columns', { line: 1 }, { columns: missing.map(legalName).join(', ') }))
  }
  return {
    layout: {
      separator,
      isQuoted,
      columns,
      writtenWidth: written.length,
      at: positions(names, columns),
      warnings: absences(names),
    },
    errors: [],
  }
}

/** True when this line looks like the header of a FEC: what tells one from any other table. */
export function looksLikeFecHeader(line: string): boolean {
  const cells = line.replace(BYTE_ORDER_MARK, '').split(separatorOf(line))
  const names = cells.map((cell) => columnName(cleanCell(cell)))
  return names.includes('comptenum') && names.filter(isKnown).length >= 5
}

/** "EcritureDate": a column as the law spells it. */
export function legalName(column: FecColumn): string {
  return LEGAL_NAMES[column] ?? column
}

const LEGAL_NAMES: Readonly<Partial<Record<FecColumn, string>>> = {
  journalcode: 'JournalCode',
  ecriturenum: 'EcritureNum',
  ecrituredate: 'EcritureDate',
  comptenum: 'CompteNum',
  pieceref: 'PieceRef',
  piecedate: 'PieceDate',
  debit: 'Debit',
  credit: 'Credit',
  montant: 'Montant',
  sens: 'Sens',
  ecriturelet: 'EcritureLet',
  validdate: 'ValidDate',
}

function separatorOf(line: string): string {
  let best = '\t'
  let bestCount = 0
  for (const separator of SEPARATORS) {
    const count = line.split(separator).length
    if (count > bestCount) [best, bestCount] = [separator, count]
  }
  return best
}

function columnName(cell: string): string {
  const name = normalizeLabel(cell).replaceAll(' ', '')
  // The XML form of the FEC says CompteAuxNum where the flat one says CompAuxNum.
  return name.replace(/^compteaux/, 'compaux')
}

function isKnown(name: string): boolean {
  return KNOWN.some((known) => known === name)
}

function missingColumns(names: readonly string[]): FecColumn[] {
  const amounts: FecColumn[] = names.includes('montant') ? ['montant', 'sens'] : ['debit', 'credit']
  return [...REQUIRED, ...amounts].filter((name) => !names.includes(name))
}

function positions(names: readonly string[], columns: readonly string[]): Record<FecColumn, number> {
  // Any further column is legal; a due date among them is worth more than a payment term.
  const due = columns.findIndex((column) => /(?:[eé]ch[eé]ance|due ?date)/i.test(column.normalize('NFC')))
  const at = Object.fromEntries(KNOWN.map((name) => [name, names.indexOf(name)]))
  return { ...(at as Record<FecColumn, number>), duedate: due }
}

function absences(names: readonly string[]): ReadIssue[] {
  const warnings: ReadIssue[] = []
  if (!names.includes('ecriturelet')) warnings.push(issue('fec-no-lettering-column', { line: 1 }))
  if (!names.includes('validdate')) warnings.push(issue('fec-no-validation-column', { line: 1 }))
  const others = (['pieceref', 'piecedate'] as const).filter((name) => !names.includes(name))
  if (others.length > 0) {
    warnings.push(issue('fec-columns-absent', { line: 1 }, { columns: others.map(legalName).join(', ') }))
  }
  return warnings
}

function withoutTrailingBlanks(cells: string[]): string[] {
  let length = cells.length
  while (length > 0 && cells[length - 1] === '') length--
  return cells.slice(0, length)
}

function refused(error: ReadIssue): FecHeader {
  return { layout: null, errors: [error] }
}

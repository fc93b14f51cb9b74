import { type Below, type BookRow, type Books, makeBooks, openingRows } from './fec-books.ts'
import { bytesOf, linesOf, makeProgram, type Program } from './fec-programs.ts'

/** A ledger that has had an accident, and what is right of it. */
export interface MadeFile {
  readonly bytes: Uint8Array
  readonly owed: Books['owed']
  /** Open amounts by number; null where the accident has taken the numbers or the letters away. */
  readonly open: Books['open'] | null
  readonly names: Books['names'] | null
  /** What is written twice is to be asked about; answered « the same », it is right. */
  readonly isAsked?: boolean
}

/** Every kind of accident a ledger has on its way, in files made at random. */
export const FEC_ACCIDENTS: Readonly<Record<string, (below: Below) => MadeFile>> = {
  'none at all': (below) => fileOf(below, makeBooks(below), {}),
  'the opening at the end': (below) => {
    const [last, books] = [makeBooks(below, 2024), makeBooks(below, 2025)]
    const rows = [...books.rows, ...openingRows(last, '20250101', below(2) === 0)]
    return { ...fileOf(below, { ...books, rows, owed: bothOwed(last, books) }, {}), open: null }
  },
  'a separator in a label': (below) => splitLabels(below),
  'parts put end to end': (below) => inParts(below),
  'parts that overlap': (below) => overlapping(below),
  'two years in one file': (below) => twoYears(below),
  'codes where nothing is lettered': (below) => withPlaceholders(below),
  'numbers made powers of ten': (below) => {
    const books = makeBooks(below)
    const rows = books.rows.map((row) =>
      row.JournalCode === 'VE' ? { ...row, PieceRef: '2,02501E+11' } : row,
    )
    return { ...fileOf(below, { ...books, rows }, { separator: ';' }), open: null }
  },
  'dates made numbers': (below) => fileOf(below, makeBooks(below), { date: 'serial' }),
  'sides below zero': (below) => {
    const books = makeBooks(below)
    const rows = books.rows.map((row) => (below(2) === 0 ? turned(row) : row))
    return fileOf(below, { ...books, rows }, {})
  },
  'the accents of MS-DOS and of old Macintosh': (below) => {
    const encoding = (['cp850', 'cp437', 'macroman'] as const)[below(3)] ?? 'cp850'
    // CP437 and CP850 have no "œ".
    const books = makeBooks(below)
    const plain = (text: string | undefined) => text?.replace('œ', 'oe')
    const rows = books.rows.map((row) => ({
      ...row,
      EcritureLib: plain(row.EcritureLib) ?? '',
      CompAuxLib: plain(row.CompAuxLib) ?? '',
    }))
    const names = Object.fromEntries(
      Object.entries(books.names).map(([code, name]) => [code, plain(name) ?? '']),
    )
    return { ...fileOf(below, { ...books, rows }, { encoding }), names }
  },
  'UTF-16': (below) => fileOf(below, makeBooks(below), { encoding: 'utf16le' }),
}

function fileOf(below: Below, books: Books, fixed: Partial<Program>): MadeFile {
  const program = makeProgram(below, fixed)
  return { bytes: bytesOf(program, linesOf(program, books.rows)), ...books }
}

function turned(row: BookRow): BookRow {
  return { ...row, debitCents: -row.creditCents || 0, creditCents: -row.debitCents || 0 }
}

const AFTER = ['12', '0', '', '1200,00', 'urgent', '0,00', '20250115', 'F 12', '-']

function splitLabels(below: Below): MadeFile {
  const books = makeBooks(below)
  const program = makeProgram(below)
  const { separator } = program
  const after = AFTER[below(AFTER.length)] ?? ''
  const rows = books.rows.map((row) => {
    if (below(3) > 0) return row
    const label = row.EcritureLib ?? ''
    const times = 1 + below(2)
    return { ...row, EcritureLib: label + `${separator}${after}`.repeat(times) }
  })
  return { ...books, bytes: bytesOf(program, linesOf(program, rows)) }
}

function inParts(below: Below): MadeFile {
  const books = makeBooks(below)
  const program = makeProgram(below)
  const [header = '', ...lines] = linesOf(program, books.rows)
  const cut = 1 + below(lines.length - 1)
  const second = [header, header.toUpperCase(), header.toLowerCase(), `\ufeff${header}`][below(4)] ?? header
  const first = lines.slice(0, cut)
  // Without an end, the last line of a part has the next header behind it.
  const last = first.pop() ?? ''
  const isGlued = below(3) === 0
  const joined = isGlued ? [...first, last + second] : [...first, last, second]
  const isUtf8 = program.encoding === 'utf8' || program.encoding === 'utf8-bom'
  const written = isUtf8 ? program : { ...program, encoding: 'utf8' as const }
  return { ...books, bytes: bytesOf(written, [header, ...joined, ...lines.slice(cut)]) }
}

// The second part begins before the end of the first: whole entries are written twice, others between them.
function overlapping(below: Below): MadeFile {
  const books = makeBooks(below)
  const program = makeProgram(below, { zero: '0,00' })
  const [header = '', ...lines] = linesOf(program, books.rows)
  return { ...books, bytes: bytesOf(program, [header, ...lines, header, ...lines]), isAsked: true }
}

function twoYears(below: Below): MadeFile {
  const before = makeBooks(below, 2024)
  const after = makeBooks(below, 2025)
  const opening = openingRows(before, '20250101', below(2) === 0)
  const rows =
    below(2) === 0 ? [...before.rows, ...opening, ...after.rows] : [...before.rows, ...after.rows, ...opening]
  const books = {
    rows,
    owed: bothOwed(before, after),
    open: { ...before.open, ...after.open },
    names: { ...before.names, ...after.names },
  }
  return fileOf(below, books, {})
}

function bothOwed(one: Books, other: Books): Books['owed'] {
  const owed: Record<string, number> = { ...one.owed }
  for (const [code, cents] of Object.entries(other.owed)) owed[code] = (owed[code] ?? 0) + cents
  return owed
}

const PLACEHOLDERS = ['-', '0', '.', 'NL', 'NULL', '000000', '*', 'N/A', 'NON', 'AAA']

function withPlaceholders(below: Below): MadeFile {
  const books = makeBooks(below)
  const code = PLACEHOLDERS[below(PLACEHOLDERS.length)] ?? '-'
  const rows = books.rows.map((row) =>
    row.CompteNum === '411000' && !row.EcritureLet ? { ...row, EcritureLet: code } : row,
  )
  return { ...fileOf(below, { ...books, rows }, {}), open: null }
}

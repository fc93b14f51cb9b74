import iconv from 'iconv-lite'
import { FEC_COLUMNS } from '#readers/fec-layout.ts'
import type { Below, BookRow } from './fec-books.ts'

/** The habits of a program that writes ledgers. */
export interface Program {
  readonly separator: '\t' | '|' | ';'
  readonly lineEnd: string
  readonly encoding:
    | 'utf8'
    | 'utf8-bom'
    | 'win1252'
    | 'iso-8859-15'
    | 'cp850'
    | 'cp437'
    | 'macroman'
    | 'utf16le'
  /** What the side without an amount shows. */
  readonly zero: '0,00' | '' | '0'
  readonly amount: 'comma' | 'dot' | 'padded' | 'sign-first' | 'sign-last'
  /** Montant and Sens in the place of Debit and Credit. */
  readonly sides: 'two' | 'D/C' | '+1/-1'
  readonly date: 'compact' | 'french' | 'iso' | 'serial'
  readonly header: 'legal' | 'upper' | 'padded'
  readonly isValidated: boolean
  readonly endsWithSeparator: boolean
}

/** A program of any habits, except those an accident needs otherwise. */
export function makeProgram(below: Below, fixed: Partial<Program> = {}): Program {
  const one = <Value>(...values: readonly [Value, ...Value[]]): Value =>
    values[below(values.length)] ?? values[0]
  return {
    separator: one('\t', '|', ';'),
    lineEnd: one('\r\n', '\n', '\r\r\n'),
    encoding: one('utf8', 'utf8-bom', 'win1252', 'iso-8859-15'),
    zero: one('0,00', '', '0'),
    amount: one('comma', 'dot', 'padded', 'sign-first', 'sign-last'),
    sides: one('two', 'two', 'D/C', '+1/-1'),
    date: one('compact', 'compact', 'french', 'iso'),
    header: one('legal', 'upper', 'padded'),
    isValidated: below(3) > 0,
    endsWithSeparator: below(5) === 0,
    ...fixed,
  }
}

/** The lines of a ledger as a program writes them, the header first. */
export function linesOf(program: Program, rows: readonly BookRow[]): string[] {
  const names = FEC_COLUMNS.map((name) => headerName(program, name))
  const header = program.header === 'upper' ? names.map((name) => name.toUpperCase()) : names
  const padded = program.header === 'padded' ? header.map((name) => ` ${name} `) : header
  return [padded, ...rows.map((row) => cellsOf(program, row))].map(
    (cells) => cells.join(program.separator) + (program.endsWithSeparator ? program.separator : ''),
  )
}

export function bytesOf({ lineEnd, encoding }: Program, lines: readonly string[]): Uint8Array {
  const text = lines.map((line) => line + lineEnd).join('')
  if (encoding === 'utf8') return Buffer.from(text)
  if (encoding === 'utf8-bom') return Buffer.from(`\ufeff${text}`)
  if (encoding === 'utf16le') return Buffer.from(`\ufeff${text}`, 'utf16le')
  return iconv.encode(text, encoding)
}

function headerName({ sides }: Program, name: (typeof FEC_COLUMNS)[number]): string {
  if (sides === 'two') return name
  return name === 'Debit' ? 'Montant' : name === 'Credit' ? 'Sens' : name
}

function cellsOf(program: Program, row: BookRow): string[] {
  const [debit, credit] = amountsOf(program, row)
  return FEC_COLUMNS.map((name) => {
    if (name === 'Debit') return debit
    if (name === 'Credit') return credit
    if (name === 'ValidDate' && !program.isValidated) return ''
    const cell = row[name] ?? ''
    return name.endsWith('Date') ? dateOf(program, cell) : cell
  })
}

function amountsOf(program: Program, { debitCents, creditCents }: BookRow): [string, string] {
  if (program.sides === 'two') return [amountOf(program, debitCents), amountOf(program, creditCents)]
  const [debit, credit] = program.sides === 'D/C' ? ['D', 'C'] : ['+1', '-1']
  const isDebit = debitCents > 0 || creditCents < 0 || creditCents === 0
  const isPlain = debitCents >= 0 && creditCents >= 0
  if (isPlain) return [amountOf(program, debitCents + creditCents), isDebit ? debit : credit]
  return [amountOf(program, debitCents || creditCents), debitCents === 0 ? credit : debit]
}

function amountOf({ zero, amount }: Program, cents: number): string {
  if (cents === 0) return zero
  const digits = `${Math.floor(Math.abs(cents) / 100)},${String(Math.abs(cents) % 100).padStart(2, '0')}`
  const sign = cents < 0 ? '-' : ''
  if (amount === 'dot') return sign + digits.replace(',', '.')
  if (amount === 'padded') return sign + digits.padStart(13, '0')
  if (amount === 'sign-first') return (sign || '+') + digits
  return amount === 'sign-last' ? digits + sign : sign + digits
}

function dateOf({ date }: Program, day: string): string {
  const [year, month, rest] = [day.slice(0, 4), day.slice(4, 6), day.slice(6)]
  if (day === '' || date === 'compact') return day
  if (date === 'french') return `${rest}/${month}/${year}`
  if (date === 'iso') return `${year}-${month}-${rest}`
  return String(Date.UTC(Number(year), Number(month) - 1, Number(rest)) / 86_400_000 + 25_569)
}

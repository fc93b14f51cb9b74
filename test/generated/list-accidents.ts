import iconv from 'iconv-lite'
import type { Below } from './fec-books.ts'
import { type MadeList, oneOf } from './list-shapes.ts'

/** A list as bytes, with what is right of it. */
export interface MadeListFile extends Pick<MadeList, 'owed'> {
  readonly bytes: Uint8Array
}

/** Every accident a list has on its way, whatever its shape. */
export const LIST_ACCIDENTS: Readonly<Record<string, (made: MadeList, below: Below) => MadeListFile>> = {
  'none at all': (made) => fileOf(made, allRows(made)),
  'titles before and after': (made) => {
    const width = made.header[0]?.length ?? 1
    const line = (text: string) => [text, ...Array(width - 1).fill('')]
    return fileOf(made, [
      line('SARL Exemple'),
      line('Édité le 31/12/2025'),
      ...allRows(made),
      line('Fin de la liste'),
    ])
  },
  'a grand total': (made, below) => {
    const total = totalRow(made, oneOf(below, ['Total général', 'TOTAUX', 'Total']))
    return fileOf(made, [...allRows(made), total])
  },
  'headers repeated': (made) => {
    const half = Math.floor(made.rows.length / 2)
    return fileOf(made, [
      ...made.header,
      ...made.rows.slice(0, half),
      ...made.header,
      ...made.rows.slice(half),
    ])
  },
  'the letters of MS-DOS': (made) => fileOf(made, allRows(made), 'cp850'),
  'the letters of Windows': (made) => fileOf(made, allRows(made), 'windows-1252'),
  'amounts with signs and spaces': (made) =>
    fileOf(
      made,
      allRows(made).map((row) =>
        row.map((cell) => (/^-?\d+,\d\d$/.test(cell) ? `${grouped(cell)} €` : cell)),
      ),
    ),
  'a dash for zero': (made) =>
    fileOf(
      made,
      allRows(made).map((row) => row.map((cell) => (cell === '0,00' ? '-' : cell))),
    ),
  'dates made numbers': (made) =>
    fileOf(
      made,
      allRows(made).map((row) => row.map(serial)),
    ),
  'blank lines': (made) =>
    fileOf(
      made,
      allRows(made).flatMap((row) => [row, row.map(() => '')]),
    ),
  'another order': (made, below) => {
    if (made.isOrdered) return fileOf(made, allRows(made))
    const rows = [...made.rows].sort(
      (one, other) => (one[0] ?? '').length - (other[0] ?? '').length || below(3) - 1,
    )
    return fileOf(made, [...made.header, ...rows])
  },
  'a line written twice': (made, below) => {
    const at = below(made.rows.length)
    return fileOf(made, [...made.header, ...made.rows.slice(0, at + 1), ...made.rows.slice(at)])
  },
}

function allRows({ header, rows }: MadeList): (readonly string[])[] {
  return [...header, ...rows]
}

function fileOf({ owed }: MadeList, rows: readonly (readonly string[])[], encoding = 'utf-8'): MadeListFile {
  const text = rows.map((row) => row.map(quoted).join(';')).join('\r\n')
  return { owed, bytes: iconv.encode(`${text}\r\n`, encoding) }
}

function quoted(cell: string): string {
  return /[;"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

// The sum of each column of amounts, under its words in the first column.
function totalRow({ header, rows }: MadeList, words: string): string[] {
  const width = header.at(-1)?.length ?? 0
  const isAmount = (cell: string) => /^-?\d+,\d\d$/.test(cell)
  return Array.from({ length: width }, (_, at) => {
    const cells = rows.map((row) => row[at] ?? '').filter(isAmount)
    if (at === 0) return words
    if (cells.length === 0) return ''
    const cents = cells.reduce((sum, cell) => sum + Math.round(Number(cell.replace(',', '.')) * 100), 0)
    return (cents / 100).toFixed(2).replace('.', ',')
  })
}

function grouped(amount: string): string {
  return amount.replace(/\B(?=(?:\d{3})+,)/g, '\u00a0')
}

function serial(cell: string): string {
  const date = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(cell)
  if (!date) return cell
  return String(Date.UTC(Number(date[3]), Number(date[2]) - 1, Number(date[1])) / 86_400_000 + 25_569)
}

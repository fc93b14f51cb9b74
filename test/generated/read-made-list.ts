import { owedByCustomer } from '#readers/books-fixture.ts'
import { suggestColumns } from '#readers/invoice-columns.ts'
import { readInvoiceList } from '#readers/invoice-list.ts'
import { bytesSource } from '#readers/source.ts'
import { readTable } from '#readers/table.ts'
import type { MadeListFile } from './list-accidents.ts'

/** What the reader made of a made list: right, refused or asked about, or wrong and how. */
export type ListVerdict = 'read' | 'refused' | 'asked' | `wrong: ${string}`

/** Reads a made list and compares what each customer owes: the same, or a question, or a refusal. Never another sum. */
export async function judgeList({ bytes, owed }: MadeListFile): Promise<ListVerdict> {
  const table = await readTable(bytesSource('liste.csv', bytes))
  const books = readInvoiceList(table, suggestColumns(table))
  if (books.errors.length > 0) return 'refused'
  const found = owedByCustomer(books)
  const codes = [...new Set([...Object.keys(found), ...Object.keys(owed)])]
  const wrong = codes.filter((code) => (found[code] ?? 0) !== (owed[code] ?? 0))
  if (wrong.length === 0) return 'read'
  if (books.doubts.length > 0) return 'asked'
  return `wrong: ${wrong.map((code) => `${code} ${found[code]}, not ${owed[code]}`).join('; ')}`
}

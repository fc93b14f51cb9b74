import { type Day, formatDay } from '#domain/days-and-money/day.ts'
import { formatMoney, sumByCurrency } from '#domain/days-and-money/money.ts'
import { amountIn, type Language, translate } from '#messages/translate.ts'
import { type CellReading, columnReadings } from '#readers/column-readings.ts'
import type { ColumnMapping } from '#readers/invoice-columns.ts'
import { readInvoiceList } from '#readers/invoice-list.ts'
import type { Table } from '#readers/rows.ts'
import type { Source } from '#readers/source.ts'
import { readTable } from '#readers/table.ts'
import type { FileReading, ReadingOrder } from '../deposit-contract.ts'
import { fileDoubts, fileIssues } from './file-issues.ts'
import { partyBalances } from './party-balances.ts'
import { namedColumns } from './read-list.ts'

const SHOWN = 10

interface Reader {
  readonly language: Language
  readonly today: Day
}

/** What a deposited table comes to under a mapping that is still being made: nothing is written, nothing remembered. */
export async function describeReading(
  source: Source,
  order: ReadingOrder,
  reader: Reader,
): Promise<FileReading> {
  const table = await readTable(source)
  const columns = namedColumns(table, order.mapping) ?? {}
  const dateOrder =
    order.dateOrder === 'dmy' || order.dateOrder === 'mdy' ? { dateOrder: order.dateOrder } : {}
  const readings = columnReadings(table, columns, dateOrder).map((samples) =>
    samples.map(({ text, reading }) => ({ text, readAs: reading && wordOf(reading, reader.language) })),
  )
  const sums =
    order.kind === 'customers'
      ? NOTHING_OWED
      : sumsOf(source.name, table, columns, { ...order, ...dateOrder }, reader)
  return { columns: readings, ...sums }
}

type Sums = Omit<FileReading, 'columns'>

// A list of customers says nothing of what they owe.
const NOTHING_OWED: Sums = {
  customers: [],
  customerCount: 0,
  owingCount: 0,
  owed: [],
  states: [],
  problem: null,
}

function sumsOf(
  name: string,
  table: Table,
  columns: ColumnMapping,
  {
    answers = {},
    dateOrder,
  }: Pick<ReadingOrder, 'answers'> & { readonly dateOrder?: 'dmy' | 'mdy' | 'ymd' | undefined },
  { language, today }: Reader,
): Sums {
  const list = readInvoiceList(table, columns, {
    ...(dateOrder === 'dmy' || dateOrder === 'mdy' ? { dateOrder } : {}),
    on: today,
    answers,
  })
  const [problem] = fileIssues(name, list.errors, language)
  if (problem) return { ...NOTHING_OWED, problem: problem.message }
  const customers = partyBalances(list)
  return {
    customers: customers.slice(0, SHOWN),
    customerCount: customers.length,
    owingCount: customers.filter(({ balanceCents }) => balanceCents > 0).length,
    owed: sumByCurrency(customers.map(({ currency, balanceCents }) => ({ currency, cents: balanceCents }))),
    states: fileDoubts(name, list.doubts, language).filter(({ kind }) => kind === 'unknown-state'),
    problem: null,
  }
}

function wordOf(reading: CellReading, language: Language): string | null {
  const word = (name: string) => translate(language, `reading.${name}`)
  switch (reading.as) {
    case 'day':
      return formatDay(reading.day)
    case 'amount':
      return amountIn(language, formatMoney(reading.cents, 'EUR'))
    case 'state':
      return word(`state-${reading.state}`)
    case 'document':
      return word(`document-${reading.document}`)
    case 'yes-no':
      return word(reading.isYes ? 'state-settled' : 'state-open')
    case 'wrong':
      return word('wrong')
    case 'text':
      return null
  }
}

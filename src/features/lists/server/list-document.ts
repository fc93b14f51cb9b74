import type { Day } from '#domain/days-and-money/day.ts'
import { sumCents } from '#domain/days-and-money/money.ts'
import { letterDay, letterMoney } from '#domain/letters/letter-figures.ts'
import type { ListName } from '#domain/receivables/printed-lists.ts'
import type { PrintedDocument, PrintedSection } from '#letters/printed-document.ts'
import { type Language, translate } from '#messages/translate.ts'
import type { ListColumn, ListTable } from './list-tables.ts'
import type { ListedCustomer } from './store.ts'

interface ListOrder<Row extends ListedCustomer> {
  readonly name: ListName
  readonly language: Language
  readonly table: ListTable<Row>
  readonly rows: readonly Row[]
  readonly companies: readonly string[]
  /** Null: since ever. */
  readonly from: Day | null
  readonly to: Day
  readonly today: Day
}

/** The list as a sober document: a table for each currency, with its totals. */
export function listDocument<Row extends ListedCustomer>(order: ListOrder<Row>): PrintedDocument {
  const { name, language, table, rows, from, to, today } = order
  const say = (key: string, values: Record<string, string> = {}) =>
    translate(language, `lists.${key}`, values)
  const day = (on: Day) => letterDay(on, language)
  const rank = (currency: string) => (currency === 'EUR' ? '' : currency)
  const currencies = [...new Set(rows.map((row) => row.currency))].sort((one, other) =>
    rank(one).localeCompare(rank(other)),
  )
  return {
    language,
    title: say(`title-${name}`),
    subtitles: [
      ...(table.dated === 'period'
        ? [from === null ? say('until', { to: day(to) }) : say('between', { from: day(from), to: day(to) })]
        : []),
      ...(table.dated === 'day' ? [say('at', { to: day(to) })] : []),
      say('made-on', { companies: order.companies.join(', '), day: day(today) }),
    ],
    letterhead: null,
    recipientLines: [],
    madeOn: today,
    dateLine: null,
    isLandscape: table.isLandscape,
    sections:
      rows.length === 0
        ? [{ heading: null, columns: [], rows: [], total: null, note: say('nothing') }]
        : currencies.map((currency) =>
            currencySection(
              order,
              currency,
              currencies.length > 1,
              rows.filter((row) => row.currency === currency),
            ),
          ),
  }
}

function currencySection<Row extends ListedCustomer>(
  { language, table, companies }: ListOrder<Row>,
  currency: string,
  isNamed: boolean,
  rows: readonly Row[],
): PrintedSection {
  // What every row would repeat is said once, above.
  const isSaidAbove = (column: ListColumn<Row>) =>
    column.label === translate(language, 'lists.currency') ||
    (companies.length === 1 && column.label === translate(language, 'lists.company'))
  const columns = table.columns.filter((column) => !isSaidAbove(column))
  const money = (cents: number) => letterMoney(cents, currency, language)
  const cell = (column: ListColumn<Row>, row: Row): string => {
    const value = column.read(row)
    if (value === null) return ''
    if (typeof value === 'number') return column.type === 'amount' ? money(value) : String(value)
    return column.type === 'day' ? letterDay(value, language) : value
  }
  const total = (column: ListColumn<Row>) =>
    column.type === 'amount' && column.isSummed
      ? money(sumCents(rows.map((row) => column.read(row) ?? 0)))
      : ''
  const firstText = columns.findIndex((column) => column.widthMm === null)
  return {
    heading: isNamed ? currency : null,
    columns: columns.map((column) => ({
      label: column.label,
      side: column.type === 'amount' ? 'right' : 'left',
      widthMm: column.widthMm,
    })),
    rows: rows.map((row) => columns.map((column) => cell(column, row))),
    total: columns.map((column, index) =>
      index === firstText ? translate(language, 'lists.total', { count: rows.length }) : total(column),
    ),
    note: null,
  }
}

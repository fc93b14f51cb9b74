import { dayIn } from '#domain/days-and-money/time-zone.ts'
import { RECORD_FIELDS, type RecordField } from '#domain/receivables/source.ts'
import { namesOf } from '#readers/labels.ts'
import { SourceFault } from './connector.ts'

/** One line of a list that a connector writes, as it is read by the reader of lists. */
export type ListRow = Readonly<Partial<Record<RecordField, string>>>

/**
 * The list of these rows, with the columns that any of the fields needs, under the names by which the reader of lists knows
 * them: whoever previews it has nothing to map.
 */
export function listFile(fields: readonly RecordField[], rows: readonly ListRow[]): Uint8Array {
  const columns = RECORD_FIELDS.filter((field) => fields.includes(field))
  const lines = [
    columns.map((field) => namesOf(field)[0] ?? field),
    ...rows.map((row) => columns.map((field) => row[field] ?? '')),
  ]
  return Buffer.from(lines.map((cells) => `${cells.map(quoted).join(';')}\r\n`).join(''))
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""').replaceAll(/[\r\n]+/g, ' ')}"`
}

/** How values of other programs are written in a list. */
export interface ValueRules {
  readonly isInCents: boolean
  readonly timeZone: string
}

const DATES: readonly RecordField[] = ['issuedOn', 'dueOn']
const AMOUNTS: readonly RecordField[] = ['totalCents', 'openCents', 'paidCents']

/**
 * What a value of JSON is in a list: an amount with its comma and all its decimals, a day of the company's zone, a text as
 * it stands. Nothing is rounded.
 * @throws SourceFault bad-value for what no field can hold
 */
export function valueText(field: RecordField, value: unknown, rules: ValueRules): string {
  if (value === null || value === undefined || value === '') return ''
  if (AMOUNTS.includes(field)) return amountText(value, rules, field)
  if (DATES.includes(field)) return dayText(value, rules, field)
  if (typeof value === 'boolean') return value ? 'oui' : 'non'
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  throw badValue(field, value)
}

function amountText(value: unknown, { isInCents }: ValueRules, field: RecordField): string {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string') throw badValue(field, value)
  const parts = /^\s*([+-]?)(\d+)(?:\.(\d+))?\s*$/.exec(text)
  // « 1 200,50 » is left to the reader of lists, which asks where it cannot tell.
  if (parts === null) return typeof value === 'number' || isInCents ? raise(badValue(field, value)) : text
  const [, sign = '', whole = '', decimals = ''] = parts
  if (isInCents) {
    if (/[1-9]/.test(decimals)) throw badValue(field, value)
    const cents = whole.padStart(3, '0')
    return `${sign}${cents.slice(0, -2)},${cents.slice(-2)}`
  }
  return `${sign}${whole},${decimals.replace(/0+$/, '').padEnd(2, '0')}`
}

function dayText(value: unknown, { timeZone }: ValueRules, field: RecordField): string {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw badValue(field, value)
    // Seconds since 1970, or milliseconds: those of today have three digits more.
    return dayIn(Math.abs(value) < 1e11 ? value * 1_000 : value, timeZone)
  }
  if (typeof value !== 'string') throw badValue(field, value)
  const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/.test(value)
  if (instant) return dayIn(Date.parse(value), timeZone)
  return /^\d{4}-\d\d-\d\d[T ]/.test(value) ? value.slice(0, 10) : value
}

function badValue(field: RecordField, value: unknown): SourceFault {
  return new SourceFault('bad-value', { field, value: JSON.stringify(value).slice(0, 60) })
}

function raise(fault: SourceFault): never {
  throw fault
}

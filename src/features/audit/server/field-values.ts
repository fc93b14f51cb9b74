import { formatDay, isDay } from '#domain/days-and-money/day.ts'
import { formatMoney } from '#domain/days-and-money/money.ts'
import { frenchSpaces } from '#domain/letters/french-typography.ts'
import type { RichText } from '#domain/letters/rich-text.ts'
import { plainText } from '#domain/letters/rich-text-plain.ts'
import { type Language, translate } from '#messages/translate.ts'

export interface WritingOptions {
  readonly language: Language
  readonly currency: string
  /** Where times are told. */
  readonly timeZone: string
}

/** How a value of the audit is written, by the name of its column; null when there is none. */
export function writeValue(
  column: string,
  value: unknown,
  { language, currency, timeZone }: WritingOptions,
): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'boolean') return translate(language, value ? 'journal.yes' : 'journal.no')
  if (typeof value === 'number') return writeNumber(column, value, currency)
  if (typeof value === 'string') return writeText(column, value, language, timeZone)
  if (Array.isArray(value)) {
    const parts = value.map((part) => writeValue(column, part, { language, currency, timeZone }))
    return parts.filter((part) => part !== null).join(', ') || null
  }
  if (isRichText(value)) return plainText(value)
  return writeCounts(value as Readonly<Record<string, unknown>>)
}

/** The sentence with the spaces of its language; null when the catalogue has none under this key. */
export function sentence(
  language: Language,
  key: string,
  values: Readonly<Record<string, string>> = {},
): string | null {
  const said = translate(language, key, values)
  if (said === key) return null
  return language === 'fr' ? frenchSpaces(said) : said
}

function writeNumber(column: string, value: number, currency: string): string {
  if (column.endsWith('_cents')) return formatMoney(value, currency)
  if (column.endsWith('_basis_points')) return `${(value / 100).toFixed(2).replace('.', ',')}\u00a0%`
  return String(value)
}

const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/

function writeText(column: string, value: string, language: Language, timeZone: string): string {
  const isWholeDay: boolean = isDay(value)
  if (isWholeDay) return formatDay(value)
  if (column.endsWith('_at') && INSTANT.test(value)) return writeInstant(value, timeZone)
  if (column.endsWith('sha256')) return `${value.slice(0, 16)}…`
  return sentence(language, `journal.value-${column}-${value}`) ?? value
}

function writeInstant(value: string, timeZone: string): string {
  const at = Temporal.Instant.from(value.replace(' ', 'T')).toZonedDateTimeISO(timeZone)
  return `${formatDay(at.toPlainDate().toString())} ${at.toPlainTime().toString({ smallestUnit: 'minute' })}`
}

function isRichText(value: unknown): value is RichText {
  return typeof value === 'object' && value !== null && 'content' in value && Array.isArray(value.content)
}

// The counts of an import: {"created": {"invoices": 12}} is "created.invoices: 12".
function writeCounts(value: Readonly<Record<string, unknown>>, path = ''): string | null {
  const parts = Object.entries(value).flatMap(([name, inner]) => {
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner))
      return writeCounts(inner as Readonly<Record<string, unknown>>, `${path}${name}.`) ?? []
    return inner === 0 || inner === null ? [] : `${path}${name}: ${String(inner)}`
  })
  return parts.join(', ') || null
}

import { type RawBuilder, sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'

/**
 * Pages of a list that start after the last row of the page before, so that the thousandth costs what the first
 * does. The keys of its order tell every row from every other, or rows would be lost between pages.
 */
export interface Keyset {
  readonly keys: readonly PageKey[]
  readonly direction: 'asc' | 'desc'
  /**
   * How many of the first keys an index has, where it has not all: they are compared by themselves too, so that
   * the page starts from the index.
   */
  readonly indexed?: number
}

export interface PageKey {
  readonly of: RawBuilder<unknown>
  readonly type: KeyType
  readonly collation?: 'C' | 'default' | 'fr-x-icu'
}

type KeyType = 'bigint' | 'integer' | 'date' | 'timestamptz' | 'text'
type KeyValue = string | number

/** The order of the list: "c.name desc, c.id desc". */
export function orderOf({ keys, direction }: Keyset): RawBuilder<unknown> {
  return orderBy(
    keys.map((key) => key.of),
    direction,
  )
}

/** These expressions, all in one direction. */
export function orderBy(
  expressions: readonly RawBuilder<unknown>[],
  direction: 'asc' | 'desc',
): RawBuilder<unknown> {
  const way = direction === 'asc' ? sql`asc` : sql`desc`
  return sql.join(expressions.map((expression) => sql`${expression} ${way}`))
}

/**
 * What comes after the page that `after` ends; everything without it.
 * @throws RelancesError invalid when the text is not a cursor of this list
 */
export function isAfter(
  { keys, direction, indexed }: Keyset,
  after: string | undefined,
): RawBuilder<boolean> {
  if (after === undefined) return sql<boolean>`true`
  const values = decodeCursor(
    after,
    keys.map((key) => key.type),
  )
  const beyond = direction === 'asc' ? sql`>` : sql`<`
  const written = keys.map((key, index) => writtenValue(key, values[index]))
  const rowOf = (count: number) =>
    [sql.join(keys.slice(0, count).map((key) => key.of)), sql.join(written.slice(0, count))] as const
  const [row, last] = rowOf(keys.length)
  const isBeyond = sql<boolean>`(${row}) ${beyond} (${last})`
  if (indexed === undefined) return isBeyond
  const [start, lastStart] = rowOf(indexed)
  return sql<boolean>`((${start}) ${beyond}= (${lastStart}) and ${isBeyond})`
}

/**
 * The first of the values that a cursor starts after; undefined without a cursor.
 * @throws RelancesError invalid when the text is not a cursor of this list
 */
export function firstOfCursor({ keys }: Keyset, after: string | undefined): KeyValue | undefined {
  return after === undefined
    ? undefined
    : decodeCursor(
        after,
        keys.map((key) => key.type),
      )[0]
}

/**
 * The page of rows that were read one more than it holds, and `next`, its end as an opaque text; null when nothing
 * follows.
 * @param valuesOf the values of a row that the list is sorted by, in the order of its keys
 */
export function pageOf<Row>(
  found: readonly Row[],
  limit: number,
  valuesOf: (row: Row) => readonly KeyValue[],
): { readonly rows: Row[]; readonly next: string | null } {
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last !== undefined ? encodeCursor(valuesOf(last)) : null }
}

/** The sort values of a row as an opaque text. */
export function encodeCursor(values: readonly KeyValue[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

function decodeCursor(text: string, types: readonly KeyType[]): KeyValue[] {
  const values = parse(text)
  if (!Array.isArray(values) || values.length !== types.length) throw badCursor()
  return values.map((value: unknown, index) => {
    const isFigure = types[index] === 'bigint' || types[index] === 'integer'
    if (typeof value === 'number' && isFigure) return value
    if (typeof value === 'string' && !isFigure) return value
    throw badCursor()
  })
}

function writtenValue({ type, collation }: PageKey, value: KeyValue | undefined): RawBuilder<unknown> {
  const typed = sql`${value}::${sql.raw(type)}`
  return collation ? sql`${typed} collate ${sql.id(collation)}` : typed
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    throw badCursor()
  }
}

function badCursor(): RelancesError {
  return new RelancesError('invalid', 'features.bad-cursor')
}

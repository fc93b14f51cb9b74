import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { AgeBand } from '#domain/receivables/aged-balance.ts'

/** Open cents by age (`ageBand`, domain/receivables/aged-balance.ts), a column of each band. */
export interface AgeFigures {
  not_due: number
  to30: number
  to60: number
  to90: number
  over90: number
}

const COLUMNS = {
  notDue: 'not_due',
  to30: 'to30',
  to60: 'to60',
  to90: 'to90',
  over90: 'over90',
} as const satisfies Record<AgeBand, keyof AgeFigures>

/** The columns of `AgeFigures` of rows `of`, which have `due_on` and `open_cents`. */
export function ageColumns(of: string, on: Day): RawBuilder<unknown> {
  const days = sql`(${on}::date - ${sql.ref(`${of}.due_on`)})`
  const sum = (isOfBand: RawBuilder<unknown>, band: AgeBand) =>
    sql`coalesce(sum(${sql.ref(`${of}.open_cents`)}) filter (where ${isOfBand}), 0)::bigint as ${sql.ref(COLUMNS[band])}`
  return sql.join([
    // Without a due date nothing is late.
    sum(sql`coalesce(${days}, 0) <= 0`, 'notDue'),
    sum(sql`${days} between 1 and 30`, 'to30'),
    sum(sql`${days} between 31 and 60`, 'to60'),
    sum(sql`${days} between 61 and 90`, 'to90'),
    sum(sql`${days} > 90`, 'over90'),
  ])
}

/** What is open of a band, of a row `f` that has `AgeFigures`; nothing open is zero. */
export function centsOfBand(f: string, band: AgeBand): RawBuilder<number> {
  return sql<number>`coalesce(${sql.ref(`${f}.${COLUMNS[band]}`)}, 0)`
}

/** The bands of a row, as an answer gives them. */
export function agesOf(row: AgeFigures): Readonly<Record<AgeBand, number>> {
  return { notDue: row.not_due, to30: row.to30, to60: row.to60, to90: row.to90, over90: row.over90 }
}

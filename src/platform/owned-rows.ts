import { type RawBuilder, sql } from 'kysely'

/** A row of a company, by its number. */
export interface OwnedRow {
  readonly company_id: number
  readonly id: number
}

/**
 * Condition of a statement: its row is one of these. Numbers are enough to find them; the companies are named too, so
 * that a database spread by `company_id` asks only the machines that hold them (docs/scale.md).
 */
export function isOneOf(rows: readonly OwnedRow[]): RawBuilder<boolean> {
  const companies = [...new Set(rows.map((row) => row.company_id))]
  return sql<boolean>`(company_id = any(${companies}::bigint[]) and id = any(${rows.map((row) => row.id)}::bigint[]))`
}

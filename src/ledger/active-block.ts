import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'

/** SQL: true for a block `b` that holds on that day (domain/dunning/blocks.ts `isBlockActive`). */
export function isActiveBlock(on: Day): RawBuilder<boolean> {
  return sql<boolean>`(b.lifted_at is null and (b.ends_on is null or b.ends_on >= ${on}::date))`
}

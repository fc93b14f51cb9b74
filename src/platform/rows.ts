import type { QueryResult } from 'kysely'
import { mustHave } from '#domain/errors.ts'

/** How many rows a statement has changed. @throws Error for one that changes none by its nature: a `select` */
export function changedRows({ numAffectedRows }: QueryResult<unknown>): number {
  return Number(mustHave(numAffectedRows, 'the count of rows changed'))
}

/** The row of a statement that always gives one, such as a sum. @throws Error when it gave none */
export function onlyRow<Row>({ rows }: QueryResult<Row>): Row {
  return mustHave(rows[0], 'the only row')
}

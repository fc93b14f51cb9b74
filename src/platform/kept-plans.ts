import { hash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import pg from 'pg'

const MARK = '/* plan kept */'

/**
 * The same query, whose plan each connection keeps: it is read and planned once, then asked for by its name. For what
 * is asked often, and takes longer to plan than to answer.
 */
export function keepPlan<Row>(query: RawBuilder<Row>): RawBuilder<Row> {
  return sql<Row>`${sql.raw(MARK)}${query}`
}

/** A connection that prepares what `keepPlan` has marked, under a name made of its text. */
export class PlanKeepingClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config)
    const ask = this.query.bind(this) as (...args: unknown[]) => unknown
    this.query = ((text: unknown, values: unknown, ...others: unknown[]) =>
      typeof text === 'string' && text.startsWith(MARK)
        ? ask({ name: hash('sha1', text), text, values }, ...others)
        : ask(text, values, ...others)) as typeof this.query
  }
}

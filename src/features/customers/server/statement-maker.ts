import { addDays, type Day } from '#domain/days-and-money/day.ts'
import { STATEMENT_DAYS } from '#domain/days-and-money/statement-days.ts'
import type { LetterPool } from '#letters/pool.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import { statementDocument } from './statement-document.ts'
import { readStatement } from './statement-store.ts'

interface StatementAsked {
  readonly companyId: number
  readonly customerId: number
  readonly on: Day
}

/** Makes the statement of a customer at a day, for what attaches it to a message. */
export function statementMaker({
  database,
  pool,
}: {
  readonly database: Pick<Database, 'db'>
  readonly pool: Pick<LetterPool, 'document'>
}) {
  return async ({ companyId, customerId, on }: StatementAsked): Promise<Uint8Array> => {
    const context = { actor: { kind: 'system', name: 'envoi' }, companyIds: [companyId] } as const
    const days = { from: addDays(on, -STATEMENT_DAYS), on, today: on }
    const statement = await withScope(database, context, (tx) => readStatement(tx, customerId, days), {
      readOnly: true,
      isolation: 'repeatable read',
    })
    return (await pool.document(statementDocument(statement))).pdf
  }
}

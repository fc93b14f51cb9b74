import { addDays } from '#domain/days-and-money/day.ts'
import { STATEMENT_DAYS } from '#domain/days-and-money/statement-days.ts'
import { statementDocument } from '#features/customers/server/statement-document.ts'
import { readStatement } from '#features/customers/server/statement-store.ts'
import type { FileMaker } from '#features/outbox/server/message-files.ts'
import type { LetterPool } from '#letters/pool.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'

/** The outbox attaches the statement that « Clients » makes: the two features meet here. */
export function statementMaker({
  database,
  pool,
}: {
  readonly database: Pick<Database, 'db'>
  readonly pool: Pick<LetterPool, 'document'>
}): FileMaker['statement'] {
  return async ({ companyId, customerId, on }) => {
    const context = { actor: { kind: 'system', name: 'envoi' }, companyIds: [companyId] } as const
    const days = { from: addDays(on, -STATEMENT_DAYS), on, today: on }
    const statement = await withScope(database, context, (tx) => readStatement(tx, customerId, days), {
      readOnly: true,
      isolation: 'repeatable read',
    })
    return (await pool.document(statementDocument(statement))).pdf
  }
}

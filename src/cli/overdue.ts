import { readOverdue } from '#features/reminders/server/overdue.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { withScope } from '#platform/scoped.ts'
import { type Command, readArguments, readDay, required } from './command.ts'
import { writeResult } from './output.ts'
import { withSession } from './session.ts'

/** `overdue --on DATE [--company CODE…] --json`: what the page « Relances » proposes and sets aside. */
export const overdue: Command = async (args, io) => {
  const { values } = readArguments(args, {
    on: { type: 'string' },
    company: { type: 'string', multiple: true },
    today: { type: 'string' },
    json: { type: 'boolean' },
  })
  const on = readDay(required(values.on, '--on'), '--on')
  const today = values.today === undefined ? undefined : readDay(values.today, '--today')
  return await withSession(io, { today }, async ({ database, who }) => {
    const context = await narrowToCompanies(database, who, values.company)
    const result = await withScope(
      database,
      context,
      (tx) => readOverdue(tx, { on, companyIds: context.companyIds, today: context.today }),
      { readOnly: true, isolation: 'repeatable read' },
    )
    writeResult(io, result, values.json)
    return 0
  })
}

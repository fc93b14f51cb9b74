import { rebuildSums } from '#ledger/sums.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { withScope } from '#platform/scoped.ts'
import { type Command, readArguments } from './command.ts'
import { writeResult } from './output.ts'
import { withSession } from './session.ts'

/** `rebuild-sums [--company CODE]…`: counts the figures kept summed again from their rows, for today. */
export const rebuildSumsCommand: Command = async (args, io) => {
  const { values } = readArguments(args, {
    company: { type: 'string', multiple: true },
    json: { type: 'boolean' },
  })
  return await withSession(io, {}, async ({ database, who }) => {
    const context = await narrowToCompanies(database, who, values.company)
    await withScope(database, context, (tx) => rebuildSums(tx, context.today))
    writeResult(io, { companies: context.companyIds.length }, values.json)
    return 0
  })
}

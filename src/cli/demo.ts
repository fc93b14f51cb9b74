import { loadExample } from '#features/example/server/load-example.ts'
import { type Command, readArguments, readDay } from './command.ts'
import { writeResult } from './output.ts'
import { withSession } from './session.ts'

/** `demo [--today DATE] --json`: loads the two invented companies, with invoices around today. */
export const demo: Command = async (args, io) => {
  const { values } = readArguments(args, { today: { type: 'string' }, json: { type: 'boolean' } })
  const today = values.today === undefined ? undefined : readDay(values.today, '--today')
  return await withSession(io, { today }, async ({ database, who }) => {
    writeResult(io, await loadExample(database, who), values.json)
    return 0
  })
}

import { isTimeZone } from '#domain/days-and-money/time-zone.ts'
import { readCompany, setTimeZone } from '#features/companies/server/store.ts'
import { narrowToCompany } from '#platform/company-scope.ts'
import { withScope } from '#platform/scoped.ts'
import { type Command, readArguments, UsageError } from './command.ts'
import { writeResult } from './output.ts'
import { withSession } from './session.ts'

/** `company CODE [--time-zone ZONE] --json`: a company and its letterhead, once its time zone is set. */
export const company: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, {
    'time-zone': { type: 'string' },
    json: { type: 'boolean' },
  })
  const [code, ...others] = positionals
  if (code === undefined || others.length > 0) throw new UsageError('cli.company-usage')
  const zone = values['time-zone']
  if (zone !== undefined && !isTimeZone(zone)) throw new UsageError('identity.zone-wrong')
  return await withSession(io, {}, async ({ database, who }) => {
    const { context } = await narrowToCompany(database, who, code)
    const found = await withScope(database, context, async (tx) => {
      if (zone !== undefined) await setTimeZone(tx, code, zone, context.actor.name)
      return await readCompany(tx, code)
    })
    writeResult(io, found, values.json)
    return 0
  })
}

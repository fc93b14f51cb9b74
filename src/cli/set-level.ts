import { isLevel } from '#domain/dunning/levels.ts'
import { setLevelOfInvoice } from '#features/reminders/server/set-level.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { withScope } from '#platform/scoped.ts'
import { type Command, readArguments, readDay, readInteger, required, UsageError } from './command.ts'
import { writeResult } from './output.ts'
import { withSession } from './session.ts'

/** `set-level --company CODE --invoice NUMBER [--customer CODE] [--due DATE] --level N --reason TEXT`. */
export const setLevel: Command = async (args, io) => {
  const { values } = readArguments(args, {
    company: { type: 'string' },
    invoice: { type: 'string' },
    customer: { type: 'string' },
    due: { type: 'string' },
    level: { type: 'string' },
    reason: { type: 'string' },
    json: { type: 'boolean' },
  })
  const company = required(values.company, '--company')
  const level = readInteger(required(values.level, '--level'), '--level', { min: 1, max: 4 })
  if (!isLevel(level))
    throw new UsageError('cli.bad-number', { name: '--level', value: level, min: 1, max: 4 })
  const order = {
    invoice: required(values.invoice, '--invoice'),
    customer: values.customer,
    dueOn: values.due === undefined ? undefined : readDay(values.due, '--due'),
    level,
    reason: required(values.reason, '--reason'),
  }
  return await withSession(io, {}, async ({ database, who }) => {
    const context = await narrowToCompanies(database, who, [company])
    const changed = await withScope(database, context, (tx) =>
      setLevelOfInvoice(tx, { ...order, companyIds: context.companyIds, actor: context.actor.name }),
    )
    writeResult(io, { changed }, values.json)
    return 0
  })
}

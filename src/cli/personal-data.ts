import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { RelancesError } from '#domain/errors.ts'
import { openDeposits } from '#features/imports/server/deposits.ts'
import { eraseCustomer, exportPersonalData } from '#features/personal-data/server/personal-data.ts'
import { findSubject, previewErasure } from '#ledger/personal-data.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { withScope } from '#platform/scoped.ts'
import { type Command, readArguments, required, UsageError } from './command.ts'
import { writeResult } from './output.ts'
import { withSession } from './session.ts'

/**
 * `personal-data export CLIENT --company CODE [--out FILE]` writes all that concerns a client in a ZIP.
 * `personal-data erase CLIENT --company CODE` says what would go and what stays; with `--reason TEXT --confirm`
 * it does it.
 */
export const personalData: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, {
    company: { type: 'string' },
    out: { type: 'string' },
    reason: { type: 'string' },
    confirm: { type: 'boolean' },
    json: { type: 'boolean' },
  })
  const [action, code, ...others] = positionals
  if ((action !== 'export' && action !== 'erase') || code === undefined || others.length > 0) {
    throw new UsageError('cli.personal-data-usage')
  }
  const name = { company: required(values.company, '--company'), code }
  return await withSession(io, {}, async ({ database, archive, blobs, who }) => {
    const context = await narrowToCompanies(database, who, [name.company])
    if (action === 'export') {
      const { fileName, bytes } = await exportPersonalData({ database, archive }, context, name)
      const file = values.out ?? fileName
      // Never over another file: an export is of one day and one client.
      await pipeline(Readable.from(bytes), createWriteStream(file, { flags: 'wx', mode: 0o600 })).catch(
        (error: NodeJS.ErrnoException) => {
          throw explained(error, file)
        },
      )
      writeResult(io, { file }, values.json)
      return 0
    }
    if (values.confirm) {
      const done = await eraseCustomer(
        { database, deposits: openDeposits(blobs) },
        context,
        name,
        required(values.reason, '--reason'),
      )
      writeResult(io, { customer: code, ...done.erasure }, values.json)
      return 0
    }
    const preview = await withScope(database, context, async (tx) =>
      previewErasure(tx, await findSubject(tx, name), context.today),
    )
    writeResult(io, { customer: code, ...preview }, values.json)
    return preview.plan.scope === 'refused' ? 1 : 0
  })
}

function explained(error: NodeJS.ErrnoException, file: string): Error {
  if (error.code === 'EEXIST') return new RelancesError('conflict', 'cli.file-exists', { file })
  if (error.syscall === 'open') return new RelancesError('unavailable', 'cli.file-not-writable', { file })
  return error
}

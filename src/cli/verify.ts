import { findDocumentFaults } from '#features/documents/store.ts'
import { findArchiveFaults } from '#features/runs/verify-archive.ts'
import { narrowToCompanies } from '#ledger/company-scope.ts'
import { findContradictions } from '#ledger/verify.ts'
import { withScope } from '#platform/scoped.ts'
import { type Command, readArguments } from './command.ts'
import { writeResult } from './output.ts'
import { withSession } from './session.ts'

/** `verify`: exit 0 when levels, sums and archived letters all agree with what they come from, 1 otherwise. */
export const verify: Command = async (args, io) => {
  const { values } = readArguments(args, { json: { type: 'boolean' } })
  return await withSession(io, {}, async ({ database, who, archive }) => {
    const context = await narrowToCompanies(database, who)
    const options = { readOnly: true, isolation: 'repeatable read' } as const
    const contradictions = await withScope(database, context, findContradictions, options)
    const archiveFaults = await findArchiveFaults(database, context, archive)
    const documentFaults = await findDocumentFaults(database, context, archive)
    const isClean = contradictions.length + archiveFaults.length + documentFaults.length === 0
    writeResult(io, { isClean, contradictions, archiveFaults, documentFaults }, values.json)
    return isClean ? 0 : 1
  })
}

import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { findDocumentFaults } from '#features/documents/store.ts'
import { findArchiveFaults } from '#features/runs/verify-archive.ts'
import { type AuditHead, findAuditFaults, readAuditHeads } from '#ledger/audit-chain.ts'
import { narrowToCompanies } from '#ledger/company-scope.ts'
import { findContradictions } from '#ledger/verify.ts'
import { withScope } from '#platform/scoped.ts'
import { type Command, readArguments, UsageError } from './command.ts'
import { writeResult } from './output.ts'
import { withSession } from './session.ts'

/**
 * `verify`: exit 0 when levels, sums, archived letters and the audit all agree with what they come from, 1
 * otherwise. `--witness FILE` takes the result of an earlier one: the audit must still go through its ends.
 */
export const verify: Command = async (args, io) => {
  const { values } = readArguments(args, { json: { type: 'boolean' }, witness: { type: 'string' } })
  const witnesses = values.witness === undefined ? [] : await readWitnesses(values.witness)
  return await withSession(io, {}, async ({ database, who, archive }) => {
    const context = await narrowToCompanies(database, who)
    const options = { readOnly: true, isolation: 'repeatable read' } as const
    const found = await withScope(
      database,
      context,
      async (tx) => ({
        contradictions: await findContradictions(tx),
        auditFaults: await findAuditFaults(tx, witnesses),
        auditHeads: await readAuditHeads(tx),
      }),
      options,
    )
    const archiveFaults = await findArchiveFaults(database, context, archive)
    const documentFaults = await findDocumentFaults(database, context, archive)
    const faults = [found.contradictions, found.auditFaults, archiveFaults, documentFaults]
    const isClean = faults.every((list) => list.length === 0)
    writeResult(io, { isClean, ...found, archiveFaults, documentFaults }, values.json)
    return isClean ? 0 : 1
  })
}

const earlierResult = z.object({
  auditHeads: z.array(z.object({ companyId: z.int(), number: z.int(), sha256: z.string() })),
})

async function readWitnesses(path: string): Promise<AuditHead[]> {
  try {
    return earlierResult.parse(JSON.parse(await readFile(path, 'utf8'))).auditHeads
  } catch {
    throw new UsageError('cli.bad-witness', { path })
  }
}

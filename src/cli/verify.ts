import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { AuditHead } from '#ledger/audit-chain.ts'
import { narrowToCompanies } from '#ledger/company-scope.ts'
import { verifyAll } from '#ledger/verify-all.ts'
import { translate } from '#messages/translate.ts'
import { type Command, readArguments, UsageError } from './command.ts'
import { writeResult } from './output.ts'
import { cliLanguage, withSession } from './session.ts'

/**
 * `verify`: exit 0 when levels, sums, archived letters and the audit all agree with what they come from, 1
 * otherwise. Doubles that are likely in the books are listed, and are no fault. `--witness FILE` takes the result of an earlier one: the audit must still go through its ends.
 */
export const verify: Command = async (args, io) => {
  const { values } = readArguments(args, { json: { type: 'boolean' }, witness: { type: 'string' } })
  const witnesses = values.witness === undefined ? [] : await readWitnesses(values.witness)
  return await withSession(io, {}, async ({ database, who, archive }) => {
    const context = await narrowToCompanies(database, who)
    const found = await verifyAll(database, context, archive, witnesses)
    writeResult(io, found, values.json)
    const count = found.likelyDoubles.length
    if (count > 0) io.err(`${translate(cliLanguage(), 'cli.likely-doubles', { count })}\n`)
    return found.isClean ? 0 : 1
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

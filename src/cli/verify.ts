import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import type { AuditHead } from '#ledger/audit-chain.ts'
import type { LikelyDouble } from '#ledger/likely-doubles.ts'
import { recordNote } from '#ledger/record-note.ts'
import { type Verification, verifyAll } from '#ledger/verify-all.ts'
import { translate } from '#messages/translate.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { repairArchive } from '#platform/repair-archive.ts'
import { withScope } from '#platform/scoped.ts'
import { backupFile } from './backup.ts'
import { type Command, readArguments, UsageError } from './command.ts'
import { writeResult } from './output.ts'
import { type CliSession, cliLanguage, withSession } from './session.ts'

/**
 * `verify`: exit 0 when levels, sums, archived letters and the audit all agree with what they come from, 1
 * otherwise. Doubles that are likely in the books are listed, and are no fault. `--witness FILE` takes the result of an
 * earlier one: the audit must still go through its ends. `--repair BACKUP` brings back from a backup the documents that
 * are damaged or missing, then checks again.
 */
export const verify: Command = async (args, io) => {
  const { values } = readArguments(args, {
    json: { type: 'boolean' },
    witness: { type: 'string' },
    repair: { type: 'string' },
  })
  const witnesses = values.witness === undefined ? [] : await readWitnesses(values.witness)
  return await withSession(io, { anyStore: true }, async (session) => {
    const { database, who, archive } = session
    const context = await narrowToCompanies(database, who)
    const verified = await verifyAll(database, context, archive, witnesses)
    const repaired = values.repair === undefined ? null : await repair(session, verified, values.repair)
    const found = repaired ? await verifyAll(database, context, archive, witnesses) : verified
    const likelyDoubles = found.likelyDoubles.map((double) => ({ ...double, ...howToMerge(double) }))
    writeResult(io, { ...found, likelyDoubles, ...(repaired ? { repaired } : {}) }, values.json)
    const count = found.likelyDoubles.length
    if (count > 0) io.err(`${translate(cliLanguage(), 'cli.likely-doubles', { count })}\n`)
    return found.isClean ? 0 : 1
  })
}

/** Brings back what is damaged or missing, and says so in the audit. Returns the digests of what came back. */
async function repair(
  { config, database, archive, who }: Pick<CliSession, 'config' | 'database' | 'archive' | 'who'>,
  { archiveFaults, documentFaults }: Verification,
  backup: string,
): Promise<readonly string[]> {
  const wanted = new Set([...archiveFaults, ...documentFaults].map(({ sha256 }) => sha256))
  const repaired = await repairArchive(archive, backupFile(backup, config), wanted)
  if (repaired.length === 0) return repaired
  await withScope(database, { actor: who.actor, companyIds: [] }, (tx) =>
    recordNote(tx, 'repairs', { file_name: basename(backup), documents: repaired.length }),
  )
  return repaired
}

// The command, and the page that does it.
function howToMerge({ kind, sides, keptId }: LikelyDouble): {
  readonly command: string
  readonly page: string
} {
  const merged = sides.find(({ id }) => id !== keptId) ?? sides[0]
  return {
    command: `relances merge --kind ${kind} --keep ${keptId} --merged ${merged.id}`,
    page: '/doublons',
  }
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

import type { Archive } from '#platform/archive.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import { type AuditFault, type AuditHead, findAuditFaults, readAuditHeads } from './audit-chain.ts'
import { findLikelyDoubles, type LikelyDouble } from './likely-doubles.ts'
import { type Contradiction, findContradictions } from './verify.ts'
import {
  type ArchiveFault,
  type DocumentFault,
  findArchiveFaults,
  findDocumentFaults,
} from './verify-archive.ts'

/** What a verification found; clean when all lists but those of the heads and of likely doubles are empty. */
export interface Verification {
  readonly isClean: boolean
  readonly contradictions: readonly Contradiction[]
  readonly auditFaults: readonly AuditFault[]
  readonly auditHeads: readonly AuditHead[]
  readonly archiveFaults: readonly ArchiveFault[]
  readonly documentFaults: readonly DocumentFault[]
  /** To be looked at and perhaps merged: a likelihood is no fault. */
  readonly likelyDoubles: readonly LikelyDouble[]
}

/**
 * Checks that levels, sums, archived letters, documents and the audit of these companies agree with what they
 * come from: what `relances verify` and « Vérifier maintenant » do. One picture of the database for all.
 */
export async function verifyAll(
  database: Pick<Database, 'db'>,
  context: Pick<Context, 'actor' | 'companyIds'>,
  archive: Archive,
  witnesses: readonly AuditHead[] = [],
): Promise<Verification> {
  const found = await withScope(
    database,
    context,
    async (tx) => ({
      contradictions: await findContradictions(tx),
      auditFaults: await findAuditFaults(tx, witnesses),
      auditHeads: await readAuditHeads(tx),
      archiveFaults: await findArchiveFaults(tx, archive),
      documentFaults: await findDocumentFaults(tx, archive),
      likelyDoubles: await findLikelyDoubles(tx),
    }),
    { readOnly: true, isolation: 'repeatable read' },
  )
  const { contradictions, auditFaults, archiveFaults, documentFaults } = found
  const isClean = [contradictions, auditFaults, archiveFaults, documentFaults].every(
    (list) => list.length === 0,
  )
  return { isClean, ...found }
}

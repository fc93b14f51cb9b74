import { createHash } from 'node:crypto'
import type { ImportOptions, ImportPreview } from '../contract.ts'
import type { KeptFile } from './deposits.ts'

/**
 * The digest of what whoever confirms has been shown: the files, the options, and what they do. What changes with the
 * hour, or with what others do beside it, is no part of it.
 */
export function shownDigest(
  files: readonly Pick<KeptFile, 'name' | 'sha256'>[],
  options: ImportOptions,
  { kind, plan, counts, documents, doubts, parties, partyCount, bank }: ImportPreview,
): string {
  const shown = [
    files.map(({ name, sha256 }) => [name, sha256]),
    options,
    kind,
    // Every change of what is owed and of clients, beyond those that are listed; not what others owe, nor what the page
    // will list.
    plan ? [plan.digest, plan.customerCounts] : counts,
    // Without their sentences, which are in the language of whoever reads.
    documents.map(({ remarks: _, ...document }) => document),
    doubts.map(({ id, line, count, amounts, answer }) => [id, line, count, amounts, answer]),
    parties,
    partyCount,
    bank?.statements ?? null,
  ]
  return createHash('sha256').update(JSON.stringify(shown)).digest('hex')
}

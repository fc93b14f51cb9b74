import { type Archive, type DocumentExtension, extensionOf, isDamage } from '#platform/archive.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** An archived letter whose document is missing or is no longer what was stored. */
export interface ArchiveFault {
  readonly companyId: number
  readonly letterId: number
  readonly sha256: string
}

/** A document that is missing from the archive, or is no longer what was stored. */
export interface DocumentFault {
  readonly companyId: number
  readonly fileName: string
  readonly sha256: string
}

/** Reads every archived letter again and compares it with its hash. */
export async function findArchiveFaults(tx: ScopedTransaction, archive: Archive): Promise<ArchiveFault[]> {
  const letters = await tx
    .selectFrom('letters')
    .select(['id as letterId', 'company_id as companyId', 'archive_sha256 as sha256'])
    .where('archive_sha256', 'is not', null)
    .orderBy('id')
    .execute()
  const faults: ArchiveFault[] = []
  for (const { sha256, ...letter } of letters) {
    if (sha256 !== null && !(await isWhole(archive, sha256, 'pdf'))) faults.push({ ...letter, sha256 })
  }
  return faults
}

/** Reads every document kept again and compares it with its hash. */
export async function findDocumentFaults(tx: ScopedTransaction, archive: Archive): Promise<DocumentFault[]> {
  const documents = await tx
    .selectFrom('e_invoices')
    .select(['company_id as companyId', 'file_name as fileName', 'media_type', 'sha256'])
    .orderBy('id')
    .execute()
  const faults: DocumentFault[] = []
  for (const { media_type, ...document } of documents) {
    if (!(await isWhole(archive, document.sha256, extensionOf(media_type)))) faults.push(document)
  }
  return [...faults, ...(await findMessageFaults(tx, archive))]
}

async function findMessageFaults(tx: ScopedTransaction, archive: Archive): Promise<DocumentFault[]> {
  const messages = await tx
    .selectFrom('messages')
    .select(['id', 'company_id as companyId', 'raw_sha256 as sha256'])
    .where('raw_sha256', 'is not', null)
    .orderBy('id')
    .execute()
  const faults: DocumentFault[] = []
  for (const { id, companyId, sha256 } of messages) {
    if (sha256 !== null && !(await isWhole(archive, sha256, 'eml')))
      faults.push({ companyId, fileName: `message-${id}.eml`, sha256 })
  }
  return faults
}

async function isWhole(archive: Archive, sha256: string, extension: DocumentExtension): Promise<boolean> {
  try {
    await archive.get(sha256, extension)
    return true
  } catch (error) {
    // A store that does not answer has lost nothing: nothing can be said of its documents.
    if (isDamage(error)) return false
    throw error
  }
}

import type { Erasure } from '#ledger/personal-data.ts'
import { type DataSubject, erasePersonalData, findSubject } from '#ledger/personal-data.ts'
import { recordNote } from '#ledger/record-note.ts'
import type { Archive } from '#platform/archive.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import { zipFile } from '#platform/zip-file.ts'
import { collectData, exportEntries } from './collect-data.ts'

/** A client as the routes know them (by id) or as the command line does (by code). */
export type SubjectName = Parameters<typeof findSubject>[1]

export interface PersonalDataParts {
  readonly database: Pick<Database, 'db'>
  readonly archive: Archive
  /** The bytes of imports under way. */
  readonly deposits: { remove(fileIds: readonly string[]): Promise<void> }
}

/**
 * All that concerns a client, as a ZIP read while it is written. That it was taken out is recorded first: a
 * download broken off has taken something too.
 */
export async function exportPersonalData(
  { database, archive }: Pick<PersonalDataParts, 'database' | 'archive'>,
  context: Context,
  name: SubjectName,
): Promise<{ readonly fileName: string; readonly bytes: AsyncGenerator<Uint8Array<ArrayBuffer>> }> {
  const subject = await withScope(database, context, async (tx) => {
    const found = await findSubject(tx, name)
    await recordNote(
      tx,
      'personal-data-export',
      { reason: null },
      { companyId: found.companyId, customerId: found.id },
    )
    return found
  })
  const collected = await withScope(database, context, (tx) => collectData(tx, subject), {
    readOnly: true,
    isolation: 'repeatable read',
  })
  return {
    fileName: `donnees-${subject.id}-${context.today}.zip`,
    bytes: zipFile(exportEntries(collected, archive)),
  }
}

/** Erases what may be of a client. @throws RelancesError not-found; conflict while something is open */
export async function eraseCustomer(
  { database, deposits }: Pick<PersonalDataParts, 'database' | 'deposits'>,
  context: Context,
  name: SubjectName,
  reason: string,
): Promise<{ readonly subject: DataSubject; readonly erasure: Erasure }> {
  const { subject, erasure, depositFiles } = await withScope(database, context, async (tx) => {
    const found = await findSubject(tx, name)
    return { subject: found, ...(await erasePersonalData(tx, found, { reason, today: context.today })) }
  })
  // No row names them any more: what a death leaves here is swept as any file without its row.
  await deposits.remove(depositFiles)
  return { subject, erasure }
}

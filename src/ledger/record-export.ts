import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import { recordNote } from './record-note.ts'

/**
 * Records in the audit of each company that names, addresses or amounts of its customers leave as a file;
 * before the file is made, for a download broken off has taken something too.
 * @param fileName with its extension
 */
export async function recordExport(
  database: Pick<Database, 'db'>,
  context: Pick<Context, 'actor'> & { readonly companyIds: readonly number[] },
  fileName: string,
): Promise<void> {
  await withScope(database, context, async (tx) => {
    for (const companyId of context.companyIds) {
      await recordNote(tx, 'exports', { file_name: fileName }, { companyId })
    }
  })
}

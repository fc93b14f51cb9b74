import type { Archive } from '#platform/archive.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'

/** An archived letter whose document is missing or is no longer what was stored. */
export interface ArchiveFault {
  readonly letterId: number
  readonly sha256: string
}

/** Reads every archived letter again and compares it with its hash. */
export async function findArchiveFaults(
  database: Pick<Database, 'db'>,
  context: Context,
  archive: Archive,
): Promise<ArchiveFault[]> {
  const letters = await withScope(
    database,
    context,
    (tx) =>
      tx
        .selectFrom('letters')
        .select(['id', 'archive_sha256'])
        .where('archive_sha256', 'is not', null)
        .orderBy('id')
        .execute(),
    { readOnly: true },
  )
  const faults: ArchiveFault[] = []
  for (const { id, archive_sha256 } of letters) {
    const sha256 = archive_sha256 ?? ''
    const isWhole = await archive.get(sha256).then(
      () => true,
      () => false,
    )
    if (!isWhole) faults.push({ letterId: id, sha256 })
  }
  return faults
}

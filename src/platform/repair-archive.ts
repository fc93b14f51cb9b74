import type { Archive } from './archive.ts'
import type { BackupFile } from './backup-file.ts'
import { readBackup } from './read-backup.ts'

/**
 * Brings back from a backup the documents of these digests. The backup is read and checked to its end first: a file
 * that is not what was written changes nothing.
 * @returns the digests of those it had
 * @throws RelancesError what `readBackup` throws
 */
export async function repairArchive(
  archive: Pick<Archive, 'put'>,
  file: BackupFile,
  wanted: ReadonlySet<string>,
): Promise<readonly string[]> {
  await readBackup(file)
  const repaired: string[] = []
  await readBackup(file, {
    async document(sha256, extension, bytes) {
      if (!wanted.has(sha256)) return
      if ((await archive.put(bytes, extension)) === sha256) repaired.push(sha256)
    },
  })
  return repaired
}

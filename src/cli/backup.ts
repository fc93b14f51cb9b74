import { basename, resolve } from 'node:path'
import { storeShelf } from '#features/backups/server/backup-shelf.ts'
import { recordNote } from '#ledger/record-note.ts'
import { translate } from '#messages/translate.ts'
import { openArchive } from '#platform/archive.ts'
import type { BackupFile } from '#platform/backup-file.ts'
import { openBucketStore } from '#platform/bucket-store.ts'
import { type Config, readConfig } from '#platform/config.ts'
import { makeBackup } from '#platform/make-backup.ts'
import { readBackup } from '#platform/read-backup.ts'
import { restoreBackup } from '#platform/restore-backup.ts'
import { withScope } from '#platform/scoped.ts'
import { placeSecret, secretFile, storedSecret } from '#platform/secret.ts'
import { adoptStore } from '#platform/store-mark.ts'
import { productVersion } from '#platform/version.ts'
import { type Command, type Io, readArguments, UsageError } from './command.ts'
import { writeResult } from './output.ts'
import { cliLanguage, withSession } from './session.ts'

/** `backup FILE`: the whole of the database and its documents in one file, while Relances works. */
export const backup: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } })
  const argument = onlyFile(positionals)
  return await withSession(io, {}, async ({ config, database, archive, who }) => {
    const file = backupFile(argument, config)
    await placeSecret(secretFile(config), database)
    const parts = { database, archive, version: productVersion(), secret: storedSecret(config) }
    const result = await makeBackup(parts, file)
    // All that is personal has left with it: who took it is on record.
    await withScope(database, { actor: who.actor, companyIds: [] }, (tx) =>
      recordNote(tx, 'backups', { file_name: basename(argument) }),
    )
    warnMissing(io, result.missingDocuments)
    writeResult(io, result, values.json)
    return 0
  })
}

/**
 * `restore FILE [--replace] [--check]`: puts a backup in the place of what the database holds, which has to be
 * empty without `--replace`. `--check` only reads the file, to its end.
 */
export const restore: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, {
    json: { type: 'boolean' },
    replace: { type: 'boolean' },
    check: { type: 'boolean' },
  })
  const argument = onlyFile(positionals)
  if (values.check) {
    const { header, manifest } = await readBackup(backupFile(argument, readConfig(process.env)))
    const { version, madeAt } = header
    writeResult(io, { isWhole: true, version, madeAt, ...manifest }, values.json)
    return 0
  }
  // Alone: nobody may work on a database that changes under their feet.
  return await withSession(io, { role: 'server', anyStore: true }, async (session) => {
    const { config, database, who } = session
    const blobs = session.blobs.now
    const secretPlace = config.secret === null ? secretFile(config) : null
    const parts = { database, archive: openArchive(blobs), secretFile: secretPlace, actor: who.actor }
    const result = await restoreBackup(parts, backupFile(argument, config), {
      replaces: values.replace ?? false,
    })
    await adoptStore(database, blobs)
    warnMissing(io, result.missingDocuments)
    writeResult(io, result, values.json)
    return 0
  })
}

function onlyFile(positionals: readonly string[]): string {
  const [file, ...others] = positionals
  if (file === undefined || others.length > 0) throw new UsageError('backup.which-file')
  return file
}

/** The file of this path; "s3:NAME" is one of the bucket where the server keeps its own. */
export function backupFile(argument: string, config: Pick<Config, 'buckets'>): BackupFile {
  const name = /^s3:(.+)$/.exec(argument)?.[1]
  if (name === undefined) return resolve(argument)
  if (config.buckets === null) throw new UsageError('backup.no-bucket')
  return storeShelf(openBucketStore(config.buckets.current)).file(name)
}

function warnMissing(io: Io, missing: readonly string[]): void {
  if (missing.length === 0) return
  io.err(`${translate(cliLanguage(), 'backup.missing-documents', { count: missing.length })}\n`)
}

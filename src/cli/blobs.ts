import { RelancesError } from '#domain/errors.ts'
import { translate } from '#messages/translate.ts'
import { findStore, storesOf } from '#platform/located-store.ts'
import { moveBlobs } from '#platform/move-blobs.ts'
import { adoptStore } from '#platform/store-mark.ts'
import { type Command, type Io, readArguments, UsageError } from './command.ts'
import { writeResult } from './output.ts'
import { type CliSession, cliLanguage, withSession } from './session.ts'

/**
 * `blobs adopt`: the present store of documents becomes the one of this database, when the one before is lost.
 * `blobs move --to s3|folder`: copies the documents to the other store, which then is the one, while Relances works.
 */
export const blobs: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' }, to: { type: 'string' } })
  const order = positionals.join(' ')
  if (order === 'adopt' && values.to === undefined) {
    return await withSession(io, { anyStore: true }, async (session) => {
      await adoptStore(session.database, session.blobs.now)
      writeResult(io, { adopted: session.blobs.place }, values.json)
      return 0
    })
  }
  const { to } = values
  if (order !== 'move' || (to !== 's3' && to !== 'folder')) throw new UsageError('blobs.usage')
  return await withSession(io, {}, async (session) => {
    writeResult(io, await move(session, to, io), values.json)
    return 0
  })
}

async function move({ config, database }: CliSession, to: 's3' | 'folder', io: Io) {
  if (config.buckets === null)
    throw new RelancesError('invalid', 'blobs.s3-incomplete', { name: 'RELANCES_S3_…' })
  const stores = storesOf(config)
  const target = (to === 's3' ? stores[0] : stores.at(-1)) ?? stores[0]
  const { store: present, former } = await findStore(database, stores)
  const isSwitched = present === target
  const from = isSwitched ? former : present
  if (from === null) throw new RelancesError('conflict', 'blobs.same-store', { place: target.place })
  const tell = (key: string, blanks: Readonly<Record<string, string | number>>) =>
    io.err(`${translate(cliLanguage(), key, blanks)}\n`)
  const result = await moveBlobs(database, {
    from,
    to: target,
    isSwitched,
    onProgress: (seen) => {
      if (seen % 1_000 === 0) tell('blobs.moving', { count: seen })
    },
  })
  tell('blobs.moved', { from: from.place, to: target.place })
  return result
}

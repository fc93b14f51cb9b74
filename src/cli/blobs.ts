import { adoptStore } from '#platform/store-mark.ts'
import { type Command, readArguments, UsageError } from './command.ts'
import { writeResult } from './output.ts'
import { withSession } from './session.ts'

/** `blobs adopt`: the present store of documents becomes the one of this database, when the one before is lost. */
export const blobs: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } })
  if (positionals.join(' ') !== 'adopt') throw new UsageError('blobs.usage')
  return await withSession(io, { anyStore: true }, async (session) => {
    await adoptStore(session.database, session.blobs)
    writeResult(io, { adopted: session.blobs.place }, values.json)
    return 0
  })
}

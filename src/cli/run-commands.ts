import { cancelRun } from '#features/runs/cancel-letters.ts'
import { discardRun } from '#features/runs/store.ts'
import { narrowToCompanies } from '#ledger/company-scope.ts'
import { createLetterPool } from '#letters/pool.ts'
import { withScope } from '#platform/scoped.ts'
import { type Command, type Io, readArguments, readInteger, UsageError } from './command.ts'
import { writeResult } from './output.ts'
import { confirmAndArchive } from './remind.ts'
import { type CliSession, withSession } from './session.ts'

/** `confirm RUN`: moves the levels, and archives the letters before it ends. */
export const confirm: Command = (args, io) =>
  onRun(args, io, async (session, run) => {
    const pool = createLetterPool()
    try {
      const context = await narrowToCompanies(session.database, session.who)
      return { run, ...(await confirmAndArchive(session, context, pool, run)) }
    } finally {
      await pool.close()
    }
  })

/** `discard RUN`: abandons a draft; no level moves. */
export const discard: Command = (args, io) =>
  onRun(args, io, async ({ database, who }, run) => {
    const context = await narrowToCompanies(database, who)
    await withScope(database, context, (tx) => discardRun(tx, run, context.actor.name))
    return { run, discarded: true }
  })

/** `undo RUN`: levels and dates back to what they were, letter by letter. */
export const undo: Command = (args, io) =>
  onRun(args, io, async ({ database, who }, run) => {
    const context = await narrowToCompanies(database, who)
    return { run, ...(await cancelRun(database, context, run)) }
  })

async function onRun(
  args: readonly string[],
  io: Io,
  work: (session: CliSession, run: number) => Promise<object>,
): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } })
  const [number, ...others] = positionals
  if (number === undefined || others.length > 0) throw new UsageError('cli.one-run')
  const run = readInteger(number, 'RUN', { min: 1, max: Number.MAX_SAFE_INTEGER })
  return await withSession(io, {}, async (session) => {
    writeResult(io, await work(session, run), values.json)
    return 0
  })
}

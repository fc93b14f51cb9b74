import type { ReviewDecision } from '#domain/letters/letter-review.ts'
import { archiveLetters } from '#features/runs/server/archive-letters.ts'
import { cancelRun } from '#features/runs/server/cancel-letters.ts'
import { decideReview } from '#features/runs/server/decide-review.ts'
import { discardRun } from '#features/runs/server/store.ts'
import { createLetterPool } from '#letters/pool.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { withScope } from '#platform/scoped.ts'
import { type Command, type Io, readArguments, readDay, readInteger, UsageError } from './command.ts'
import { writeResult } from './output.ts'
import { confirmAndArchive } from './remind.ts'
import { type CliSession, withSession } from './session.ts'

const JSON_OPTION = { json: { type: 'boolean' } } as const
const TODAY_OPTION = { today: { type: 'string' }, ...JSON_OPTION } as const

/** `confirm RUN`: moves the levels, and archives the letters before it ends. */
export const confirm: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, TODAY_OPTION)
  return await onRun(io, { ...values, positionals }, async (session, run) => {
    const pool = createLetterPool()
    try {
      const context = await narrowToCompanies(session.database, session.who)
      return { run, ...(await confirmAndArchive(session, context, pool, run)) }
    } finally {
      await pool.close()
    }
  })
}

/** `discard RUN`: abandons a draft; no level moves. */
export const discard: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, JSON_OPTION)
  return await onRun(io, { ...values, positionals }, async ({ database, who }, run) => {
    const context = await narrowToCompanies(database, who)
    await withScope(database, context, (tx) => discardRun(tx, run, context.actor.name))
    return { run, discarded: true }
  })
}

/** `undo RUN [--reason TEXT]`: levels and dates back to what they were, letter by letter. */
export const undo: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, { reason: { type: 'string' }, ...JSON_OPTION })
  return await onRun(io, { ...values, positionals }, async ({ database, who }, run) => {
    const context = await narrowToCompanies(database, who)
    return { run, ...(await cancelRun(database, context, run, values.reason?.trim() || null)) }
  })
}

/**
 * `review RUN --redo|--drop|--posted [--letter N…]`: decides of the letters to review of a run, those named or all
 * of them; letters confirmed as posted are archived before it ends.
 */
export const review: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, {
    redo: { type: 'boolean' },
    drop: { type: 'boolean' },
    posted: { type: 'boolean' },
    letter: { type: 'string', multiple: true },
    ...TODAY_OPTION,
  })
  const decision = readDecision(values)
  const letters = values.letter?.map((text) =>
    readInteger(text, '--letter', { min: 1, max: Number.MAX_SAFE_INTEGER }),
  )
  return await onRun(io, { ...values, positionals }, async (session, run) => {
    const context = await narrowToCompanies(session.database, session.who)
    const order = letters === undefined ? { decision } : { decision, letters }
    const result = await decideReview(session.database, context, run, order)
    if (decision === 'posted') await archiveNow(session)
    return { reviewed: run, decision, ...result }
  })
}

function readDecision(values: {
  readonly redo?: boolean | undefined
  readonly drop?: boolean | undefined
  readonly posted?: boolean | undefined
}): ReviewDecision {
  const { redo, drop, posted } = values
  const asked: ReviewDecision[] = []
  if (redo) asked.push('redone')
  if (drop) asked.push('dropped')
  if (posted) asked.push('posted')
  const [decision, ...others] = asked
  if (decision === undefined || others.length > 0) throw new UsageError('cli.one-decision')
  return decision
}

async function archiveNow(session: CliSession): Promise<void> {
  const pool = createLetterPool()
  try {
    await archiveLetters({ ...session, pool })
  } finally {
    await pool.close()
  }
}

interface RunArguments {
  readonly positionals: readonly string[]
  readonly json?: boolean | undefined
  readonly today?: string | undefined
}

async function onRun(
  io: Io,
  { positionals, json, today }: RunArguments,
  work: (session: CliSession, run: number) => Promise<object>,
): Promise<number> {
  const [number, ...others] = positionals
  if (number === undefined || others.length > 0) throw new UsageError('cli.one-run')
  const run = readInteger(number, 'RUN', { min: 1, max: Number.MAX_SAFE_INTEGER })
  const day = today === undefined ? undefined : readDay(today, '--today')
  return await withSession(io, { today: day }, async (session) => {
    writeResult(io, await work(session, run), json)
    return 0
  })
}

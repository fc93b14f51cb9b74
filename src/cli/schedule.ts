import { nextRun } from '#domain/dunning/schedule.ts'
import { archiveLetters } from '#features/runs/server/archive-letters.ts'
import { planScheduledRun } from '#features/runs/server/plan-scheduled-run.ts'
import { runNow } from '#features/runs/server/schedule-routes.ts'
import { readKnownSchedule, readSchedule } from '#features/runs/server/schedule-store.ts'
import { createLetterPool } from '#letters/pool.ts'
import { momentIn } from '#platform/clock.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import type { Context } from '#platform/context.ts'
import { withScope } from '#platform/scoped.ts'
import { type Command, readArguments, readDay, required, UsageError } from './command.ts'
import { sendNow } from './outbox.ts'
import { writeResult } from './output.ts'
import { type CliSession, withSession } from './session.ts'

/**
 * `schedule [--company CODE…]`: when each company reminds by itself, and what became of the last times. `--dry-run`: what
 * the next time would make, and whom it leaves out; nothing is written. `--run --company CODE`: does it now, and hands
 * its e-mails over before it ends.
 */
export const schedule: Command = async (args, io) => {
  const { values } = readArguments(args, {
    company: { type: 'string', multiple: true },
    'dry-run': { type: 'boolean' },
    run: { type: 'boolean' },
    today: { type: 'string' },
    json: { type: 'boolean' },
  })
  if (values['dry-run'] && values.run) throw new UsageError('cli.dry-or-run')
  if (values.run) required(values.company, '--company')
  const today = values.today === undefined ? undefined : readDay(values.today, '--today')
  return await withSession(io, { today }, async (session) => {
    const context = await narrowToCompanies(session.database, session.who, values.company)
    const done = values.run ? await runAll(session, context) : {}
    const work = values['dry-run'] ? preview : show
    const companies = []
    for (const id of context.companyIds) companies.push(await work(session, context, id))
    writeResult(io, { companies, ...done }, values.json)
    return 0
  })
}

// The day that was asked for, at the time of the clock.
function nowOf({ config }: CliSession, { today, followsCalendar, timeZone = 'Europe/Paris' }: Context) {
  return momentIn({ today: followsCalendar ? config.today : today }, timeZone)
}

async function show(session: CliSession, context: Context, companyId: number) {
  return await withScope(
    session.database,
    context,
    (tx) => readSchedule(tx, companyId, nowOf(session, context)),
    { readOnly: true },
  )
}

async function preview(session: CliSession, context: Context, companyId: number) {
  return await withScope(
    session.database,
    context,
    async (tx) => {
      const known = await readKnownSchedule(tx, companyId)
      const now = nowOf(session, context)
      const runOn = nextRun(known.rule, now)?.runOn ?? now.day
      const { report, heldBack } = await planScheduledRun(tx, known, runOn, true)
      return { company: known.code, mode: known.mode, runOn, heldBack, report }
    },
    { isolation: 'repeatable read', readOnly: true },
  )
}

async function runAll(session: CliSession, context: Context & { readonly companyIds: readonly number[] }) {
  const parts = {
    ...session,
    archivist: { wake: () => undefined },
    clock: (timeZone: string) => nowOf(session, { ...context, timeZone }),
  }
  const pool = createLetterPool()
  try {
    for (const id of context.companyIds) await runNow(parts, { ...context, companyIds: [id] }, id)
    await archiveLetters({ ...session, pool })
    return { sent: await sendNow(session, pool) }
  } finally {
    await pool.close()
  }
}

import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { dueRun, type Moment } from '#domain/dunning/schedule.ts'
import type { ScheduledOutcome } from '#domain/dunning/schedule-report.ts'
import { RelancesError } from '#domain/errors.ts'
import type { Background, Wakeable } from '#platform/background.ts'
import { momentIn } from '#platform/clock.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import type { Config } from '#platform/config.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { leased } from '#platform/leases.ts'
import type { Mailer } from '#platform/mail/mailer.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { confirmRun } from './confirm-run.ts'
import { writeDraft } from './create-draft.ts'
import { type DraftLetter, type DraftOrder, nextRunNumber } from './plan-draft.ts'
import { planScheduledRun } from './plan-scheduled-run.ts'
import { readKnownSchedule } from './schedule-store.ts'
import { sendSummary } from './schedule-summary.ts'

/** What schedules work with. */
export interface ScheduleParts {
  readonly database: Pick<Database, 'db'>
  readonly archivist: Wakeable
  readonly mailer: Pick<Mailer, 'sendMessage'>
  readonly config: Pick<Config, 'today' | 'publicUrl' | 'port'>
  /** What the clock of a zone says; the real one when absent. */
  readonly clock?: (timeZone: string) => Moment
}

const WHO: Omit<Context, 'companyIds'> = {
  actor: { kind: 'system', name: 'relances automatiques' },
  permission: 'everything',
  today: '',
  language: 'fr',
}

/** How soon a time that has come is seen. */
const EVERY_MS = 20_000

/** Keeps the schedules of all companies while the process runs. */
export function startSchedules(background: Background, parts: ScheduleParts): void {
  background.every({
    name: 'reminders by themselves',
    everyMs: EVERY_MS,
    turn: leased(parts.database, { name: 'schedules', everySeconds: 0 }, (signal) =>
      runSchedules(parts, signal),
    ),
  })
}

/**
 * Does what the schedules of all companies have due: runs, and the summaries of the evening before. Two processes at it
 * make each run once: its row has a key. What a dead one left unconfirmed is gone on with. A company that fails keeps no
 * other back.
 * @throws AggregateError of what failed, company by company, once all were tried
 */
export async function runSchedules(parts: ScheduleParts, stopping: AbortSignal): Promise<void> {
  const all = await narrowToCompanies(parts.database, WHO)
  const { rows } = await withScope(
    parts.database,
    all,
    (tx) =>
      sql<{ id: number }>`
        select c.id from companies c left join run_schedules s on s.company_id = c.id
        where c.archived_at is null and (s.mode <> 'off' or exists (select from scheduled_runs r
          where r.company_id = c.id and r.finished_at is null))
        order by c.id`.execute(tx),
    { readOnly: true },
  )
  const failures: unknown[] = []
  for (const { id } of rows) {
    if (stopping.aborted) return
    try {
      await runOne(parts, { ...all, companyIds: [id] }, id, stopping)
    } catch (error) {
      failures.push(error)
    }
  }
  // Noted once by whoever comes back with it, and not every twenty seconds.
  if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('; '))
}

async function runOne(
  parts: ScheduleParts,
  scope: Context,
  companyId: number,
  stopping: AbortSignal,
): Promise<void> {
  const schedule = await withScope(parts.database, scope, (tx) => readKnownSchedule(tx, companyId), {
    readOnly: true,
  })
  const now = clockOf(parts)(schedule.timeZone)
  const context = { ...scope, today: now.day, timeZone: schedule.timeZone }
  const due = schedule.mode === 'off' ? null : dueRun(schedule.rule, now)
  if (due) await makeRun(parts, context, { companyId, nominalOn: due.nominalOn, runOn: due.runOn })
  await finishRuns(parts, context, companyId)
  if (schedule.mode !== 'off') await sendSummary(parts, context, companyId, now, stopping)
}

/** The clock of these parts. */
export function clockOf({ clock, config }: Pick<ScheduleParts, 'clock' | 'config'>) {
  return clock ?? ((timeZone: string) => momentIn(config, timeZone))
}

interface RunDue {
  readonly companyId: number
  readonly nominalOn: Day
  readonly runOn: Day
  /** Somebody asks for it now: a time that made nothing is made again. */
  readonly isAskedFor?: boolean
}

/**
 * Makes the run of a day of the rhythm, once: its drafts and its row are one transaction, whose key refuses a second.
 * What became of it; null when it had been made.
 */
export async function makeRun(
  { database }: Pick<ScheduleParts, 'database'>,
  context: Context,
  due: RunDue,
): Promise<ScheduledOutcome | null> {
  try {
    return await withScope(database, context, (tx) => takeRun(tx, context, due), {
      isolation: 'repeatable read',
    })
  } catch (error) {
    if (error instanceof RelancesError && error.key === ALREADY_MADE) return null
    throw error
  }
}

const ALREADY_MADE = 'schedule.already-run'

async function takeRun(
  tx: ScopedTransaction,
  { actor }: Context,
  { companyId, nominalOn, runOn, isAskedFor = false }: RunDue,
): Promise<ScheduledOutcome> {
  const schedule = await readKnownSchedule(tx, companyId)
  const mayTake = isAskedFor || !schedule.rule.taken.includes(nominalOn)
  if (!mayTake) throw new RelancesError('conflict', ALREADY_MADE)
  const { order, plan, leaving, waiting, report, heldBack } = await planScheduledRun(
    tx,
    schedule,
    runOn,
    false,
  )
  const outcome: ScheduledOutcome = heldBack ?? (plan.letters.length === 0 ? 'nothing' : 'done')
  const isMade = outcome === 'done'
  const written = isMade ? await writeBoth(tx, { order, run: plan.run, leaving, waiting }, actor.name) : {}
  const values = {
    ran_on: runOn,
    outcome,
    draft_run: null,
    sent_run: null,
    ...written,
    finished_at: isMade && leaving.length > 0 ? null : sql<Date>`now()`,
    report: JSON.stringify(report),
    created_by: actor.name,
  }
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('scheduled_runs')
    .values({ company_id: companyId, nominal_on: nominalOn, ...values })
    .onConflict((conflict) =>
      isAskedFor
        ? conflict
            .columns(['company_id', 'nominal_on'])
            .doUpdateSet({ ...values, created_at: sql`now()` })
            .where('scheduled_runs.outcome', '<>', 'done')
        : conflict.doNothing(),
    )
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) throw new RelancesError('conflict', ALREADY_MADE)
  return outcome
}

interface BothRuns {
  readonly order: DraftOrder
  readonly run: number
  readonly leaving: readonly DraftLetter[]
  readonly waiting: readonly DraftLetter[]
}

// What leaves is a run of its own, so that confirming it confirms nothing that waits for somebody.
async function writeBoth(
  tx: ScopedTransaction,
  { order, run, leaving, waiting }: BothRuns,
  actor: string,
): Promise<{ readonly sent_run?: number; readonly draft_run?: number }> {
  const write = async (number: number, letters: readonly DraftLetter[]) => {
    const whole = { run: number, letters, leftOut: { reminded: 0, levels: 0 }, isTicked: true }
    return (await writeDraft(tx, order, whole, actor)).run
  }
  if (leaving.length === 0) return { draft_run: await write(run, waiting) }
  const sent = { sent_run: await write(run, leaving) }
  if (waiting.length === 0) return sent
  return { ...sent, draft_run: await write(await nextRunNumber(tx), waiting) }
}

/**
 * Confirms what leaves by itself: right after it was made, and again where a process died in between. A run that somebody
 * has given up meanwhile is left as it is.
 */
export async function finishRuns(
  { database, archivist }: Pick<ScheduleParts, 'database' | 'archivist'>,
  context: Context,
  companyId: number,
): Promise<void> {
  const unfinished = await withScope(database, context, (tx) =>
    tx
      .selectFrom('scheduled_runs')
      .select(['nominal_on', 'sent_run'])
      .where('company_id', '=', companyId)
      .where('finished_at', 'is', null)
      .execute(),
  )
  for (const { nominal_on, sent_run } of unfinished) {
    if (sent_run !== null) {
      await confirmRun(database, context, sent_run).catch((error: unknown) => {
        const isGivenUp = error instanceof RelancesError && error.key === 'features.run-discarded'
        if (!isGivenUp) throw error
      })
      archivist.wake()
    }
    await withScope(database, context, (tx) =>
      tx
        .updateTable('scheduled_runs')
        .set({ finished_at: sql`now()` })
        .where('company_id', '=', companyId)
        .where('nominal_on', '=', nominal_on)
        .execute(),
    )
  }
}

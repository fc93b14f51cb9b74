import { TIME_ZONE } from '#domain/days-and-money/time-zone.ts'
import { dueRun, nextRun } from '#domain/dunning/schedule.ts'
import { RelancesError } from '#domain/errors.ts'
import type { Context } from '#platform/context.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { type Served, serve } from '#platform/serve.ts'
import * as contract from '../schedule-contract.ts'
import { planScheduledRun } from './plan-scheduled-run.ts'
import { clockOf, finishRuns, makeRun, type ScheduleParts } from './run-schedules.ts'
import {
  changeSchedule,
  readKnownSchedule,
  readNextRuns,
  readSchedule,
  skipRun,
  takeBackSkip,
} from './schedule-store.ts'

/** Routes of « Paramètres › Relances automatiques ». */
export function scheduleRoutes(parts: ScheduleParts): readonly Served[] {
  const clock = clockOf(parts)
  const nowOf = ({ timeZone = TIME_ZONE }: Pick<Context, 'timeZone'>) => clock(timeZone)
  const shown = (companyId: number, context: Context) => (tx: ScopedTransaction) =>
    readSchedule(tx, companyId, nowOf(context))
  return [
    serve(contract.fetchSchedule, ({ companyId, context, read }) => read(shown(companyId, context))),
    serve(contract.fetchNextRuns, async ({ context, read }) => ({
      rows: await read((tx) => readNextRuns(tx, context.companyIds, clock)),
    })),
    serve(contract.saveSchedule, ({ companyId, body, context, write }) =>
      write(async (tx) => {
        await changeSchedule(tx, companyId, body, { actor: context.actor.name, now: nowOf(context) })
        return await shown(companyId, context)(tx)
      }),
    ),
    serve(contract.fetchSchedulePreview, ({ companyId, context, read }) =>
      read((tx) => readPreview(tx, companyId, context), { isolation: 'repeatable read' }),
    ),
    serve(contract.skipScheduledRun, ({ companyId, body: { nominalOn }, context, write }) =>
      write(async (tx) => {
        await skipRun(tx, companyId, nominalOn, { actor: context.actor.name, now: nowOf(context) })
        return await shown(companyId, context)(tx)
      }),
    ),
    serve(contract.takeBackSkip, ({ companyId, params: { nominalOn }, context, write }) =>
      write(async (tx) => {
        await takeBackSkip(tx, companyId, nominalOn, nowOf(context))
        return await shown(companyId, context)(tx)
      }),
    ),
    serve(contract.runScheduleNow, async ({ companyId, context, read }) => {
      await runNow(parts, context, companyId)
      return await read(shown(companyId, context))
    }),
  ]

  async function readPreview(tx: ScopedTransaction, companyId: number, context: Context) {
    const schedule = await readKnownSchedule(tx, companyId)
    const now = nowOf(context)
    const runOn = nextRun(schedule.rule, now)?.runOn ?? now.day
    const { report, heldBack } = await planScheduledRun(tx, schedule, runOn, true)
    return { runOn, heldBack, report }
  }
}

/**
 * Does now what the schedule does at its time, for a person or a command: for the day of the rhythm that is due, else for
 * today.
 * @throws RelancesError conflict when it is off, or has already been made
 */
export async function runNow(
  parts: Pick<ScheduleParts, 'database' | 'archivist' | 'clock' | 'config'>,
  context: Context,
  companyId: number,
): Promise<void> {
  const { database } = parts
  const now = clockOf(parts)(context.timeZone ?? TIME_ZONE)
  const schedule = await withScope(database, context, (tx) => readKnownSchedule(tx, companyId), {
    readOnly: true,
  })
  if (schedule.mode === 'off')
    throw new RelancesError('conflict', 'schedule.is-off', { company: schedule.code })
  const nominalOn = dueRun(schedule.rule, now)?.nominalOn ?? now.day
  const outcome = await makeRun(parts, context, {
    ...{ companyId, nominalOn, runOn: now.day },
    isAskedFor: true,
  })
  if (outcome === null) throw new RelancesError('conflict', 'schedule.already-run')
  await finishRuns(parts, context, companyId)
}

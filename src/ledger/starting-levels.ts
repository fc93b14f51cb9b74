import { type RawBuilder, sql } from 'kysely'
import { addDays, type Day, daysBetween } from '#domain/days-and-money/day.ts'
import { undoEvent } from '#domain/dunning/history.ts'
import { FIRST_LEVEL, type Level } from '#domain/dunning/levels.ts'
import type { LevelTiming } from '#domain/dunning/procedure.ts'
import { startEvent, startingLevel, startingSteps } from '#domain/dunning/starting-level.ts'
import { RelancesError } from '#domain/errors.ts'
import { onlyRow } from '#platform/rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { recordEvents } from './history.ts'
import { isOverdue } from './proposed.ts'

interface StartingOrder {
  readonly companyId: number
  readonly today: Day
}

export interface StartingChoice {
  readonly proposed: Level
  readonly level: Level
  /** How many were shown to who chose. */
  readonly instalments: number
}

/**
 * SQL: an instalment `i` that is late, at the first level, and of which the history says nothing: neither a letter, nor
 * an import that knew its level, nor a choice that stands.
 */
export function awaitsStart(today: Day): RawBuilder<boolean> {
  return sql<boolean>`(${isOverdue(addDays(today, -1))} and i.level = ${FIRST_LEVEL} and i.last_reminded_on is null
    and (i.last_event_id is null or exists (
      select from reminder_events u
        join reminder_events e on e.company_id = u.company_id and e.id = u.undoes_event_id and e.kind = 'start'
      where u.company_id = i.company_id and u.id = i.last_event_id and u.kind = 'undo')))`
}

/** SQL: the level an instalment `i` would begin at, by its age (domain/dunning/starting-level.ts). */
export function proposedStart(today: Day, timings: readonly LevelTiming[]): RawBuilder<Level> {
  const steps = startingSteps(timings).toSorted((one, other) => other.level - one.level)
  if (steps.length === 0) return sql<Level>`${FIRST_LEVEL}::int`
  const cases = steps.map(
    ({ level, fromDays }) => sql`when ${today}::date - i.due_on >= ${fromDays}::int then ${level}::int`,
  )
  return sql<Level>`case ${sql.join(cases, sql` `)} else ${FIRST_LEVEL}::int end`
}

/**
 * Puts the debts that await it at the levels chosen for each age, as history. Returns how many.
 * @throws RelancesError conflict when they are no longer those that were shown
 */
export async function startLevels(
  tx: ScopedTransaction,
  { companyId, today }: StartingOrder,
  choices: readonly StartingChoice[],
  actor: string,
): Promise<number> {
  const steps = startingSteps(await readTimings(tx, companyId))
  const { rows } = await sql<{ id: number; due_on: Day }>`
    select i.id, i.due_on from instalments i
    where i.company_id = ${companyId} and ${awaitsStart(today)}
    order by i.id for update of i
  `.execute(tx)
  const byProposal = Map.groupBy(rows, ({ due_on }) => startingLevel(daysBetween(due_on, today), steps))
  const events = choices.flatMap(({ proposed, level, instalments }) => {
    const found = byProposal.get(proposed) ?? []
    if (found.length !== instalments) throw new RelancesError('conflict', 'features.starting-levels-moved')
    return found.map(({ id }) => ({
      companyId,
      instalmentId: id,
      ...startEvent({ level: FIRST_LEVEL, lastRemindedOn: null }, level),
    }))
  })
  await recordEvents(tx, events, actor)
  return events.length
}

/** Takes back the levels chosen, of the debts to which nothing has happened since. Returns how many. */
export async function undoStarts(tx: ScopedTransaction, companyId: number, actor: string): Promise<number> {
  return await undoLastStarts(tx, companyId, sql`true`, { actor, reason: null })
}

/** The same of the debts that an import has brought, which is being cancelled: `reason` is its file. */
export async function undoStartsOfImport(
  tx: ScopedTransaction,
  { companyId, importId }: { readonly companyId: number; readonly importId: number },
  told: { readonly actor: string; readonly reason: string },
): Promise<number> {
  const isBrought = sql<boolean>`(i.import_id = ${importId} or exists (
    select from invoices v where v.company_id = i.company_id and v.id = i.invoice_id and v.import_id = ${importId}))`
  return await undoLastStarts(tx, companyId, isBrought, told)
}

async function undoLastStarts(
  tx: ScopedTransaction,
  companyId: number,
  isMeant: RawBuilder<unknown>,
  { actor, reason }: { readonly actor: string; readonly reason: string | null },
): Promise<number> {
  const { rows } = await sql<{ instalment_id: number; event_id: number; level_after: Level }>`
    select i.id as instalment_id, e.id as event_id, e.level_after
    from instalments i join reminder_events e on e.company_id = i.company_id and e.id = i.last_event_id
    where i.company_id = ${companyId} and e.kind = 'start' and ${isMeant}
    order by i.id for update of i
  `.execute(tx)
  const events = rows.map((row) => ({
    companyId,
    instalmentId: row.instalment_id,
    undoesEventId: row.event_id,
    ...undoEvent(startEvent({ level: FIRST_LEVEL, lastRemindedOn: null }, row.level_after)),
    ...(reason === null ? {} : { reason }),
  }))
  await recordEvents(tx, events, actor)
  return events.length
}

/** Debts that are too old to begin at the first level, and of which nobody has said where they begin. */
export async function countAwaitingStart(
  tx: ScopedTransaction,
  { companyId, today }: StartingOrder,
): Promise<number> {
  const timings = await readTimings(tx, companyId)
  const found = await sql<{ count: number }>`
    select count(*) as count from instalments i
    where i.company_id = ${companyId} and ${awaitsStart(today)}
      and ${proposedStart(today, timings)} > ${FIRST_LEVEL}
  `.execute(tx)
  return onlyRow(found).count
}

/** When the letters of a company are advised, in the order of their levels. */
export async function readTimings(tx: ScopedTransaction, companyId: number): Promise<LevelTiming[]> {
  const { rows } = await sql<LevelTiming>`
    select level, delay_days as "delayDays", gap_days as "gapDays", deadline_days as "deadlineDays"
    from dunning_levels where company_id = ${companyId} order by level
  `.execute(tx)
  return rows
}

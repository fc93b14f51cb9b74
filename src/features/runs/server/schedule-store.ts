import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Level } from '#domain/dunning/levels.ts'
import {
  dueRun,
  firstDay,
  isBankTooOld,
  type Moment,
  nextRun,
  type Rhythm,
  type Schedule as ScheduleRule,
} from '#domain/dunning/schedule.ts'
import { RelancesError } from '#domain/errors.ts'
import { readOpenDays } from '#ledger/open-days.ts'
import { onlyRow } from '#platform/rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { NextRuns, PastRun, Schedule, ScheduleFields } from '../schedule-contract.ts'

/** The schedule of one company, with all that its rules read. */
export interface KnownSchedule extends ScheduleFields {
  readonly companyId: number
  readonly code: string
  readonly legalName: string
  readonly timeZone: string
  readonly version: string
  readonly rule: ScheduleRule
  readonly bankKnownOn: Day | null
}

// Nothing happens by itself, and what is proposed to whoever sets it is careful.
const NEVER_SET: ScheduleFields = {
  mode: 'off',
  rhythm: 'week',
  days: [1],
  at: '08:30',
  sentLevels: [1],
  mostBankDays: 8,
  contactGapDays: 0,
  summaryTo: null,
  summaryAt: '18:00',
  summaryLanguage: 'fr',
}

interface CompanyRow {
  code: string
  legal_name: string
  time_zone: string
  payments_known_on: Day | null
  version: string | null
  mode: ScheduleFields['mode'] | null
  rhythm: Rhythm['kind']
  days: number[]
  at: string
  sent_levels: Exclude<Level, 4>[]
  most_bank_days: number | null
  contact_gap_days: number
  summary_to: string | null
  summary_at: string
  summary_language: ScheduleFields['summaryLanguage']
  starts_on: Day
}

/** Reads the schedule of a company in scope; one that nobody has set is off. */
export async function readKnownSchedule(tx: ScopedTransaction, companyId: number): Promise<KnownSchedule> {
  const row = onlyRow(
    await sql<CompanyRow>`
      select c.code, c.legal_name, c.time_zone, c.payments_known_on,
             to_char(s.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as version, s.mode, s.rhythm, s.days,
             to_char(s.run_at, 'HH24:MI') as at, s.sent_levels, s.most_bank_days, s.contact_gap_days, s.summary_to,
             to_char(s.summary_at, 'HH24:MI') as summary_at, s.summary_language, s.starts_on
      from companies c left join run_schedules s on s.company_id = c.id
      where c.id = ${companyId}`.execute(tx),
  )
  const fields = row.mode === null ? NEVER_SET : fieldsOf(row, row.mode)
  const taken = await tx
    .selectFrom('scheduled_runs')
    .select('nominal_on')
    .where('company_id', '=', companyId)
    .orderBy('nominal_on', 'desc')
    .limit(MOST_TAKEN)
    .execute()
  const { rhythm, days, at } = fields
  return {
    ...fields,
    companyId,
    code: row.code,
    legalName: row.legal_name,
    timeZone: row.time_zone,
    version: row.version ?? '',
    bankKnownOn: row.payments_known_on,
    rule: {
      rhythm: { kind: rhythm, days, at },
      openDays: await readOpenDays(tx, companyId),
      startsOn: row.mode === null ? '9999-12-31' : row.starts_on,
      taken: taken.map((one) => one.nominal_on),
    },
  }
}

// More than the days of the rhythm that are looked back at.
const MOST_TAKEN = 400

function fieldsOf(row: CompanyRow, mode: ScheduleFields['mode']): ScheduleFields {
  return {
    mode,
    rhythm: row.rhythm,
    days: row.days,
    at: row.at,
    sentLevels: row.sent_levels,
    mostBankDays: row.most_bank_days,
    contactGapDays: row.contact_gap_days,
    summaryTo: row.summary_to,
    summaryAt: row.summary_at,
    summaryLanguage: row.summary_language,
  }
}

const PAST_SHOWN = 20

/** When these companies remind next by themselves, the soonest first. `nowIn`: what the clock of a zone says. */
export async function readNextRuns(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  nowIn: (timeZone: string) => Moment,
): Promise<NextRuns['rows']> {
  const active = await tx
    .selectFrom('run_schedules as s')
    .innerJoin('companies as c', 'c.id', 's.company_id')
    .select('s.company_id')
    .where('s.company_id', 'in', [...companyIds, 0])
    .where('s.mode', '<>', 'off')
    .where('c.archived_at', 'is', null)
    .execute()
  const rows: NextRuns['rows'] = []
  for (const { company_id } of active) {
    const { code, mode, rule, timeZone, at } = await readKnownSchedule(tx, company_id)
    const next = nextRun(rule, nowIn(timeZone))
    if (mode !== 'off' && next) rows.push({ company: code, mode, runOn: next.runOn, at })
  }
  return rows.toSorted((a, b) => `${a.runOn}${a.at}`.localeCompare(`${b.runOn}${b.at}`))
}

/** « Relances automatiques » as the screen shows it. */
export async function readSchedule(tx: ScopedTransaction, companyId: number, now: Moment): Promise<Schedule> {
  const known = await readKnownSchedule(tx, companyId)
  const { rule, companyId: _id, legalName: _name, timeZone: _zone, ...shown } = known
  const rows = await tx
    .selectFrom('scheduled_runs')
    .selectAll()
    .where('company_id', '=', companyId)
    .orderBy('nominal_on', 'desc')
    .limit(PAST_SHOWN)
    .execute()
  const past = rows.map(
    (row): PastRun => ({
      nominalOn: row.nominal_on,
      ranOn: row.ran_on,
      outcome: row.outcome,
      draftRun: row.draft_run,
      sentRun: row.sent_run,
      report: row.report,
      at: row.created_at.toISOString(),
      by: row.created_by,
    }),
  )
  const isAhead = (one: PastRun) => one.outcome === 'skipped' && one.nominalOn >= now.day
  return {
    ...shown,
    company: known.code,
    days: [...known.days],
    sentLevels: [...known.sentLevels],
    next: known.mode === 'off' ? null : nextRun(rule, now),
    skipped: past.filter(isAhead).map(({ nominalOn, by, at }) => ({ nominalOn, by, at })),
    isBankTooOld: isBankTooOld(known.bankKnownOn, now.day, known.mostBankDays),
    openDraft: await readOpenDraft(tx, companyId),
    summaryProblem: await readSummaryProblem(tx, companyId),
    past: past.filter((one) => !isAhead(one)),
  }
}

/** The draft that an earlier time made and that is still open; null when there is none. */
export async function readOpenDraft(tx: ScopedTransaction, companyId: number): Promise<number | null> {
  const { rows } = await sql<{ run: number }>`
    select r.id as run from scheduled_runs s
    join runs r on r.company_id = s.company_id and r.id = s.draft_run and r.status = 'draft'
    where s.company_id = ${companyId} order by r.id desc limit 1`.execute(tx)
  return rows[0]?.run ?? null
}

async function readSummaryProblem(tx: ScopedTransaction, companyId: number): Promise<string | null> {
  const last = await tx
    .selectFrom('schedule_summaries')
    .select(['sent_at', 'answer'])
    .where('company_id', '=', companyId)
    .orderBy('nominal_on', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last && last.sent_at === null ? (last.answer ?? '') : null
}

/**
 * Sets when a company reminds by itself; a new setting never runs for a time already past.
 * @throws RelancesError conflict when somebody else was quicker
 */
export async function changeSchedule(
  tx: ScopedTransaction,
  companyId: number,
  { version, ...fields }: ScheduleFields & { readonly version: string },
  { actor, now }: { readonly actor: string; readonly now: Moment },
): Promise<void> {
  // Locked before it is compared, so that of two people saving at once the second sees the first.
  await tx.selectFrom('companies').select('id').where('id', '=', companyId).forUpdate().execute()
  const before = await readKnownSchedule(tx, companyId)
  if (before.version !== version) throw new RelancesError('conflict', 'schedule.changed')
  const { rule } = before
  const isSameTime =
    before.mode !== 'off' &&
    JSON.stringify(rule.rhythm) === JSON.stringify({ kind: fields.rhythm, days: fields.days, at: fields.at })
  const values = {
    mode: fields.mode,
    rhythm: fields.rhythm,
    days: [...fields.days],
    run_at: fields.at,
    sent_levels: [...fields.sentLevels],
    most_bank_days: fields.mostBankDays,
    contact_gap_days: fields.contactGapDays,
    summary_to: fields.summaryTo,
    summary_at: fields.summaryAt,
    summary_language: fields.summaryLanguage,
    starts_on: isSameTime ? rule.startsOn : firstDay(now, fields.at),
    updated_by: actor,
  }
  await tx
    .insertInto('run_schedules')
    .values({ company_id: companyId, ...values })
    .onConflict((conflict) =>
      conflict.column('company_id').doUpdateSet({ ...values, updated_at: sql`clock_timestamp()` }),
    )
    .execute()
}

/**
 * Stops the next time: its day is done with.
 * @throws RelancesError conflict when it is not the next one, or has begun
 */
export async function skipRun(
  tx: ScopedTransaction,
  companyId: number,
  nominalOn: Day,
  { actor, now }: { readonly actor: string; readonly now: Moment },
): Promise<void> {
  const { mode, rule } = await readKnownSchedule(tx, companyId)
  const next = mode === 'off' ? null : nextRun(rule, now)
  if (next?.nominalOn !== nominalOn) throw new RelancesError('conflict', 'schedule.not-next')
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('scheduled_runs')
    .values({
      company_id: companyId,
      nominal_on: nominalOn,
      outcome: 'skipped',
      finished_at: sql`now()`,
      created_by: actor,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) throw new RelancesError('conflict', 'schedule.not-next')
}

/** Lets a time that was stopped be made after all. @throws RelancesError conflict once its day has come */
export async function takeBackSkip(
  tx: ScopedTransaction,
  companyId: number,
  nominalOn: Day,
  now: Moment,
): Promise<void> {
  const { rule } = await readKnownSchedule(tx, companyId)
  const without = { ...rule, taken: rule.taken.filter((one) => one !== nominalOn) }
  const isPast = dueRun(without, now) !== null || nominalOn < now.day
  const { numDeletedRows } = await tx
    .deleteFrom('scheduled_runs')
    .where('company_id', '=', companyId)
    .where('nominal_on', '=', nominalOn)
    .where('outcome', '=', 'skipped')
    .executeTakeFirst()
  if (isPast || numDeletedRows !== 1n) throw new RelancesError('conflict', 'schedule.no-skip')
}

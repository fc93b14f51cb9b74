import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Level } from '#domain/dunning/levels.ts'
import type { Rhythm, ScheduleMode } from '#domain/dunning/schedule.ts'
import type { ScheduledOutcome, ScheduleReport } from '#domain/dunning/schedule-report.ts'
import type { Stamped } from './tables.ts'

/** What leaves by itself: reminders (migration 0047), the dashboard (0060). */
export interface ScheduleTables {
  run_schedules: RunScheduleTable
  scheduled_runs: ScheduledRunTable
  schedule_summaries: ScheduleSummaryTable
  dashboard_mailings: DashboardMailingTable
}

interface RunScheduleTable {
  company_id: number
  mode: ScheduleMode
  rhythm: Rhythm['kind']
  days: number[]
  /** "08:30:00" */
  run_at: string
  sent_levels: Level[]
  most_bank_days: number | null
  contact_gap_days: number
  summary_to: string | null
  /** "18:00:00" */
  summary_at: Generated<string>
  summary_language: Generated<'fr' | 'en'>
  starts_on: Day
  updated_at: Generated<Date>
  updated_by: string
}

interface ScheduledRunTable extends Stamped {
  company_id: number
  nominal_on: Day
  ran_on: Day | null
  outcome: ScheduledOutcome
  draft_run: number | null
  sent_run: number | null
  finished_at: Date | null
  report: JSONColumnType<ScheduleReport> | null
}

interface ScheduleSummaryTable extends Stamped {
  company_id: number
  nominal_on: Day
  address: string
  attempts: Generated<number>
  tried_at: Generated<Date>
  sent_at: Date | null
  is_doubtful: Generated<boolean>
  answer: string | null
}

interface DashboardMailingTable extends Stamped {
  company_id: number
  id: GeneratedAlways<number>
  address: string
  language: 'fr' | 'en'
  done_month: Day
  attempts: Generated<number>
  tried_at: Date | null
  sent_at: Date | null
  is_doubtful: Generated<boolean>
  answer: string | null
}

import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Level } from '#domain/dunning/levels.ts'
import type { LetterContent, Letterhead } from '#domain/letters/letter.ts'
import type { Review, ReviewDecision } from '#domain/letters/letter-review.ts'
import type { Stamped } from './tables.ts'
import type { LetterWayColumns } from './tables-outbox.ts'
import type { ImportedColumn } from './tables-relations.ts'

/** Runs, their letters, and the history of levels. */
export interface LetterTables {
  runs: RunTable
  letters: LetterTable
  letter_items: LetterItemTable
  reminder_events: ReminderEventTable
}

interface RunTable extends Stamped {
  company_id: number
  id: number
  status: Generated<'draft' | 'confirmed' | 'discarded'>
  overdue_on: Day
  letter_on: Day
  letterhead: JSONColumnType<Letterhead>
  closed_at: Date | null
  closed_by: string | null
}

interface LetterTable extends LetterWayColumns {
  company_id: number
  id: GeneratedAlways<number>
  run_id: number
  position: number
  customer_id: number
  currency: string
  level: Level
  status: Generated<LetterStatus>
  review_reason: string | null
  text_id: number
  content: JSONColumnType<LetterContent>
  search: string
  total_cents: number
  net_cents: number
  confirmed_at: Date | null
  confirmed_by: string | null
  cancelled_at: Date | null
  cancelled_by: string | null
  archive_sha256: string | null
  archive_bytes: number | null
  archive_pages: number | null
  archived_at: Date | null
  archive_attempts: Generated<number>
  archive_error: string | null
  archive_retry_at: Date | null
  lacks_rates: Generated<boolean>
  /** Its creditor reference; null where its reference names its invoices. */
  payment_reference: string | null
  address_is_long: Generated<boolean>
  information_ids: Generated<number[]>
  review: JSONColumnType<Review> | null
  decision: ReviewDecision | null
  decided_at: Date | null
  decided_by: string | null
  redone_run: number | null
  cancel_reason: string | null
}

export type LetterStatus = 'draft' | 'confirmed' | 'to-review' | 'cancelled' | 'discarded'

interface LetterItemTable {
  company_id: number
  letter_id: number
  instalment_id: number
  position: number
  open_cents: number
  level: Level
  last_event_id: number | null
}

interface ReminderEventTable extends ImportedColumn {
  company_id: number
  id: GeneratedAlways<number>
  instalment_id: number
  kind: 'letter' | 'manual' | 'undo' | 'import' | 'merge' | 'start'
  level_before: Level
  level_after: Level
  reminded_on_before: Day | null
  reminded_on_after: Day | null
  letter_id: number | null
  undoes_event_id: number | null
  reason: string | null
  occurred_at: Generated<Date>
  actor: string
}

import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Level } from '#domain/dunning/levels.ts'
import type { Review } from '#domain/letters/letter-review.ts'
import type { EmailUse, PaperReason, Way } from '#domain/sending/channels.ts'
import type { Courtesy, CourtesyTexts, MessagePurpose } from '#domain/sending/courtesy.ts'
import type { MessageContent } from '#domain/sending/message.ts'
import type { MessageState } from '#domain/sending/outbox-states.ts'
import type { FailedDelivery, PromiseState, ReturnedKind } from '#domain/sending/returned-mail.ts'
import type { Stamped } from './tables.ts'

/** To whom e-mails go, the outbox they leave from (migration 0042), and what comes back (migration 0045), and courtesies (0057). */
export interface OutboxTables {
  customer_addresses: CustomerAddressTable
  struck_addresses: StruckAddressTable
  messages: MessageTable
  returned_mails: ReturnedMailTable
  courtesy_items: CourtesyItemTable
  courtesy_settings: CourtesySettingsTable
}

/** Columns that migration 0042 adds to `companies`. */
export interface CompanyMessageColumns {
  message_bytes: Generated<number>
}

/** Columns that migration 0042 adds to `dunning_levels`. */
export interface LevelMessageColumns {
  email_use: Generated<EmailUse>
  attaches_letter: Generated<boolean>
  attaches_invoices: Generated<boolean>
  attaches_statement: Generated<boolean>
}

/** Columns that migration 0042 adds to `letters`. */
export interface LetterWayColumns {
  way: Generated<Way>
  paper_reason: PaperReason | null
  email: JSONColumnType<MessageContent> | null
}

interface CustomerAddressTable extends Stamped {
  company_id: number
  id: GeneratedAlways<number>
  customer_id: number
  purpose: 'reminders' | 'copy' | 'invoices'
  address: string
}

interface StruckAddressTable extends Stamped {
  company_id: number
  address: string
  reason: string
}

interface MessageTable extends Stamped {
  company_id: number
  id: GeneratedAlways<number>
  customer_id: number
  purpose: Generated<MessagePurpose>
  /** Of a reminder; null of a message outside the levels. */
  run_id: number | null
  letter_id: number | null
  level: Level | null
  account_id: number
  content: JSONColumnType<MessageContent>
  message_id: string
  addresses: string[]
  subject: string
  search: string
  is_alone: boolean
  state: MessageState
  state_at: Generated<Date>
  state_by: string
  leave_at: Generated<Date>
  attempts: Generated<number>
  worker_id: string | null
  handed_at: Date | null
  sent_at: Date | null
  answer: string | null
  reason: string | null
  review: JSONColumnType<Review> | null
  is_level_restored: boolean | null
  redone_run: number | null
  raw_sha256: string | null
  raw_bytes: number | null
}

interface CourtesyItemTable {
  company_id: number
  instalment_id: number
  purpose: Courtesy
  message_id: number
  cents: number
  due_on: Day | null
}

interface CourtesySettingsTable {
  company_id: number
  before_due_days: number | null
  thanks: boolean
  thanked_until: Generated<number>
  texts: JSONColumnType<CourtesyTexts>
  updated_at: Generated<Date>
  updated_by: string
}

interface ReturnedMailTable extends Stamped {
  company_id: number
  id: GeneratedAlways<number>
  message_id: number
  customer_id: number
  account_id: number
  kind: ReturnedKind
  digest: string
  from_address: string
  received_at: Date
  text: Generated<string>
  recipients: JSONColumnType<readonly ReturnedRecipient[]>
  promised_on: Day | null
  promise_words: string | null
  promise_state: PromiseState | null
  promise_by: string | null
  block_id: number | null
  read_at: Date | null
  read_by: string | null
}

/** Whom a message did not reach, as a report told it. */
export interface ReturnedRecipient extends FailedDelivery {
  readonly status: string | null
  readonly words: string
}

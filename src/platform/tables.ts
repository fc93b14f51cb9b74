import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { BlockKind } from '#domain/dunning/blocks.ts'
import type { Level } from '#domain/dunning/levels.ts'
import type { RichText } from '#domain/letters/rich-text.ts'
import type { Channel, CustomerKind } from '#domain/people/parties.ts'
import type { AllocationOrigin } from '#domain/receivables/allocation.ts'
import type { DoubtChoice } from '#domain/receivables/doubt.ts'
import type { CreditKind, InvoiceKind } from '#domain/receivables/receivable-kinds.ts'
import type { AuditTables } from './tables-audit.ts'
import type { BankTables } from './tables-bank.ts'
import type { EInvoiceTables, StatusBlockColumns } from './tables-e-invoices.ts'
import type { CompanyIdentityColumns, IdentityTables } from './tables-identity.ts'
import type { InstallationTables } from './tables-installation.ts'
import type { LetterTables } from './tables-letters.ts'
import type { MergedColumn, MergeTables } from './tables-merges.ts'
import type { CompanyMessageColumns, LevelMessageColumns, OutboxTables } from './tables-outbox.ts'
import type { PeopleTables } from './tables-people.ts'
import type { ProgramTables, UpdatedColumn } from './tables-programs.ts'
import type { CompanyPenaltyColumns, RateTables } from './tables-rates.ts'
import type { ReceivablesTables } from './tables-receivables.ts'
import type {
  AllocationImportColumn,
  CompanyRelationColumns,
  CustomerImportColumns,
  ImportCancellationColumns,
  ImportedColumn,
  PromiseColumns,
  RelationTables,
} from './tables-relations.ts'
import type { ScheduleTables } from './tables-schedules.ts'
import type { CompanySendingColumns, LevelSendingColumns, SendingTables } from './tables-sending.ts'
import type { SourceTables } from './tables-sources.ts'
import type { WebhookTables } from './tables-webhooks.ts'

/** The database as the migrations leave it. `date` is read as a Day, int8 as a safe number. */
export interface Tables
  extends AuditTables,
    BankTables,
    EInvoiceTables,
    SourceTables,
    IdentityTables,
    InstallationTables,
    LetterTables,
    MergeTables,
    OutboxTables,
    PeopleTables,
    ProgramTables,
    RateTables,
    ReceivablesTables,
    RelationTables,
    ScheduleTables,
    SendingTables,
    WebhookTables {
  companies: CompanyTable
  dunning_levels: DunningLevelTable
  letter_texts: LetterTextTable
  imports: ImportTable
  import_doubts: ImportDoubtTable
  customers: CustomerTable
  invoices: InvoiceTable
  instalments: InstalmentTable
  credits: CreditTable
  allocations: AllocationTable
  dunning_blocks: DunningBlockTable
  schema_migrations: { version: number; name: string; sha256: string; applied_at: Generated<Date> }
}

export interface Stamped {
  created_at: Generated<Date>
  created_by: string
}

interface Restamped extends Stamped {
  updated_at: Generated<Date>
  updated_by: string
}

interface CompanyTable
  extends Restamped,
    CompanyIdentityColumns,
    CompanyMessageColumns,
    CompanyPenaltyColumns,
    CompanyRelationColumns,
    CompanySendingColumns {
  id: GeneratedAlways<number>
  code: string
  legal_name: string
  address_lines: Generated<string[]>
  postcode: string | null
  town: string | null
  phone: string | null
  email: string | null
  website: string | null
  siret: string | null
  vat_number: string | null
  iban: string | null
  bic: string | null
  signatory_name: string | null
  signatory_title: string | null
  legal_footer: string | null
  default_payment_term: Generated<string>
  minimum_cents: Generated<number>
  excludes_provisional: Generated<boolean>
  one_letter_per_level: Generated<boolean>
  payments_known_on: Day | null
  is_example: Generated<boolean>
}

interface DunningLevelTable extends LevelMessageColumns, LevelSendingColumns {
  company_id: number
  level: Level
  delay_days: number
  gap_days: number
  deadline_days: Generated<number>
  shows_penalties: Generated<boolean>
  lists_for_information: Generated<boolean>
  prints_qr: Generated<boolean>
}

interface LetterTextTable extends Stamped {
  company_id: number
  id: GeneratedAlways<number>
  level: Level
  language: 'fr' | 'en'
  audience: 'business' | 'public' | 'consumer'
  version: number
  title: string
  body: JSONColumnType<RichText>
  email_subject: string
  closing: Generated<string>
  signatory_name: string | null
  signatory_title: string | null
  email_body: JSONColumnType<RichText> | null
  origin: Generated<TextOrigin>
  origin_version: number | null
}

/** How a version of a text came to be. */
export type TextOrigin = 'default' | 'edit' | 'restore' | 'copy'

interface ImportTable extends Stamped, ImportCancellationColumns {
  company_id: number
  id: GeneratedAlways<number>
  file_name: string
  sha256: string
  kind: 'fec' | 'list' | 'customers' | 'example' | 'e-invoices' | 'statements' | 'api'
  covers_from: Day | null
  covers_to: Day | null
  counts: JSONColumnType<Record<string, number>>
}

interface ImportDoubtTable extends Stamped {
  company_id: number
  id: GeneratedAlways<number>
  import_id: number
  header_key: string
  doubt_key: string
  kind: string
  value: string
  details: JSONColumnType<Record<string, string | number>>
  choices: DoubtChoice[]
  decision: DoubtChoice | null
  decided_at: Date | null
  decided_by: string | null
}

interface CustomerTable extends Restamped, CustomerImportColumns, MergedColumn {
  company_id: number
  id: GeneratedAlways<number>
  code: string
  account: string | null
  name: string
  address_lines: Generated<string[]>
  postcode: string | null
  town: string | null
  country: string | null
  email: string | null
  phone: string | null
  siren: string | null
  vat_number: string | null
  kind: Generated<CustomerKind>
  language: Generated<'fr' | 'en'>
  channel: Generated<Channel>
  payment_term: string | null
  credit_limit_cents: number | null
  other_codes: Generated<string[]>
  code_is_derived: Generated<boolean>
  search: GeneratedAlways<string>
}

interface Sourced {
  source: 'fec' | 'list' | 'manual' | 'example' | 'e-invoice' | 'statement' | 'api'
  source_key: string
  source_line: number | null
  import_id: number | null
}

interface InvoiceTable extends Stamped, Sourced, MergedColumn, UpdatedColumn {
  company_id: number
  id: GeneratedAlways<number>
  customer_id: number
  number: string | null
  kind: InvoiceKind
  status: Generated<'draft' | 'final' | 'withdrawn'>
  is_provisional: Generated<boolean>
  issued_on: Day | null
  entered_on: Day | null
  currency: string
  total_cents: number
  label: string | null
  superseded_by: number | null
  /** How many times a draft was saved. */
  version: Generated<number>
}

interface InstalmentTable extends ImportedColumn, MergedColumn, UpdatedColumn {
  company_id: number
  id: GeneratedAlways<number>
  invoice_id: number
  customer_id: number
  currency: string
  source_key: string
  due_on: Day | null
  due_is_estimated: Generated<boolean>
  amount_cents: number
  settled_cents: Generated<number>
  open_cents: GeneratedAlways<number>
  is_final: Generated<boolean>
  is_provisional: Generated<boolean>
  level: Generated<Level>
  last_reminded_on: Day | null
  last_event_id: number | null
  /** Has had its letter of the last level; cache of reminder_events. */
  had_formal_notice: Generated<boolean>
}

interface CreditTable extends Stamped, Sourced, MergedColumn, UpdatedColumn {
  company_id: number
  id: GeneratedAlways<number>
  customer_id: number
  kind: CreditKind
  number: string | null
  received_on: Day | null
  entered_on: Day | null
  currency: string
  amount_cents: number
  allocated_cents: Generated<number>
  withdrawn_by_import: number | null
  is_returned: Generated<boolean>
  cancelled_at: Date | null
  cancelled_by: string | null
  cancel_reason: string | null
  corrects_invoice_id: number | null
  noted_cents: number | null
  /** What a list says the payment was, where less is left of it; null where `amount_cents` is the whole. */
  whole_cents: number | null
  open_cents: GeneratedAlways<number>
  is_provisional: Generated<boolean>
  label: string | null
}

interface AllocationTable extends Stamped, AllocationImportColumn {
  company_id: number
  id: GeneratedAlways<number>
  /** Null where it pays penalties. */
  instalment_id: number | null
  /** The invoice whose interest and recovery fees it pays; null where it settles an instalment. */
  penalty_invoice_id: number | null
  credit_id: number | null
  amount_cents: number
  origin: AllocationOrigin
  import_id: number | null
  is_refused: Generated<boolean>
  cancelled_at: Date | null
  cancelled_by: string | null
  cancel_reason: string | null
}

interface DunningBlockTable extends Stamped, PromiseColumns, StatusBlockColumns, UpdatedColumn {
  company_id: number
  id: GeneratedAlways<number>
  customer_id: number
  invoice_id: number | null
  instalment_id: number | null
  kind: BlockKind
  reason: Generated<string>
  amount_cents: number | null
  ends_on: Day | null
  lifted_at: Date | null
  lifted_by: string | null
  lift_reason: string | null
  lifted_by_import: number | null
  /** The question a `to-confirm` block waits for, and the credit it is about when it is no instalment. */
  doubt_id: number | null
  credit_id: number | null
}

import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { AgendaKind } from '#domain/dunning/agenda.ts'
import type { ContactKind, ContactOutcome } from '#domain/dunning/relation.ts'

/** Contacts, exchanges and what is to be done about a client; what imports changed. */
export interface RelationTables {
  customer_contacts: CustomerContactTable
  customer_events: CustomerEventTable
  agenda_marks: AgendaMarkTable
  import_changes: ImportChangeTable
  import_mappings: ImportMappingTable
  refused_imports: RefusedImportTable
}

export interface CompanyRelationColumns {
  promise_tolerance_days: Generated<number>
  dispute_review_days: Generated<number>
}

export interface ImportCancellationColumns {
  cancelled_at: Date | null
  cancelled_by: string | null
  notes_changes: Generated<boolean>
  cancelled_counts: JSONColumnType<Record<string, number>> | null
  /** What was odd in the file, or left aside; line 0 is the whole file. */
  issues: ColumnType<
    { file: string; line: number; column: string | null; message: string }[],
    string | undefined,
    string
  >
  issue_count: Generated<number>
}

/** The import that wrote the row; the database fills it in. */
export interface ImportedColumn {
  import_id: Generated<number | null>
}

export interface CustomerImportColumns extends ImportedColumn {
  withdrawn_by_import: number | null
}

export interface AllocationImportColumn {
  cancelled_by_import: number | null
}

export interface PromiseColumns extends ImportedColumn {
  /** Of what was promised. */
  currency: string | null
  /** The day the client promised; the block holds some days of grace longer. */
  promised_on: Day | null
}

interface Written {
  company_id: number
  id: GeneratedAlways<number>
  created_at: Generated<Date>
  created_by: string
}

interface CustomerContactTable extends Written {
  customer_id: number
  name: string
  role: string | null
  email: string | null
  phone: string | null
  is_for_reminders: Generated<boolean>
}

interface CustomerEventTable extends Written {
  customer_id: number
  kind: ContactKind
  outcome: ContactOutcome | null
  text: Generated<string>
  happened_on: Day
  next_action: string | null
  next_action_on: Day | null
}

interface AgendaMarkTable extends Written {
  kind: AgendaKind
  subject_id: number
  done_on: Day
  undone_at: Date | null
  undone_by: string | null
}

interface ImportChangeTable {
  company_id: number
  import_id: number
  kind: 'customers' | 'invoices' | 'instalments' | 'credits'
  row_id: number
  before: JSONColumnType<Record<string, unknown>>
}

interface RefusedImportTable extends Written {
  file_name: string
  sha256: string
  kind: string
  issues: JSONColumnType<{ file: string; line: number; column: string | null; message: string }[]>
}

interface ImportMappingTable {
  company_id: number
  header_key: string
  mapping: JSONColumnType<Record<string, unknown>>
  updated_at: Generated<Date>
  updated_by: string
}

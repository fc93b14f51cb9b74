import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { LookOutcome, Rhythm, TakenOutcome } from '#domain/receivables/source.ts'

/** Places that are read by themselves, what the last looks found, and which files have been dealt with. */
export interface SourceTables {
  sources: SourceTable
  source_looks: SourceLookTable
  source_files: SourceFileTable
}

interface SourceTable {
  company_id: number
  id: GeneratedAlways<number>
  label: string
  kind: string
  settings: JSONColumnType<Record<string, unknown>>
  secret: Uint8Array | null
  rhythm: Rhythm
  hour: number
  is_whole: boolean
  previewed_at: Date | null
  is_active: Generated<boolean>
  next_at: Date | null
  last_sha256: string | null
  cursor: JSONColumnType<Record<string, unknown>> | null
  last_ok_at: Date | null
  failing_since: Date | null
  failures: Generated<number>
  created_at: Generated<Date>
  created_by: string
  updated_at: Generated<Date>
  updated_by: string
  removed_at: Date | null
  removed_by: string | null
}

interface SourceLookTable {
  company_id: number
  id: GeneratedAlways<number>
  source_id: number
  looked_at: Generated<Date>
  outcome: LookOutcome
  problem: JSONColumnType<Record<string, unknown>> | null
  files: JSONColumnType<unknown[]>
}

interface SourceFileTable {
  company_id: number
  source_id: number
  mark: string
  outcome: TakenOutcome
  taken_at: Generated<Date>
}

import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'

/** What is of the installation and not of the books of a company, and no part of a backup. */
export interface InstallationTables {
  deposits: DepositTable
  deposit_files: DepositFileTable
  idempotency_keys: IdempotencyKeyTable
  job_leases: JobLeaseTable
  installation_marks: { name: string; value: string }
  workers: { id: string; seen_at: Generated<Date> }
}

/** What one process does for all: `leases.ts`. */
interface JobLeaseTable {
  name: string
  holder: string | null
  held_until: Date | null
  task: MaybeJson
  done_at: Date | null
  problem: MaybeJson
}

type Json = JSONColumnType<object, string, string>
type MaybeJson = JSONColumnType<object | null, string | null, string | null>

interface DepositTable {
  id: string
  owner_id: string
  company_id: number | null
  kind: string
  created_at: Generated<Date>
  touched_at: Generated<Date>
  described: Json
  step: Generated<DepositStep>
  progress: Generated<number>
  options: MaybeJson
  preview: MaybeJson
  error_count: Generated<number>
  shown_sha256: string | null
  import_count: number | null
  result: MaybeJson
  problem: MaybeJson
  worker_id: string | null
}

export type DepositStep = 'deposited' | 'reading' | 'previewed' | 'to-review' | 'writing' | 'done' | 'failed'

interface DepositFileTable {
  deposit_id: string
  id: string
  rank: GeneratedAlways<number>
  name: string
  bytes: number
  sha256: string
}

interface IdempotencyKeyTable {
  subject: string
  request_sha256: string | null
  status: number | null
  answer: string | null
  created_at: Generated<Date>
}

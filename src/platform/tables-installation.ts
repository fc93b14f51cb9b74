import type { Generated } from 'kysely'

/** What is of the installation and of no company, and no part of a backup. */
export interface InstallationTables {
  idempotency_keys: IdempotencyKeyTable
  installation_marks: { name: string; value: string }
}

interface IdempotencyKeyTable {
  subject: string
  request_sha256: string | null
  status: number | null
  answer: string | null
  created_at: Generated<Date>
}

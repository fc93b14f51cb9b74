import type { Generated, GeneratedAlways } from 'kysely'

/** Clients and documents that were found to be one. */
export interface MergeTables {
  merges: MergeTable
  merge_changes: MergeChangeTable
}

export interface MergedColumn {
  /** The row that stands for this one. */
  merged_into: number | null
}

interface MergeTable {
  company_id: number
  id: GeneratedAlways<number>
  kind: 'customers' | 'invoices' | 'credits'
  kept_id: number
  merged_id: number
  /** The company's last import when it was made. */
  after_import_id: number
  created_at: Generated<Date>
  created_by: string
  undone_at: Date | null
  undone_by: string | null
}

interface MergeChangeTable {
  company_id: number
  merge_id: number
  /** The row's table. */
  kind: string
  row_id: number
  before: Record<string, unknown> | null
}

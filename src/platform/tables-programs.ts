import type { Generated } from 'kysely'

/** What other programs push. */
export interface ProgramTables {
  external_ids: ExternalIdTable
}

/** When the row last changed; the database fills it in. */
export interface UpdatedColumn {
  updated_at: Generated<Date>
}

interface ExternalIdTable {
  company_id: number
  program: string
  kind: 'customer' | 'invoice' | 'credit' | 'payment'
  external_id: string
  customer_id: number | null
  invoice_id: number | null
  credit_id: number | null
  withdrawn_at: Date | null
  created_at: Generated<Date>
  created_by: string
}

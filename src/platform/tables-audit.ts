import type { ColumnType, JSONColumnType } from 'kysely'

/** What the database writes by itself of every change: the application only reads it. */
export interface AuditTables {
  audit_links: AuditLinkTable
  audit_rows: AuditRowTable
  audit_heads: AuditHeadTable
}

/** A column nobody but the database writes. */
type Written<T> = ColumnType<T, never, never>

/** One transaction in one company; company 0 is the installation. */
interface AuditLinkTable {
  company_id: Written<number>
  id: Written<number>
  /** Null only inside the transaction that makes it. */
  number: Written<number | null>
  recorded_at: Written<Date>
  actor: Written<string>
  actor_kind: Written<string>
  /** What PostgreSQL calls the transaction: as text, it may be greater than a safe number. */
  transaction_id: Written<string>
  user_id: Written<string | null>
  address: Written<string | null>
  row_count: Written<number | null>
  rows_sha256: Written<Buffer | null>
  previous_sha256: Written<Buffer | null>
  sha256: Written<Buffer | null>
}

interface AuditRowTable {
  company_id: Written<number>
  link_id: Written<number>
  id: Written<number>
  table_name: Written<string>
  operation: Written<'insert' | 'update' | 'delete' | 'note'>
  row_key: JSONColumnType<Record<string, unknown>, never, never>
  before: JSONColumnType<Record<string, unknown>, never, never> | null
  after: JSONColumnType<Record<string, unknown>, never, never> | null
  customer_id: Written<number | null>
  invoice_id: Written<number | null>
  /** Gone with the content once it is erased. */
  salt: Written<string | null>
  content_sha256: Written<Buffer>
  /** The row of the act that erased the content. */
  erased_by: Written<number | null>
  sha256: Written<Buffer>
}

interface AuditHeadTable {
  company_id: Written<number>
  number: Written<number>
  sha256: Written<Buffer>
}

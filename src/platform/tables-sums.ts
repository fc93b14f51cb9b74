import type { GeneratedAlways } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'

/** Figures kept summed: triggers write them, the application only reads them. */
export interface SumTables {
  customer_sums: CustomerSumTable
  due_sums: DueSumTable
  sum_changes: SumChangeTable
}

interface CustomerSumTable {
  company_id: number
  customer_id: number
  currency: string
  open_cents: number
  credit_cents: number
  balance_cents: GeneratedAlways<number>
  first_due_on: Day | null
  least_cents: number | null
  has_provisional: boolean
  advised_on: Day | null
  counted_on: Day
  late_from: Day
  late_until: Day
  late_cents: number
  late_items: number
  late_invoices: number
}

interface DueSumTable {
  company_id: number
  currency: string
  due_on: Day
  open_cents: number
  items: number
}

interface SumChangeTable {
  transaction_id: string
  company_id: number
  customer_id: number | null
  currency: string | null
  due_on: Day | null
  open_cents: number | null
  items: number | null
}

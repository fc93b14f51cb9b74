import type { Generated, GeneratedAlways } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { SumTables } from './tables-sums.ts'

/** Tables of receivables written by hand, and of what receivables come to. */
export interface ReceivablesTables extends SumTables {
  credit_returns: CreditReturnTable
}

interface CreditReturnTable {
  company_id: number
  id: GeneratedAlways<number>
  credit_id: number
  returned_on: Day
  reason: string
  booked_by_import: number | null
  created_at: Generated<Date>
  created_by: string
  cancelled_at: Date | null
  cancelled_by: string | null
  cancel_reason: string | null
}

import type { Generated, GeneratedAlways } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'

/** Tables of bank statements and of what their movements were found to be. */
export interface BankTables {
  bank_accounts: BankAccountTable
  bank_statements: BankStatementTable
  bank_movements: BankMovementTable
  movement_matches: MovementMatchTable
  payer_names: PayerNameTable
}

interface Created {
  created_at: Generated<Date>
  created_by: string
}

interface BankAccountTable extends Created {
  company_id: number
  id: GeneratedAlways<number>
  account: string
  currency: string
}

interface BankStatementTable extends Created {
  company_id: number
  id: GeneratedAlways<number>
  account_id: number
  key: string
  opened_on: Day | null
  closed_on: Day | null
  opening_cents: number | null
  closing_cents: number | null
  is_balanced: boolean | null
  import_id: number
  cancelled_at: Date | null
}

/** Withdrawn: the import that brought it is cancelled. */
export type MovementStatus = 'pending' | 'automatic' | 'confirmed' | 'set-aside' | 'withdrawn'
export type SetAsideReason = 'debit' | 'not-a-customer' | 'other'

interface BankMovementTable {
  company_id: number
  id: GeneratedAlways<number>
  account_id: number
  statement_id: number
  key: string
  booked_on: Day
  amount_cents: number
  currency: string
  payer: string | null
  text: string
  reference: string | null
  is_rejection: boolean
  line: number
  status: Generated<MovementStatus>
  set_aside_reason: SetAsideReason | null
  candidate_ids: Generated<number[]>
  has_clear_first: Generated<boolean>
  was_undone: Generated<boolean>
  decided_at: Date | null
  decided_by: string | null
  import_id: number
  search: GeneratedAlways<string>
}

interface MovementMatchTable extends Created {
  company_id: number
  id: GeneratedAlways<number>
  movement_id: number
  credit_id: number
  kind: 'payment' | 'return'
  was_known: Generated<boolean>
  reasons: string[]
  cancelled_at: Date | null
  cancelled_by: string | null
  cancel_reason: string | null
}

interface PayerNameTable extends Created {
  company_id: number
  id: GeneratedAlways<number>
  payer_key: string
  customer_id: number
  movement_id: number
}

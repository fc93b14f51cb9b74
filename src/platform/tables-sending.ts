import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { AccountKind, Provider, Security } from '#domain/sending/account.ts'

/** The accounts e-mails are sent from (migration 0041), and the mailboxes answers come to (migration 0045). */
export interface SendingTables {
  sending_accounts: SendingAccountTable
  return_mailboxes: ReturnMailboxTable
}

/** Columns that migration 0041 adds to `companies`. */
export interface CompanySendingColumns {
  sending_mode: Generated<'trial' | 'live'>
  /** "08:00:00" */
  sending_from: Generated<string>
  sending_until: Generated<string>
  reply_to: string | null
  email_signature: Generated<string>
}

/** Columns that migration 0041 adds to `dunning_levels`. */
export interface LevelSendingColumns {
  sending_account_id: number | null
  copy_to: Generated<string[]>
}

interface SendingAccountTable {
  company_id: number
  id: GeneratedAlways<number>
  label: string
  kind: AccountKind
  from_name: string
  from_address: string
  host: string | null
  port: number | null
  security: Security | null
  user_name: string | null
  provider: Provider | null
  client_id: string | null
  tenant: string | null
  secret: Uint8Array | null
  secret_set_at: Date | null
  is_default: Generated<boolean>
  per_minute: Generated<number>
  per_hour: Generated<number>
  checked_at: Date | null
  problem: JSONColumnType<object | null, string | null, string | null>
  created_at: Generated<Date>
  created_by: string
  updated_at: Generated<Date>
  updated_by: string
  removed_at: Date | null
  removed_by: string | null
}

interface ReturnMailboxTable {
  company_id: number
  account_id: number
  host: string | null
  port: number | null
  security: Security | null
  user_name: string | null
  secret: Uint8Array | null
  secret_set_at: Date | null
  cursor: JSONColumnType<object | null, string | null, string | null>
  read_at: Date | null
  problem: JSONColumnType<object | null, string | null, string | null>
  read_after: Generated<Date>
  created_at: Generated<Date>
  created_by: string
  updated_at: Generated<Date>
  updated_by: string
}

import type { Generated } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { HolidayCalendar } from '#domain/days-and-money/open-days.ts'
import type { LetterImage } from '#domain/letters/letter.ts'

/** Tables of migration 0004: who a company is, how its letters look, and when it sends none. */
export interface IdentityTables {
  other_bank_accounts: OtherBankAccountTable
  company_images: CompanyImageTable
  company_closures: CompanyClosureTable
}

/** Columns that migration 0004 adds to `companies`. */
export interface CompanyIdentityColumns {
  legal_form: string | null
  share_capital_cents: number | null
  registration: string | null
  bank_label: string | null
  accent_color: string | null
  logo_sha256: string | null
  signature_sha256: string | null
  minimum_item_cents: Generated<number>
  mediator_name: string | null
  mediator_address: string | null
  mediator_website: string | null
  stale_after_days: Generated<number | null>
  skips_weekends: Generated<boolean>
  holidays: Generated<HolidayCalendar>
  archived_at: Date | null
  archived_by: string | null
}

interface OtherBankAccountTable {
  company_id: number
  position: number
  label: string | null
  iban: string
  bic: string | null
}

interface CompanyImageTable {
  company_id: number
  sha256: string
  media_type: LetterImage['mediaType']
  bytes: Uint8Array
  width: number
  height: number
  created_at: Generated<Date>
  created_by: string
}

interface CompanyClosureTable {
  company_id: number
  first_on: Day
  last_on: Day
  label: Generated<string>
}

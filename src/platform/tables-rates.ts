import type { Generated, GeneratedAlways } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { AgreedRate, PaymentsReduce, YearDays } from '#domain/penalties/late-interest.ts'
import type { BasisPoints, RateStatus } from '#domain/penalties/legal-rates.ts'

/** Tables of late-payment rates, as migrations 0003 and 0016 leave them. */
export interface RateTables {
  legal_rates: LegalRateTable
  company_rates: CompanyRateTable
}

/** What a company agreed with its customers, columns of `companies`. */
export interface CompanyPenaltyColumns {
  agreed_rate: Generated<AgreedRate['kind']>
  agreed_basis_points: BasisPoints | null
  year_days: Generated<YearDays>
  payments_reduce: Generated<PaymentsReduce>
  /** Where its days begin and end: "Europe/Paris". */
  time_zone: Generated<string>
}

interface LegalRateTable {
  starts_on: Day
  ecb_basis_points: BasisPoints
  legal_basis_points: BasisPoints
  individual_basis_points: BasisPoints
  ecb_status: RateStatus
  legal_status: RateStatus
  individual_status: RateStatus
  source: string
}

interface CompanyRateTable {
  company_id: number
  id: GeneratedAlways<number>
  starts_on: Day
  ecb_basis_points: BasisPoints
  legal_basis_points: BasisPoints | null
  source: string
  created_at: Generated<Date>
  created_by: string
}

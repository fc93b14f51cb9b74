import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { mustHave } from '#domain/errors.ts'
import type { AgreedRate, PenaltyTerms } from '#domain/penalties/late-interest.ts'
import {
  type BasisPoints,
  halfYearStart,
  type LegalRates,
  type RatesByHalfYear,
} from '#domain/penalties/legal-rates.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** How the penalties of a company's customers are reckoned: what it agreed with them, and the rates it knows. */
export interface CompanyPenaltyRules {
  readonly terms: PenaltyTerms
  readonly rates: RatesByHalfYear
}

interface TermsRow {
  agreed_rate: AgreedRate['kind']
  agreed_basis_points: BasisPoints | null
  year_days: PenaltyTerms['yearDays']
  payments_reduce: PenaltyTerms['paymentsReduce']
}

/** The terms of a company from the columns that hold them. */
export function termsOf(row: TermsRow): PenaltyTerms {
  const agreedRate: AgreedRate =
    row.agreed_rate === 'fixed'
      ? { kind: 'fixed', basisPoints: mustHave(row.agreed_basis_points, 'the agreed rate') }
      : { kind: row.agreed_rate }
  return { agreedRate, yearDays: row.year_days, paymentsReduce: row.payments_reduce }
}

/**
 * The rates each company knows, by its id. The newest row it has added for a half-year stands in place of the
 * product's; a legal rate it left blank, not being published yet, is the product's once the product has it.
 */
export async function readRates(
  tx: ScopedTransaction,
  companyIds: readonly number[],
): Promise<Map<number, RatesByHalfYear>> {
  const { rows } = await sql<{ company_id: number; starts_on: Day; ecb: number; legal: number | null }>`
    select c.id as company_id, known.*
    from companies c
    cross join lateral (
      select starts_on, coalesce(own.ecb_basis_points, given.ecb_basis_points) as ecb,
             coalesce(own.legal_basis_points, given.legal_basis_points) as legal
      from legal_rates given
      full join (
        select distinct on (starts_on) starts_on, ecb_basis_points, legal_basis_points
        from company_rates where company_id = c.id order by starts_on, id desc) own using (starts_on)) known
    where c.id = any(${companyIds}::bigint[])
  `.execute(tx)
  const rates = new Map<number, Map<Day, LegalRates>>()
  for (const row of rows) {
    const ofCompany = rates.get(row.company_id) ?? new Map<Day, LegalRates>()
    ofCompany.set(row.starts_on, {
      startsOn: row.starts_on,
      ecbBasisPoints: row.ecb,
      legalBasisPoints: row.legal,
    })
    rates.set(row.company_id, ofCompany)
  }
  return rates
}

/** True for a row of `companies` that cannot reckon its penalties over the half-year `today` is in. */
export function lacksRates(today: Day): RawBuilder<boolean> {
  return lacksRatesAt(sql`${halfYearStart(today)}::date`, sql`companies.agreed_rate <> 'default'`)
}

/**
 * True for a row of `companies` that lacks a rate between the days `from`, of SQL, and `to`. A public buyer's rate
 * is that of the half-year its interest began in, whatever was agreed (R2192-31).
 */
export function lacksRatesOver(
  from: RawBuilder<unknown>,
  to: Day,
  isPublic: RawBuilder<unknown>,
): RawBuilder<boolean> {
  const first = sql`make_date(extract(year from ${from})::integer,
    case when extract(month from ${from}) < 7 then 1 else 7 end, 1)`
  const last = sql`case when ${isPublic} then ${from} else ${to}::date end`
  const needsLegal = sql`not (${isPublic}) and companies.agreed_rate <> 'default'`
  return sql<boolean>`exists (
    select from generate_series(${first}, ${last}, interval '6 months') half_year (starts)
    where ${from} <= ${to}::date and ${lacksRatesAt(sql`half_year.starts::date`, needsLegal)})`
}

// A legal rate that the company left blank is the product's, as in `readRates`.
function lacksRatesAt(startsOn: RawBuilder<unknown>, needsLegal: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`not exists (
    select from (
      select legal_basis_points from legal_rates where starts_on = ${startsOn}
      union all
      select legal_basis_points from company_rates where company_id = companies.id and starts_on = ${startsOn}) known
    having count(*) > 0 and (not (${needsLegal}) or count(known.legal_basis_points) > 0))`
}

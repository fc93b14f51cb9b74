import { type RawBuilder, sql } from 'kysely'
import { type Day, formatDay } from '#domain/days-and-money/day.ts'
import { RelancesError } from '#domain/errors.ts'
import type { AgreedRate, PaymentsReduce, YearDays } from '#domain/penalties/late-interest.ts'
import { missingRatesOf, nextHalfYearStart } from '#domain/penalties/legal-rates.ts'
import { readRates } from '#ledger/penalty-rules.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { NewRate, RateRow, RateTable, TermChange } from '../contract.ts'

/** The table of a company, with what it lacks today. @throws RelancesError not-found */
export async function readRateTable(tx: ScopedTransaction, code: string, today: Day): Promise<RateTable> {
  const company = await readCompany(tx, code, sql``)
  const rates = (await readRates(tx, [company.id])).get(company.id) ?? new Map()
  return {
    company: code,
    updatedAt: company.updated_at,
    terms: {
      agreedRate: company.agreed_rate,
      agreedBasisPoints: company.agreed_basis_points,
      yearDays: company.year_days,
      paymentsReduce: company.payments_reduce,
    },
    rows: await readRows(tx, company.id),
    missing: missingRatesOf(rates, today),
  }
}

/**
 * Adds a dated row; nothing already there is changed.
 * @throws RelancesError not-found, or invalid for a half-year whose rates nobody can know yet
 */
export async function addRate(
  tx: ScopedTransaction,
  code: string,
  rate: NewRate,
  by: { readonly actor: string; readonly today: Day },
): Promise<void> {
  if (rate.startsOn > nextHalfYearStart(by.today))
    throw new RelancesError('invalid', 'rates.too-far', { startsOn: formatDay(rate.startsOn) })
  const company = await readCompany(tx, code, sql``)
  await tx
    .insertInto('company_rates')
    .values({
      company_id: company.id,
      starts_on: rate.startsOn,
      ecb_basis_points: rate.ecbBasisPoints,
      legal_basis_points: rate.legalBasisPoints,
      source: rate.source,
      created_by: by.actor,
    })
    .execute()
}

/**
 * Replaces what the company agreed with its customers, unless it was changed since `change.updatedAt`.
 * @throws RelancesError not-found, or conflict when someone else was quicker
 */
export async function changeTerms(
  tx: ScopedTransaction,
  code: string,
  change: TermChange,
  actor: string,
): Promise<void> {
  // Locked before it is compared, so that of two people saving at once the second sees the first.
  const company = await readCompany(tx, code, sql`for update`)
  if (company.updated_at !== change.updatedAt)
    throw new RelancesError('conflict', 'rates.terms-changed', { code, name: company.updated_by })
  await tx
    .updateTable('companies')
    .set({
      agreed_rate: change.agreedRate,
      agreed_basis_points: change.agreedBasisPoints,
      year_days: change.yearDays,
      payments_reduce: change.paymentsReduce,
      updated_at: sql`clock_timestamp()`,
      updated_by: actor,
    })
    .where('id', '=', company.id)
    .execute()
}

interface CompanyRow {
  id: number
  updated_at: string
  updated_by: string
  agreed_rate: AgreedRate['kind']
  agreed_basis_points: number | null
  year_days: YearDays
  payments_reduce: PaymentsReduce
}

// To the microsecond: a Date of JavaScript stops at the millisecond, in which two people may have saved.
async function readCompany(
  tx: ScopedTransaction,
  code: string,
  lock: RawBuilder<unknown>,
): Promise<CompanyRow> {
  const found = await sql<CompanyRow>`
    select id, to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as updated_at, updated_by,
           agreed_rate, agreed_basis_points, year_days, payments_reduce
    from companies where code = ${code} ${lock}
  `.execute(tx)
  const [company] = found.rows
  if (!company) throw new RelancesError('not-found', 'features.no-company', { code })
  return company
}

async function readRows(tx: ScopedTransaction, companyId: number): Promise<RateRow[]> {
  const given = await tx.selectFrom('legal_rates').selectAll().execute()
  const own = await tx
    .selectFrom('company_rates')
    .selectAll()
    .where('company_id', '=', companyId)
    .orderBy('id', 'desc')
    .execute()
  const newest = new Map(own.toReversed().map((row) => [row.starts_on, row.id]))
  const rows: RateRow[] = [
    ...own.map((row) => ({
      id: row.id,
      startsOn: row.starts_on,
      ecb: { basisPoints: row.ecb_basis_points, status: null },
      legal: row.legal_basis_points === null ? null : { basisPoints: row.legal_basis_points, status: null },
      individual: null,
      source: row.source,
      addedBy: row.created_by,
      addedAt: row.created_at.toISOString(),
      isCurrent: newest.get(row.starts_on) === row.id,
    })),
    ...given.map((row) => ({
      id: null,
      startsOn: row.starts_on,
      ecb: { basisPoints: row.ecb_basis_points, status: row.ecb_status },
      legal: { basisPoints: row.legal_basis_points, status: row.legal_status },
      individual: { basisPoints: row.individual_basis_points, status: row.individual_status },
      source: row.source,
      addedBy: null,
      addedAt: null,
      isCurrent: !newest.has(row.starts_on),
    })),
  ]
  // Stable: a half-year's own rows stay before the product's, the newest first.
  return rows.sort((a, b) => b.startsOn.localeCompare(a.startsOn))
}

import { type RawBuilder, sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import { compact, isPayable } from '#domain/people/identity-check.ts'
import { createCompany } from '#ledger/create-company.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { Company, LetterheadChange, LetterheadFields, NewCompanyFields } from '../contract.ts'
import { type CompanyRow, columnsOf, type OtherAccountRow, toCompany } from './company-row.ts'

/** The companies in scope, by code, archived ones included. */
export async function listCompanies(
  tx: ScopedTransaction,
  companyIds: readonly number[],
): Promise<Company[]> {
  return await readCompanies(tx, sql`id = any (${companyIds}::bigint[])`)
}

/** @throws RelancesError not-found */
export async function readCompany(tx: ScopedTransaction, code: string): Promise<Company> {
  const [company] = await readCompanies(tx, sql`code = ${code}`)
  if (!company) throw new RelancesError('not-found', 'features.no-company', { code })
  return company
}

/** Creates a company with its letterhead. @throws RelancesError conflict when the code is taken */
export async function addCompany(
  tx: ScopedTransaction,
  fields: NewCompanyFields,
  actor: string,
): Promise<Company> {
  const { code } = fields
  const taken = await tx.selectFrom('companies').select('id').where('code', '=', code).executeTakeFirst()
  if (taken) throw new RelancesError('conflict', 'features.company-exists', { code })
  const id = await createCompany(tx, { code, legalName: fields.legalName }, actor)
  return await writeCompany(tx, { id, code }, fields, actor)
}

/**
 * Replaces the letterhead of a company, unless it was changed since `change.updatedAt`.
 * @throws RelancesError not-found; conflict when someone else was quicker; invalid for an IBAN no bank
 *   would take
 */
export async function changeCompany(
  tx: ScopedTransaction,
  code: string,
  change: LetterheadChange,
  actor: string,
): Promise<Company> {
  const { id, updatedAt, updatedBy } = await lockCompany(tx, code)
  if (updatedAt !== change.updatedAt)
    throw new RelancesError('conflict', 'identity.company-changed', { code, name: updatedBy })
  return await writeCompany(tx, { id, code }, change, actor)
}

/** Moves the days and times of a company to another zone. @throws RelancesError not-found */
export async function setTimeZone(
  tx: ScopedTransaction,
  code: string,
  timeZone: string,
  actor: string,
): Promise<void> {
  const { id } = await lockCompany(tx, code)
  await tx
    .updateTable('companies')
    .set({ time_zone: timeZone, updated_at: sql`clock_timestamp()`, updated_by: actor })
    .where('id', '=', id)
    .execute()
}

/** The row of a company, locked before it is compared or judged. @throws RelancesError not-found */
export async function lockCompany(tx: ScopedTransaction, code: string) {
  const found = await sql<{ id: number; updatedAt: string; updatedBy: string }>`
    select id, ${UPDATED_AT} as "updatedAt", updated_by as "updatedBy" from companies where code = ${code} for update
  `.execute(tx)
  const [company] = found.rows
  if (!company) throw new RelancesError('not-found', 'features.no-company', { code })
  return company
}

// The instant as PostgreSQL holds it, to the microsecond: a Date of JavaScript stops at the
// millisecond, in which two people may have saved.
const UPDATED_AT = sql<string>`to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

async function readCompanies(tx: ScopedTransaction, condition: RawBuilder<unknown>): Promise<Company[]> {
  const companies = await sql<CompanyRow>`
    select c.*, ${UPDATED_AT} as updated_key,
           exists (select from customers k where k.company_id = c.id and k.kind = 'consumer') as has_consumers
    from companies c where ${condition} order by code
  `.execute(tx)
  const ids = companies.rows.map((company) => company.id)
  const accounts = await sql<OtherAccountRow>`
    select company_id, label, iban, bic from other_bank_accounts
    where company_id = any(${ids}::bigint[]) order by company_id, position
  `.execute(tx)
  return companies.rows.map((company) => toCompany(company, accounts.rows))
}

async function writeCompany(
  tx: ScopedTransaction,
  { id, code }: { readonly id: number; readonly code: string },
  fields: LetterheadFields,
  actor: string,
): Promise<Company> {
  if (fields.iban && !isPayable(fields.iban))
    throw new RelancesError('invalid', 'identity.iban-wrong', { field: 'iban', iban: fields.iban })
  await checkImages(tx, id, [fields.logo, fields.signature])
  await tx
    .updateTable('companies')
    .set({ ...columnsOf(fields), updated_at: sql`clock_timestamp()`, updated_by: actor })
    .where('id', '=', id)
    .execute()
  await tx.deleteFrom('other_bank_accounts').where('company_id', '=', id).execute()
  if (fields.otherAccounts.length > 0) {
    await tx
      .insertInto('other_bank_accounts')
      .values(
        fields.otherAccounts.map(({ label, iban, bic }, index) => ({
          company_id: id,
          position: index + 1,
          label: label || null,
          iban: compact(iban),
          bic: compact(bic ?? null) || null,
        })),
      )
      .execute()
  }
  return await readCompany(tx, code)
}

async function checkImages(
  tx: ScopedTransaction,
  companyId: number,
  names: readonly (string | null | undefined)[],
): Promise<void> {
  const wanted = [...new Set(names.filter((name) => name != null))]
  if (wanted.length === 0) return
  const known = await tx
    .selectFrom('company_images')
    .select('sha256')
    .where('company_id', '=', companyId)
    .where('sha256', 'in', wanted)
    .execute()
  if (known.length < wanted.length) throw new RelancesError('invalid', 'identity.no-image', { field: 'logo' })
}

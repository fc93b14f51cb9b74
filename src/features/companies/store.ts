import { isValidBIC, isValidIBAN } from 'ibantools'
import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import { isSiret, isVatNumber } from '#domain/identifiers.ts'
import { createCompany } from '#ledger/create-company.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { Company, LetterheadFields, NewCompanyFields } from './contract.ts'

/** The companies in scope, by code. */
export async function listCompanies(tx: ScopedTransaction): Promise<Company[]> {
  const rows = await tx.selectFrom('companies').selectAll().orderBy('code').execute()
  return rows.map(toCompany)
}

/** @throws RelancesError not-found */
export async function readCompany(tx: ScopedTransaction, code: string): Promise<Company> {
  const row = await tx.selectFrom('companies').selectAll().where('code', '=', code).executeTakeFirst()
  if (!row) throw new RelancesError('not-found', 'features.no-company', { code })
  return toCompany(row)
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
  await createCompany(tx, { code, legalName: fields.legalName }, actor)
  return await changeCompany(tx, code, fields, actor)
}

/** Replaces the letterhead of a company. @throws RelancesError not-found */
export async function changeCompany(
  tx: ScopedTransaction,
  code: string,
  fields: LetterheadFields,
  actor: string,
): Promise<Company> {
  await readCompany(tx, code)
  await tx
    .updateTable('companies')
    .set({
      legal_name: fields.legalName,
      address_lines: fields.addressLines.filter((line) => line !== ''),
      postcode: filled(fields.postcode),
      town: filled(fields.town),
      phone: filled(fields.phone),
      email: filled(fields.email),
      website: filled(fields.website),
      siret: filled(fields.siret),
      vat_number: filled(fields.vatNumber),
      iban: filled(fields.iban),
      bic: filled(fields.bic),
      signatory_name: filled(fields.signatoryName),
      signatory_title: filled(fields.signatoryTitle),
      legal_footer: filled(fields.legalFooter),
      ...(fields.defaultPaymentTerm ? { default_payment_term: fields.defaultPaymentTerm } : {}),
      updated_at: sql`now()`,
      updated_by: actor,
    })
    .where('code', '=', code)
    .execute()
  return await readCompany(tx, code)
}

function filled(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? null : trimmed
}

interface CompanyRow {
  id: number
  code: string
  legal_name: string
  address_lines: string[]
  postcode: string | null
  town: string | null
  phone: string | null
  email: string | null
  website: string | null
  siret: string | null
  vat_number: string | null
  iban: string | null
  bic: string | null
  signatory_name: string | null
  signatory_title: string | null
  legal_footer: string | null
  default_payment_term: string
  is_example: boolean
  payments_known_on: string | null
}

function toCompany(row: CompanyRow): Company {
  const company = {
    id: row.id,
    code: row.code,
    legalName: row.legal_name,
    addressLines: row.address_lines,
    postcode: row.postcode,
    town: row.town,
    phone: row.phone,
    email: row.email,
    website: row.website,
    siret: row.siret,
    vatNumber: row.vat_number,
    iban: row.iban,
    bic: row.bic,
    signatoryName: row.signatory_name,
    signatoryTitle: row.signatory_title,
    legalFooter: row.legal_footer,
    defaultPaymentTerm: row.default_payment_term,
    isExample: row.is_example,
    paymentsKnownOn: row.payments_known_on,
  }
  return { ...company, missing: missingFields(company), warnings: doubtfulFields(company) }
}

/** What a letter cannot do well without: who writes, from where, and how to pay. */
function missingFields(company: Omit<Company, 'missing' | 'warnings'>): string[] {
  const needed = ['postcode', 'town', 'phone', 'siret', 'iban', 'signatoryName'] as const
  const missing: string[] = needed.filter((field) => company[field] === null)
  return company.addressLines.length === 0 ? ['addressLines', ...missing] : missing
}

function doubtfulFields(company: Omit<Company, 'missing' | 'warnings'>): Company['warnings'] {
  const compact = (text: string) => text.replace(/\s/g, '').toUpperCase()
  const checks: [Company['warnings'][number], string | null, (value: string) => boolean][] = [
    ['siret', company.siret, (value) => isSiret(compact(value))],
    ['vatNumber', company.vatNumber, (value) => isVatNumber(compact(value))],
    ['iban', company.iban, (value) => isValidIBAN(compact(value))],
    ['bic', company.bic, (value) => isValidBIC(compact(value))],
    ['email', company.email, (value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)],
  ]
  return checks.filter(([, value, isRight]) => value !== null && !isRight(value)).map(([field]) => field)
}

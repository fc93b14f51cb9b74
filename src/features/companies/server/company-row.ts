import { compact, identityWarnings } from '#domain/people/identity-check.ts'
import type { Company, LetterheadFields } from '../contract.ts'

/** A company as its table holds it. */
export interface CompanyRow {
  id: number
  code: string
  legal_name: string
  address_lines: string[]
  postcode: string | null
  town: string | null
  phone: string | null
  email: string | null
  website: string | null
  legal_form: string | null
  share_capital_cents: number | null
  registration: string | null
  siret: string | null
  vat_number: string | null
  iban: string | null
  bic: string | null
  bank_label: string | null
  accent_color: string | null
  logo_sha256: string | null
  signature_sha256: string | null
  signatory_name: string | null
  signatory_title: string | null
  legal_footer: string | null
  mediator_name: string | null
  mediator_address: string | null
  mediator_website: string | null
  default_payment_term: string
  time_zone: string
  is_example: boolean
  payments_known_on: string | null
  archived_at: Date | null
  archived_by: string | null
  /** It has clients who are consumers. */
  has_consumers: boolean
  /** `updated_at` to the microsecond. */
  updated_key: string
}

export interface OtherAccountRow {
  company_id: number
  label: string | null
  iban: string
  bic: string | null
}

export function toCompany(row: CompanyRow, accounts: readonly OtherAccountRow[]): Company {
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
    legalForm: row.legal_form,
    shareCapitalCents: row.share_capital_cents,
    registration: row.registration,
    siret: row.siret,
    vatNumber: row.vat_number,
    iban: row.iban,
    bic: row.bic,
    bankLabel: row.bank_label,
    otherAccounts: accounts
      .filter((account) => account.company_id === row.id)
      .map(({ label, iban, bic }) => ({ label, iban, bic })),
    accentColor: row.accent_color,
    logo: row.logo_sha256,
    signature: row.signature_sha256,
    signatoryName: row.signatory_name,
    signatoryTitle: row.signatory_title,
    legalFooter: row.legal_footer,
    mediatorName: row.mediator_name,
    mediatorAddress: row.mediator_address,
    mediatorWebsite: row.mediator_website,
    defaultPaymentTerm: row.default_payment_term,
    timeZone: row.time_zone,
    isExample: row.is_example,
    paymentsKnownOn: row.payments_known_on,
    archivedAt: row.archived_at?.toISOString() ?? null,
    archivedBy: row.archived_by,
    updatedAt: row.updated_key,
  }
  return {
    ...company,
    missing: missingFields(company, row.has_consumers),
    warnings: identityWarnings(company),
  }
}

/** The columns a letterhead fills; what it leaves out or blank is empty. */
export function columnsOf(fields: LetterheadFields) {
  return {
    legal_name: fields.legalName,
    address_lines: fields.addressLines.filter((line) => line !== ''),
    postcode: filled(fields.postcode),
    town: filled(fields.town),
    phone: filled(fields.phone),
    email: filled(fields.email),
    website: filled(fields.website),
    legal_form: filled(fields.legalForm),
    share_capital_cents: fields.shareCapitalCents ?? null,
    registration: filled(fields.registration),
    siret: filled(fields.siret),
    vat_number: filled(fields.vatNumber),
    iban: compact(fields.iban ?? null) || null,
    bic: compact(fields.bic ?? null) || null,
    bank_label: filled(fields.bankLabel),
    accent_color: fields.accentColor ?? null,
    logo_sha256: fields.logo ?? null,
    signature_sha256: fields.signature ?? null,
    signatory_name: filled(fields.signatoryName),
    signatory_title: filled(fields.signatoryTitle),
    legal_footer: filled(fields.legalFooter),
    mediator_name: filled(fields.mediatorName),
    mediator_address: filled(fields.mediatorAddress),
    mediator_website: filled(fields.mediatorWebsite),
    ...(fields.timeZone ? { time_zone: fields.timeZone } : {}),
    ...(fields.defaultPaymentTerm ? { default_payment_term: fields.defaultPaymentTerm } : {}),
  }
}

function filled(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? null : trimmed
}

const NEEDED = ['postcode', 'town', 'phone', 'siret', 'iban', 'signatoryName'] as const
/** What a letter to a consumer has to name (C. conso. L616-1 and R616-1; fine of L641-1). */
const NEEDED_FOR_CONSUMERS = ['mediatorName', 'mediatorAddress', 'mediatorWebsite'] as const

/** What a letter cannot do well without: who writes, from where, how to pay, and the mediator of consumers. */
function missingFields(company: Omit<Company, 'missing' | 'warnings'>, hasConsumers: boolean): string[] {
  const needed = [...NEEDED, ...(hasConsumers ? NEEDED_FOR_CONSUMERS : [])]
  const missing: string[] = needed.filter((field) => company[field] === null)
  return company.addressLines.length === 0 ? ['addressLines', ...missing] : missing
}

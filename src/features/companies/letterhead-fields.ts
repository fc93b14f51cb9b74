import type { Company } from './contract.ts'

/** The letterhead as text fields hold it: an absent value is an empty text. */
const TEXT_FIELDS = [
  'legalName',
  'postcode',
  'town',
  'phone',
  'email',
  'website',
  'siret',
  'vatNumber',
  'iban',
  'bic',
  'signatoryName',
  'signatoryTitle',
  'legalFooter',
  'defaultPaymentTerm',
] as const

export type TextField = (typeof TEXT_FIELDS)[number]
/** `addressLines`: one line of text a line of address. */
export type LetterheadForm = Record<TextField | 'addressLines', string>

const MAX_ADDRESS_LINES = 4

export function formOf(company: Company): LetterheadForm {
  const texts = Object.fromEntries(TEXT_FIELDS.map((field) => [field, company[field] ?? '']))
  return { ...(texts as Record<TextField, string>), addressLines: company.addressLines.join('\n') }
}

/** What is sent: blank becomes absent, a fifth address line is left out. */
export function letterheadOf(form: LetterheadForm) {
  const texts = Object.fromEntries(TEXT_FIELDS.map((field) => [field, form[field].trim() || null]))
  return {
    ...(texts as Record<TextField, string | null>),
    legalName: form.legalName.trim(),
    defaultPaymentTerm: form.defaultPaymentTerm.trim(),
    addressLines: form.addressLines
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .slice(0, MAX_ADDRESS_LINES),
  }
}

import { parseAmount, typedAmount } from '#domain/days-and-money/money.ts'
import { isColour, isReadable } from '#domain/letters/colour.ts'
import { type Identity, isPayable } from '#domain/people/identity-check.ts'
import type { Company, LetterheadFields } from '../contract.ts'

/** The letterhead as text fields hold it: an absent value is an empty text. */
const TEXT_FIELDS = [
  'legalName',
  'postcode',
  'town',
  'phone',
  'email',
  'website',
  'legalForm',
  'registration',
  'siret',
  'vatNumber',
  'iban',
  'bic',
  'bankLabel',
  'accentColor',
  'signatoryName',
  'signatoryTitle',
  'legalFooter',
  'mediatorName',
  'mediatorAddress',
  'mediatorWebsite',
] as const

export type TextField = (typeof TEXT_FIELDS)[number]

/** An account beside the one of the letters. */
export interface AccountForm {
  readonly label: string
  readonly iban: string
  readonly bic: string
}

/** `addressLines`: one line of text a line of address; `shareCapital`: euros. */
export type LetterheadForm = Readonly<Record<TextField | 'addressLines' | 'shareCapital', string>> & {
  readonly otherAccounts: readonly AccountForm[]
  readonly timeZone: string
  /** Names of images sent before. */
  readonly logo: string | null
  readonly signature: string | null
}

/** What keeps a letterhead from being saved: a letter would be wrong. */
export type FormProblem = 'legalName' | 'iban' | 'shareCapital' | 'accentColor' | 'otherAccounts'

const MAX_ADDRESS_LINES = 4

/** What is saved, as its fields show it in the user's language. */
export function formOf(company: Company, language: 'fr' | 'en'): LetterheadForm {
  const texts = Object.fromEntries(TEXT_FIELDS.map((field) => [field, company[field] ?? '']))
  return {
    ...(texts as Record<TextField, string>),
    addressLines: company.addressLines.join('\n'),
    shareCapital:
      company.shareCapitalCents === null
        ? ''
        : typedAmount(company.shareCapitalCents, language).replace(/[.,]00$/, ''),
    otherAccounts: company.otherAccounts.map(({ label, iban, bic }) => ({
      label: label ?? '',
      iban,
      bic: bic ?? '',
    })),
    timeZone: company.timeZone,
    logo: company.logo,
    signature: company.signature,
  }
}

/** What is sent: blank becomes absent, a fifth address line is left out. */
export function letterheadOf(form: LetterheadForm): LetterheadFields {
  const texts = Object.fromEntries(TEXT_FIELDS.map((field) => [field, form[field].trim() || null]))
  return {
    ...(texts as Record<TextField, string | null>),
    legalName: form.legalName.trim(),
    addressLines: form.addressLines
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .slice(0, MAX_ADDRESS_LINES),
    shareCapitalCents: parseAmount(form.shareCapital) || null,
    otherAccounts: form.otherAccounts.map(({ label, iban, bic }) => ({
      label: label.trim() || null,
      iban: iban.trim(),
      bic: bic.trim() || null,
    })),
    timeZone: form.timeZone,
    logo: form.logo,
    signature: form.signature,
  }
}

/** Why the form cannot be saved as it is, field by field. */
export function problemsOf(form: LetterheadForm): readonly FormProblem[] {
  const { accentColor, shareCapital } = form
  const problems: [FormProblem, boolean][] = [
    ['legalName', form.legalName.trim() === ''],
    ['iban', form.iban.trim() !== '' && !isPayable(form.iban)],
    ['shareCapital', shareCapital.trim() !== '' && !parseAmount(shareCapital)],
    ['accentColor', accentColor !== '' && !(isColour(accentColor) && isReadable(accentColor))],
    ['otherAccounts', form.otherAccounts.some(({ iban }) => iban.trim() === '')],
  ]
  return problems.filter(([, isWrong]) => isWrong).map(([problem]) => problem)
}

/** What `identityWarnings` looks at, as it is being typed. */
export function identityOf(form: LetterheadForm): Identity {
  const { siret, vatNumber, iban, bic, email, website, otherAccounts } = letterheadOf(form)
  return {
    siret: siret ?? null,
    vatNumber: vatNumber ?? null,
    iban: iban ?? null,
    bic: bic ?? null,
    email: email ?? null,
    website: website ?? null,
    otherAccounts: otherAccounts.map((account) => ({ iban: account.iban, bic: account.bic ?? null })),
  }
}

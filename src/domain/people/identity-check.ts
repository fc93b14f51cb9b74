import { isValidBIC, isValidIBAN } from 'ibantools'
import { isSiren, isSiret, isVatNumber } from './identifiers.ts'

/** What of a company's identity looks wrong; each has its sentence `companies.odd.…`. */
export type IdentityWarning =
  | 'siret'
  | 'vatNumber'
  | 'vatNumberOfAnother'
  | 'iban'
  | 'bic'
  | 'bicOfAnother'
  | 'email'
  | 'website'
  | 'otherAccounts'
  | 'ibanTwice'

export interface Identity {
  readonly siret: string | null
  readonly vatNumber: string | null
  readonly iban: string | null
  readonly bic: string | null
  readonly email: string | null
  readonly website: string | null
  readonly otherAccounts: readonly { readonly iban: string; readonly bic: string | null }[]
}

/** "fr14 2004…" as the checks and the bank read it. */
export function compact(code: string | null): string {
  return (code ?? '').replace(/[\s.]/g, '').toUpperCase()
}

/**
 * What looks wrong, to be said and not refused: a number may be newer than our knowledge of it. Only an
 * IBAN that letters would ask to pay into must be right.
 */
export function identityWarnings(identity: Identity): IdentityWarning[] {
  const [siret, vatNumber] = [compact(identity.siret), compact(identity.vatNumber)]
  const accounts = [identity, ...identity.otherAccounts].map(({ iban }) => compact(iban)).filter(Boolean)
  const doubts: [IdentityWarning, boolean][] = [
    ['siret', siret !== '' && !isSiret(siret) && !isSiren(siret)],
    ['vatNumber', vatNumber !== '' && !isVatNumber(vatNumber)],
    ['vatNumberOfAnother', isOfAnotherCompany(vatNumber, siret)],
    ['iban', identity.iban !== null && !isPayable(identity.iban)],
    ['bic', isBadBic(identity.bic)],
    ['bicOfAnother', isOfAnotherCountry(identity)],
    ['email', identity.email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(identity.email.trim())],
    [
      'website',
      identity.website !== null && !/^(https?:\/\/)?[^\s/@]+\.[^\s/@]+\S*$/.test(identity.website.trim()),
    ],
    ['otherAccounts', identity.otherAccounts.some(({ iban, bic }) => !isPayable(iban) || isBadBic(bic))],
    ['ibanTwice', new Set(accounts).size < accounts.length],
  ]
  return doubts.filter(([, isDoubtful]) => isDoubtful).map(([warning]) => warning)
}

/** Whether a bank would take this IBAN: its country's length and form, and its key. */
export function isPayable(iban: string): boolean {
  return isValidIBAN(compact(iban))
}

function isBadBic(bic: string | null): boolean {
  return bic !== null && bic.trim() !== '' && !isValidBIC(compact(bic))
}

// A French VAT number ends with the SIREN of its company.
function isOfAnotherCompany(vatNumber: string, siret: string): boolean {
  const siren = siret.slice(0, 9)
  return (
    isVatNumber(vatNumber) && vatNumber.startsWith('FR') && isSiren(siren) && vatNumber.slice(4) !== siren
  )
}

// Overseas parts of France have BICs of their own country code and IBANs of France.
function isOfAnotherCountry({ iban, bic }: Identity): boolean {
  const [account, bank] = [compact(iban), compact(bic)]
  if (!isValidIBAN(account) || !isValidBIC(bank)) return false
  return account.startsWith('FR') !== /^.{4}(?:FR|GF|GP|MQ|RE|PF|TF|YT|NC|BL|MF|PM|WF)/.test(bank)
    ? true
    : !account.startsWith('FR') && account.slice(0, 2) !== bank.slice(4, 6)
}

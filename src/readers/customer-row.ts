import { type Channel, type CustomerKind, isAbroad } from '#domain/people/parties.ts'
import { parsePaymentTerm } from '#domain/receivables/payment-terms.ts'
import { parseCents } from './amounts.ts'
import { normalizeLabel } from './cells.ts'
import type { Field } from './labels.ts'
import type { CustomerRecord } from './records.ts'

/** What a row may say of a customer besides code and name. */
export type Contact = Pick<
  CustomerRecord,
  | 'addressLines'
  | 'postcode'
  | 'town'
  | 'country'
  | 'email'
  | 'phone'
  | 'siren'
  | 'vatNumber'
  | 'kind'
  | 'language'
  | 'channel'
  | 'paymentTerm'
  | 'creditLimitCents'
>

const CONTACT_FIELDS = [
  'address1',
  'address2',
  'address3',
  'postcode',
  'town',
  'country',
  'email',
  'phone',
  'siren',
  'vatNumber',
  'customerKind',
  'language',
  'channel',
  'paymentTerm',
  'creditLimit',
] as const

/** What a list without such columns says of every customer. */
const NO_CONTACT = contactOf(() => '')

/** The contact of a row, the same one for all where no column says anything of it. */
export function contactIn({
  has,
  text,
}: {
  has(field: Field): boolean
  text(field: Field): string
}): Contact {
  return CONTACT_FIELDS.some((field) => has(field)) ? contactOf(text) : NO_CONTACT
}

/** Reads the address and the rest from the cells of a row; what is blank or unusable is null. */
export function contactOf(text: (field: Field) => string): Contact {
  const addressLines = ([text('address1'), text('address2'), text('address3')] as const).filter(
    (line) => line !== '',
  )
  return {
    addressLines,
    postcode: postcodeOf(text('postcode'), text('country')),
    town: text('town') || null,
    // A numeric country code means nothing on an envelope.
    country: /^\p{L}/u.test(text('country')) ? text('country') : null,
    email: text('email') || null,
    phone: text('phone') || null,
    siren: sirenOf(text('siren')),
    vatNumber: text('vatNumber').replace(/[\s.]/g, '').toUpperCase() || null,
    kind: customerKindOf(text('customerKind')),
    language: languageOf(text('language')),
    channel: channelOf(text('channel')),
    // What is no term would be applied by nobody: the company's own is then the better one.
    paymentTerm: parsePaymentTerm(text('paymentTerm')) === null ? null : text('paymentTerm'),
    creditLimitCents: creditLimitOf(text('creditLimit')),
  }
}

/**
 * A stable code for a customer the file gives only a name: its letters and digits in capitals, so
 * that "Société Dupont" and "SOCIETE  DUPONT" stay one from one file to the next. "" without a name.
 */
export function customerCodeFromName(name: string): string {
  const known = CODES_MADE.get(name)
  if (known !== undefined) return known
  const code = normalizeLabel(name).replaceAll(' ', '-').toUpperCase()
  if (CODES_MADE.size >= MOST_MADE) CODES_MADE.clear()
  CODES_MADE.set(name, code)
  return code
}

/** A list of a hundred thousand rows has a few thousand customers. */
const CODES_MADE = new Map<string, string>()
const MOST_MADE = 5_000

/** SIREN of a SIREN or SIRET, spaces allowed (the SIRET begins with the SIREN); null otherwise. */
export function sirenOf(text: string): string | null {
  const digits = text.replace(/[\s.]/g, '')
  return /^\d{9}(?:\d{5})?$/.test(digits) ? digits.slice(0, 9) : null
}

/** The kind of customer a word stands for; null when it says nothing. */
export function customerKindOf(text: string): CustomerKind | null {
  const word = normalizeLabel(text)
  if (word === '') return null
  if (/\bnon pro/.test(word)) return 'non-professional'
  if (/^(pro|entreprise|societe|business|company|b2b|commercant|artisan)|\bprofessionnel/.test(word))
    return 'business'
  if (/^(administration|collectivite|mairie|etat|b2g|hopital)|\bpublic/.test(word)) return 'public'
  if (/^(particulier|consommateur|consumer|individual|prive|b2c|private)/.test(word)) return 'consumer'
  if (/^(association|copropriete|syndic)/.test(word)) return 'non-professional'
  return 'unknown'
}

/** The cents of a credit limit; null where there is none, which programs also write as 0. */
export function creditLimitOf(text: string): number | null {
  // Nobody limits to a thousandth: « 12,000 » and « 12.000 » are twelve thousand.
  const cents = parseCents(text, null) ?? parseCents(text, text.includes(',') ? '.' : ',')
  return cents !== null && cents > 0 ? cents : null
}

function languageOf(text: string): 'fr' | 'en' | null {
  const word = normalizeLabel(text)
  if (/^(fr|fra|francais|french)/.test(word)) return 'fr'
  return /^(en|eng|ang|anglais|english)/.test(word) ? 'en' : null
}

function channelOf(text: string): Channel | null {
  const word = normalizeLabel(text)
  const saysEmail = /\b(e ?mail|mail|courriel|electronique)/.test(word)
  const saysPaper = /\b(courrier|lettre|poste|postal|papier|letter|post)\b/.test(word)
  if (/^(les deux|both)\b/.test(word) || (saysEmail && saysPaper)) return 'both'
  if (/^(e ?mail|mail|courriel|electronique)/.test(word)) return 'email'
  return /^(courrier|lettre|poste|postal|papier|letter|post)/.test(word) ? 'letter' : null
}

// A workbook that took a French postcode for a number has lost its leading zero; those of Belgium or Switzerland have
// four digits.
function postcodeOf(text: string, country: string): string | null {
  return /^\d{4}$/.test(text) && !isAbroad(country) ? text.padStart(5, '0') : text || null
}

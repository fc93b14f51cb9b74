/**
 * Who owes. The kind decides what a letter may ask for (law.md §1): 40 € and penalties from
 * businesses and public buyers only (C. com. L441-10, D2192-35); never from a consumer
 * (C. conso. L121-21).
 */
export const CUSTOMER_KINDS = ['business', 'public', 'consumer', 'non-professional', 'unknown'] as const
export type CustomerKind = (typeof CUSTOMER_KINDS)[number]

/** The three families of letter texts. */
export const AUDIENCES = ['business', 'public', 'consumer'] as const
export type Audience = (typeof AUDIENCES)[number]

/** What letters are written in. */
export const LANGUAGES = ['fr', 'en'] as const

/** How a customer prefers to be reminded. */
export const CHANNELS = ['letter', 'email', 'both'] as const
export type Channel = (typeof CHANNELS)[number]

/**
 * A customer whose kind is unknown is written to like a consumer: asking too little is a
 * courtesy, asking a consumer for 40 € is an offence. Non-professional legal persons alike.
 */
export function audienceOf(kind: CustomerKind): Audience {
  return kind === 'business' || kind === 'public' ? kind : 'consumer'
}

/**
 * True when a letter asks both kinds for the same in the same words of law; `namesMediator` for one that names the
 * mediator to a consumer (C. conso. L616-1), and to no other.
 */
export function isWrittenToAlike(one: CustomerKind, other: CustomerKind, namesMediator: boolean): boolean {
  const isConsumer = (kind: CustomerKind) => kind === 'consumer'
  return audienceOf(one) === audienceOf(other) && !(namesMediator && isConsumer(one) !== isConsumer(other))
}

/** True when a letter can be posted: postcode and town; small communes and firms need no street. */
export function hasPostalAddress(address: {
  readonly addressLines: readonly string[]
  readonly postcode: string | null
  readonly town: string | null
}): boolean {
  return Boolean(address.postcode?.trim() && address.town?.trim())
}

const CAPITAL_LINES = 3

/**
 * The address block of a letter: name, the person it is for, its lines, then postcode and town, then the country
 * when it is not France. As NF Z 10-011 has it, the last three lines are in capitals, without punctuation. Nothing
 * is left out: `isAddressLong` tells a block that no machine reads.
 */
export function recipientLines(party: {
  readonly name: string
  /** "À l’attention de Jeanne Lefèvre". */
  readonly attention?: string | null
  readonly addressLines: readonly string[]
  readonly postcode: string | null
  readonly town: string | null
  readonly country: string | null
}): string[] {
  const head = [party.name.trim(), ...(party.attention ? [party.attention] : [])]
  const place = [
    ...party.addressLines,
    [party.postcode, party.town].filter(Boolean).join(' '),
    isAbroad(party.country) ? (party.country ?? '') : '',
  ].filter((line) => line.trim() !== '')
  const firstCapital = place.length - CAPITAL_LINES
  return [...head, ...place.map((line, index) => (index < firstCapital ? line.trim() : postalLine(line)))]
}

/** True for an address that is longer than what post machines read: 6 lines, 7 abroad, of 38 characters. */
export function isAddressLong(lines: readonly string[], country: string | null): boolean {
  return lines.length > (isAbroad(country) ? 7 : 6) || lines.some((line) => [...line].length > 38)
}

/** True for a country that is not France, by its name or its code; nothing said is France. */
export function isAbroad(country: string | null): boolean {
  return !['', 'FR', 'FRA', 'FRANCE'].includes(country?.trim().toLocaleUpperCase('fr') ?? '')
}

// "12, rue St. Jean" is "12 RUE ST JEAN".
function postalLine(line: string): string {
  return line.replaceAll('.', '').replace(/[,;:]/g, ' ').replace(/\s+/g, ' ').trim().toLocaleUpperCase('fr')
}

/** The name on papers of a business: that of a sole trader is followed by "EI" (décret 2022-725). */
export function businessName(party: {
  readonly legalName: string
  readonly legalForm?: string | null
}): string {
  const isSoleTrader = /^(?:ei|entrepreneur individuel|entreprise individuelle)$/i.test(
    party.legalForm?.replaceAll('.', '').trim() ?? '',
  )
  const saysSo = /\bEI\b|entrepreneur individuel/i.test(party.legalName)
  return isSoleTrader && !saysSo ? `${party.legalName} EI` : party.legalName
}

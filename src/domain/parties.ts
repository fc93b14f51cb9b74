/**
 * Who owes. The kind decides what a letter may ask for (law.md §1): 40 € and penalties from
 * businesses and public buyers only (C. com. L441-10, D2192-35); never from a consumer
 * (C. conso. L121-21).
 */
export type CustomerKind = 'business' | 'public' | 'consumer' | 'non-professional' | 'unknown'

export const CUSTOMER_KINDS: readonly CustomerKind[] = [
  'business',
  'public',
  'consumer',
  'non-professional',
  'unknown',
]

/** The three families of letter texts. */
export type Audience = 'business' | 'public' | 'consumer'

/**
 * A customer whose kind is unknown is written to like a consumer: asking too little is a
 * courtesy, asking a consumer for 40 € is an offence. Non-professional legal persons alike.
 */
export function audienceOf(kind: CustomerKind): Audience {
  return kind === 'business' || kind === 'public' ? kind : 'consumer'
}

/** True when a letter can be posted: postcode and town; small communes and firms need no street. */
export function hasPostalAddress(address: {
  readonly addressLines: readonly string[]
  readonly postcode: string | null
  readonly town: string | null
}): boolean {
  return Boolean(address.postcode?.trim() && address.town?.trim())
}

/**
 * The address block of a letter: name, the person it is for, up to three lines, then postcode and town, then
 * the country when it is not France. At most 6 lines (NF Z10-011); the last ones in capitals.
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
  const town = [party.postcode, party.town?.toLocaleUpperCase('fr')].filter(Boolean).join(' ')
  const country = party.country?.trim().toLocaleUpperCase('fr') ?? ''
  const isAbroad = country !== '' && country !== 'FR' && country !== 'FRANCE'
  const tail = [town, isAbroad ? country : ''].filter((line) => line !== '')
  const street = party.addressLines.map((line) => line.trim()).filter((line) => line !== '')
  const head = [party.name.trim(), ...(party.attention ? [party.attention] : [])]
  return [...head, ...street.slice(0, 6 - head.length - tail.length), ...tail]
}

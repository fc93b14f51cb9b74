import { type Channel, type CustomerKind, hasPostalAddress } from './parties.ts'

/** What a client may lack before it can be reminded well, in the order it is asked for. */
export const MISSING_FACTS = ['address', 'kind', 'email'] as const
export type MissingFact = (typeof MISSING_FACTS)[number]

/**
 * What a client lacks: an address, its kind, which decides what a letter may ask for, and an e-mail address when it is
 * written to by e-mail. The SQL of the grid says the same (features/completion/server/store.ts).
 */
export function missingFacts(customer: {
  readonly addressLines: readonly string[]
  readonly postcode: string | null
  readonly town: string | null
  readonly email: string | null
  readonly kind: CustomerKind
  readonly channel: Channel
}): MissingFact[] {
  const missing: Readonly<Record<MissingFact, boolean>> = {
    address: !hasPostalAddress(customer),
    kind: customer.kind === 'unknown',
    email: customer.channel !== 'letter' && !customer.email?.trim(),
  }
  return MISSING_FACTS.filter((fact) => missing[fact])
}

/** What is known of a client, as a person would read it; the address is one fact. */
export const CUSTOMER_FACTS = [
  'code',
  'name',
  'account',
  'address',
  'email',
  'phone',
  'siren',
  'vat_number',
  'kind',
  'language',
  'channel',
  'payment_term',
  'credit_limit_cents',
] as const
export type CustomerFact = (typeof CUSTOMER_FACTS)[number]

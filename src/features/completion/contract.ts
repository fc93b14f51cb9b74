import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { after, companyCodes, pageLimit } from '#contract/fields.ts'
import { MISSING_FACTS } from '#domain/people/missing-facts.ts'
import { CHANNELS, CUSTOMER_KINDS } from '#domain/people/parties.ts'

/** The grid that completes clients: many of them, a line each, with what a letter needs. */

const truth = z.enum(['true', 'false']).transform((text) => text === 'true')

export const completionQuery = z.object({
  companies: companyCodes,
  /** `any`: those who lack something; `all`: complete ones too. */
  missing: z.enum(['any', 'all', ...MISSING_FACTS]).default('any'),
  /** Only clients who owe something that is late. */
  late: truth.default(false),
  /** Code, name or town, or an invoice number. */
  text: z.string().max(200).optional(),
  after,
  limit: pageLimit({ usual: 200, most: 500 }),
})
export type CompletionQuery = z.output<typeof completionQuery>

export const completionRow = z.object({
  id: z.number().int(),
  company: z.string(),
  code: z.string(),
  name: z.string(),
  addressLines: z.array(z.string()),
  postcode: z.string().nullable(),
  town: z.string().nullable(),
  email: z.string().nullable(),
  kind: z.enum(CUSTOMER_KINDS),
  siren: z.string().nullable(),
  channel: z.enum(CHANNELS),
  paymentTerm: z.string().nullable(),
  /** Of the company, for a client without a term of its own. */
  companyTerm: z.string(),
  /** Sent back with a change, to prove that nobody changed the client meanwhile. */
  updatedAt: z.string(),
})
export type CompletionRow = z.infer<typeof completionRow>

export const completionPage = z.object({
  rows: z.array(completionRow),
  next: z.string().nullable(),
  /** Clients in all; only the first page counts them. */
  count: z.number().int().nullable(),
})
export type CompletionPage = z.infer<typeof completionPage>

export const fetchCompletion = endpoint({
  method: 'get',
  path: '/api/customer-completions',
  capability: 'read',
  tags: ['Clients'],
  summary: 'Clients that lack an address, their kind or an e-mail address, by name',
  query: completionQuery,
  answer: completionPage,
})

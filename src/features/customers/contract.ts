import { z } from 'zod'

/** The client's drawer: what a reminder needs of a client, correctable by hand. */

export const customerKind = z.enum(['business', 'public', 'consumer', 'non-professional', 'unknown'])
const line = z.string().trim().max(100)

export const customerDetail = z.object({
  id: z.number().int(),
  company: z.string(),
  code: z.string(),
  name: z.string(),
  addressLines: z.array(z.string()),
  postcode: z.string().nullable(),
  town: z.string().nullable(),
  country: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  kind: customerKind,
  language: z.enum(['fr', 'en']),
  paymentTerm: z.string().nullable(),
})
export type CustomerDetail = z.infer<typeof customerDetail>

export const customerChange = z.object({
  addressLines: z.array(line).max(4),
  postcode: line.nullable(),
  town: line.nullable(),
  country: line.nullable(),
  email: z.union([z.email(), z.literal('')]).nullable(),
  phone: line.nullable(),
  kind: customerKind,
  language: z.enum(['fr', 'en']),
})
export type CustomerChange = z.infer<typeof customerChange>

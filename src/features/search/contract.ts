import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { cents, companyCodes, day, id, level } from '#contract/fields.ts'

/** « Ctrl K »: what a text names, from every screen. */

const customer = { company: z.string(), customerId: id, code: z.string(), name: z.string() }

export const foundCustomer = z.object({ ...customer, town: z.string().nullable() })
export const foundInvoice = z.object({
  ...customer,
  invoiceId: id,
  number: z.string().nullable(),
  issuedOn: day.nullable(),
  totalCents: cents,
  currency: z.string(),
})
export const foundCredit = z.object({
  ...customer,
  creditId: id,
  kind: z.enum(['payment', 'credit-note', 'adjustment']),
  number: z.string().nullable(),
  receivedOn: day.nullable(),
  amountCents: cents,
  currency: z.string(),
})
export const foundLetter = z.object({ ...customer, letterId: id, runId: id, level, letterOn: day })

export const searchAnswer = z.object({
  customers: z.array(foundCustomer),
  /** By number, then those of this amount, in whole or for what is left. */
  invoices: z.array(foundInvoice),
  credits: z.array(foundCredit),
  /** The last letters of the customers found. */
  letters: z.array(foundLetter),
})
export type SearchAnswer = z.infer<typeof searchAnswer>

export const searchEverywhere = endpoint({
  method: 'get',
  path: '/api/search',
  capability: 'read',
  tags: ['Recherche'],
  summary: 'Customers, invoices, amounts and letters that a text names',
  query: z.object({ companies: companyCodes, text: z.string().trim().max(200) }),
  answer: searchAnswer,
})

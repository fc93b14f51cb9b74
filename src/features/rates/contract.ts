import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { isDay } from '#domain/days-and-money/day.ts'
import { halfYearStart } from '#domain/penalties/legal-rates.ts'

/** « Paramètres › Taux légaux »: the rates a company reckons penalties with. Rates are hundredths of a percent. */

const basisPoints = z.number().int().min(0).max(100_00)
const status = z.enum(['verified', 'secondary', 'unverified'])
const figure = z.object({ basisPoints, status: status.nullable() })

/** First day of a half-year. */
const halfYear = z
  .string()
  .refine((text) => isDay(text) && halfYearStart(text) === text, { error: 'rates.not-a-half-year' })

const rateRow = z.object({
  /** Null: the row came with the product. */
  id: z.number().int().nullable(),
  startsOn: z.string(),
  ecb: figure,
  /** Null while its order is not published. */
  legal: figure.nullable(),
  /** Where the creditor is a private person: shown for information. Null in the rows of a company. */
  individual: figure.nullable(),
  source: z.string(),
  addedBy: z.string().nullable(),
  addedAt: z.string().nullable(),
  /** False for a row in whose place a later one stands. */
  isCurrent: z.boolean(),
})
export type RateRow = z.infer<typeof rateRow>

export const termFields = z
  .object({
    agreedRate: z.enum(['default', 'minimum', 'fixed']),
    /** Only of a rate of one's own. */
    agreedBasisPoints: basisPoints.min(1).nullable(),
    yearDays: z.enum(['365', 'civil']),
    /** What a payment of part of a debt reduces first. */
    paymentsReduce: z.enum(['principal', 'interest']),
  })
  .refine((terms) => (terms.agreedRate === 'fixed') === (terms.agreedBasisPoints !== null), {
    error: 'rates.agreed-rate-missing',
    path: ['agreedBasisPoints'],
  })
export type TermFields = z.infer<typeof termFields>

/** When the company was last changed: sent back to prove that nobody changed it meanwhile. */
const updatedAt = z.string().max(40)

export const rateTable = z.object({
  company: z.string(),
  updatedAt,
  terms: termFields,
  /** Newest half-year first, and within one the newest row first. */
  rows: z.array(rateRow),
  /** What is lacking of the half-year of today. */
  missing: z.array(z.object({ startsOn: z.string(), rate: z.enum(['ecb', 'legal']) })),
})
export type RateTable = z.infer<typeof rateTable>

export const newRate = z.object({
  startsOn: halfYear,
  ecbBasisPoints: basisPoints,
  legalBasisPoints: basisPoints.nullable(),
  /** Where the figures were read. */
  source: z.string().trim().min(1, { error: 'rates.source-missing' }).max(500),
})
export type NewRate = z.infer<typeof newRate>

export const termChange = z.intersection(termFields, z.object({ updatedAt }))
export type TermChange = z.infer<typeof termChange>

export const fetchRates = endpoint({
  method: 'get',
  path: '/api/companies/{code}/rates',
  capability: 'read',
  tags: ['Taux'],
  summary: 'Rates of late payment by half-year, with their sources, and what the company agreed',
  params: z.object({ code: z.string() }),
  answer: rateTable,
})

export const addRates = endpoint({
  method: 'post',
  path: '/api/companies/{code}/rates',
  capability: 'edit-rates',
  tags: ['Taux'],
  summary: 'Adds a half-year, or a row that stands in place of an earlier one',
  params: z.object({ code: z.string() }),
  body: newRate,
  answer: rateTable,
})

export const savePenaltyTerms = endpoint({
  method: 'put',
  path: '/api/companies/{code}/penalty-terms',
  capability: 'edit-rates',
  tags: ['Taux'],
  summary: 'Replaces what the company agreed with its customers, unless it changed since it was read',
  params: z.object({ code: z.string() }),
  body: termChange,
  answer: rateTable,
})

import { z } from 'zod'

/** A company and its letterhead: what a FEC lacks and a letter needs. */

const optionalLine = z.string().trim().max(200).nullable().optional()

export const letterheadFields = z.object({
  legalName: z.string().trim().min(1).max(200),
  addressLines: z.array(z.string().trim().max(100)).max(4).default([]),
  postcode: z.string().trim().max(20).nullable().optional(),
  town: z.string().trim().max(100).nullable().optional(),
  phone: optionalLine,
  email: optionalLine,
  website: optionalLine,
  siret: optionalLine,
  vatNumber: optionalLine,
  iban: optionalLine,
  bic: optionalLine,
  signatoryName: optionalLine,
  signatoryTitle: optionalLine,
  legalFooter: z.string().max(2_000).nullable().optional(),
  defaultPaymentTerm: z.string().trim().max(100).optional(),
})

export type LetterheadFields = z.infer<typeof letterheadFields>

export const newCompany = letterheadFields.extend({
  code: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}$/),
})

export type NewCompanyFields = z.infer<typeof newCompany>

const line = z.string().nullable()

export const company = z.object({
  id: z.number().int(),
  code: z.string(),
  legalName: z.string(),
  addressLines: z.array(z.string()),
  postcode: line,
  town: line,
  phone: line,
  email: line,
  website: line,
  siret: line,
  vatNumber: line,
  iban: line,
  bic: line,
  signatoryName: line,
  signatoryTitle: line,
  legalFooter: line,
  defaultPaymentTerm: z.string(),
  isExample: z.boolean(),
  /** Names of letterhead fields still empty that a letter needs. */
  missing: z.array(z.string()),
  /** Identifiers that look wrong: warned of, never refused. */
  warnings: z.array(z.enum(['siret', 'vatNumber', 'iban', 'bic', 'email'])),
  paymentsKnownOn: line,
})
export type Company = z.infer<typeof company>
export const companyList = z.object({ companies: z.array(company) })

import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { language } from '#contract/fields.ts'
import { isTimeZone } from '#domain/days-and-money/time-zone.ts'
import { isColour, isReadable } from '#domain/letters/colour.ts'

/** A company and its letterhead: what a FEC lacks and a letter needs. Amounts are integer cents. */

const MAX_OTHER_ACCOUNTS = 20

const optionalLine = z.string().trim().max(200).nullable().optional()
/** SHA-256 of an image sent before. */
const image = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .nullable()
  .optional()

const bankAccount = z.object({
  label: optionalLine,
  iban: z.string().trim().min(1).max(200),
  bic: optionalLine,
})

export const letterheadFields = z.object({
  legalName: z.string().trim().min(1).max(200),
  addressLines: z.array(z.string().trim().max(100)).max(4).default([]),
  postcode: z.string().trim().max(20).nullable().optional(),
  town: z.string().trim().max(100).nullable().optional(),
  phone: optionalLine,
  email: optionalLine,
  website: optionalLine,
  legalForm: optionalLine,
  shareCapitalCents: z.number().int().positive().max(1_000_000_000_000_00).nullable().optional(),
  /** "RCS Beauvais 732 829 320" */
  registration: optionalLine,
  /** 14 digits, or the 9 of the SIREN for want of them. */
  siret: optionalLine,
  vatNumber: optionalLine,
  /** The account letters ask to pay into. */
  iban: optionalLine,
  bic: optionalLine,
  bankLabel: optionalLine,
  otherAccounts: z
    .array(bankAccount)
    .max(MAX_OTHER_ACCOUNTS, { error: 'identity.too-many-accounts' })
    .default([]),
  accentColor: z
    .string()
    .toLowerCase()
    .refine(isColour, { error: 'identity.colour-wrong' })
    .refine(isReadable, { error: 'identity.colour-pale' })
    .nullable()
    .optional(),
  logo: image,
  signature: image,
  signatoryName: optionalLine,
  signatoryTitle: optionalLine,
  legalFooter: z.string().max(2_000).nullable().optional(),
  /** Named to consumers with all three (C. conso. R616-1). */
  mediatorName: optionalLine,
  mediatorAddress: optionalLine,
  mediatorWebsite: optionalLine,
  defaultPaymentTerm: z.string().trim().max(100).optional(),
  /** Where its days begin and end, "Indian/Reunion"; absent: as it was, Europe/Paris at first. */
  timeZone: z.string().refine(isTimeZone, { error: 'identity.zone-wrong' }).optional(),
})

export type LetterheadFields = z.infer<typeof letterheadFields>

/** When the company was last changed: sent back to prove that nobody changed it meanwhile. */
const updatedAt = z.string().max(40)

export const letterheadChange = letterheadFields.extend({ updatedAt })
export type LetterheadChange = z.infer<typeof letterheadChange>

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
  legalForm: line,
  shareCapitalCents: z.number().int().nullable(),
  registration: line,
  siret: line,
  vatNumber: line,
  iban: line,
  bic: line,
  bankLabel: line,
  otherAccounts: z.array(z.object({ label: line, iban: z.string(), bic: line })),
  accentColor: line,
  logo: line,
  signature: line,
  signatoryName: line,
  signatoryTitle: line,
  legalFooter: line,
  mediatorName: line,
  mediatorAddress: line,
  mediatorWebsite: line,
  defaultPaymentTerm: z.string(),
  timeZone: z.string(),
  isExample: z.boolean(),
  /** Names of letterhead fields still empty that a letter needs. */
  missing: z.array(z.string()),
  /** What looks wrong (`identity-check.ts`): warned of, never refused. */
  warnings: z.array(z.string()),
  paymentsKnownOn: line,
  /** When and by whom it was archived; null while it is in use. */
  archivedAt: line,
  archivedBy: line,
  updatedAt,
})
export type Company = z.infer<typeof company>
export const companyList = z.object({ companies: z.array(company) })

export const sentImage = z.object({
  sha256: z.string(),
  mediaType: z.enum(['image/png', 'image/jpeg', 'image/svg+xml']),
  width: z.number().int(),
  height: z.number().int(),
  /** What was taken out of a drawing, to be looked at in the preview. */
  removed: z.array(z.string()),
})
export type SentImage = z.infer<typeof sentImage>

/** A letterhead being edited, to be seen on a letter. */
export const previewRequest = letterheadFields.extend({ language: language.default('fr') })

export const fetchCompanies = endpoint({
  method: 'get',
  isVersioned: true,
  path: '/api/companies',
  capability: 'read',
  tags: ['Entreprises'],
  summary: 'Companies with their letterheads',
  answer: companyList,
})

export const createCompany = endpoint({
  method: 'post',
  path: '/api/companies',
  capability: 'create-company',
  companies: 'all',
  tags: ['Entreprises'],
  summary: 'Creates a company',
  body: newCompany,
  answer: company,
})

export const fetchCompany = endpoint({
  method: 'get',
  path: '/api/companies/{code}',
  capability: 'read',
  tags: ['Entreprises'],
  summary: 'One company',
  params: z.object({ code: z.string() }),
  answer: company,
})

export const saveLetterhead = endpoint({
  method: 'put',
  path: '/api/companies/{code}',
  capability: 'edit-company',
  tags: ['Entreprises'],
  summary: 'Replaces the letterhead of a company, unless it changed since it was read',
  params: z.object({ code: z.string() }),
  body: letterheadChange,
  answer: company,
})

export const archiveCompany = endpoint({
  method: 'post',
  path: '/api/companies/{code}/archiving',
  capability: 'edit-company',
  tags: ['Entreprises'],
  summary: 'Hides a company where one chooses; nothing of it is lost',
  params: z.object({ code: z.string() }),
  answer: company,
})

export const restoreCompany = endpoint({
  method: 'delete',
  path: '/api/companies/{code}/archiving',
  capability: 'edit-company',
  tags: ['Entreprises'],
  summary: 'Brings an archived company back',
  params: z.object({ code: z.string() }),
  answer: company,
})

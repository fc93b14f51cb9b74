import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { language } from '#contract/fields.ts'
import { CAPABILITIES, type Capability, ROLES } from '#domain/people/capabilities.ts'

/** What the screens need before their first question. */
export const session = z.object({
  today: z.string(),
  /** Default of « Échéances échues au »: yesterday, so that nothing due today is proposed. */
  defaultOn: z.string(),
  actor: z.string(),
  /** What the key that asks may do, and until when; null for a person. */
  key: z
    .object({
      name: z.string(),
      prefix: z.string(),
      /** What it is limited to, and by what its maker may do. */
      capabilities: z.array(z.enum(Object.keys(CAPABILITIES) as [Capability, ...Capability[]])),
      /** Codes of companies; null: all those of its maker. */
      companies: z.array(z.string()).nullable(),
      /** Null: until it is revoked. */
      expiresAt: z.string().nullable(),
      lastUsedAt: z.string().nullable(),
    })
    .nullable(),
  version: z.string(),
  language: language,
  /** Role in all companies, those to come included; null when it depends on the company. */
  roleEverywhere: z.enum(ROLES).nullable(),
  companies: z.array(
    z.object({
      code: z.string(),
      legalName: z.string(),
      role: z.enum(ROLES),
      isExample: z.boolean(),
      /** Where its days begin and end. */
      timeZone: z.string(),
      paymentsKnownOn: z.string().nullable(),
      /** Age in days from which known payments are said to be old; null: never. */
      staleAfterDays: z.number().int().nullable(),
      /** The half-year has begun without the rates its letters may need. */
      lacksRates: z.boolean(),
    }),
  ),
  /** No company yet: the welcome page. */
  isFirstVisit: z.boolean(),
  drafts: z.array(
    z.object({
      id: z.number().int(),
      letterOn: z.string(),
      letters: z.number().int(),
      createdAt: z.string(),
      createdBy: z.string(),
    }),
  ),
})
export type Session = z.infer<typeof session>

export const fetchSession = endpoint({
  method: 'get',
  isVersioned: true,
  path: '/api/session',
  capability: 'anyone-known',
  tags: ['Session'],
  summary:
    'Day, actor, companies and drafts, before the first question; of a key, what it may do and until when',
  answer: session,
})

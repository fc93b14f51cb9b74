import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { language } from '#contract/fields.ts'
import { BEFORE_DUE_DAYS, COURTESIES } from '#domain/sending/courtesy.ts'

/** Messages outside the four levels: before a due date, and thanks; set in « Paramètres › Envoi ». */

const courtesyText = z.object({
  courtesy: z.enum(COURTESIES),
  language,
  subject: z
    .string()
    .trim()
    .min(1, 'outbox.empty-subject')
    .max(200)
    .regex(/^\P{Cc}*$/u, 'letter-texts.not-one-line'),
  body: z.string().trim().min(1, 'outbox.empty-courtesy').max(5_000),
})
export type ShownCourtesyText = z.infer<typeof courtesyText>

const courtesySettings = z.object({
  /** Says which settings were read: sent back to prove that nobody changed them meanwhile. */
  version: z.string().max(64),
  /** Null: no message before the due date. */
  beforeDueDays: z.number().int().min(BEFORE_DUE_DAYS.min).max(BEFORE_DUE_DAYS.max).nullable(),
  thanks: z.boolean(),
  /** Each message in each language, as it is sent; one that is not named when they are saved stays as it is. */
  texts: z.array(courtesyText).max(2 * COURTESIES.length),
})
export type CourtesySettings = z.infer<typeof courtesySettings>

const tags = ['Envois']
const params = z.object({ code: z.string() })

export const fetchCourtesies = endpoint({
  method: 'get',
  path: '/api/companies/{code}/courtesies',
  capability: 'read',
  tags,
  summary: 'The messages outside the levels: before the due date, and thanks for a payment',
  params,
  answer: courtesySettings,
})

export const changeCourtesies = endpoint({
  method: 'put',
  path: '/api/companies/{code}/courtesies',
  capability: 'edit-procedure',
  tags,
  summary: 'Sets the messages outside the levels, unless they changed since they were read',
  params,
  body: courtesySettings,
  answer: courtesySettings,
})

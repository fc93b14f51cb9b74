import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { language, level } from '#contract/fields.ts'
import { LEVELS } from '#domain/dunning/levels.ts'
import { MAX_DEADLINE_DAYS } from '#domain/dunning/procedure.ts'
import type { LetterVariable } from '#domain/letters/letter-variables.ts'
import type { RichText } from '#domain/letters/rich-text.ts'
import { checkRichText, isRichTextProblem } from '#domain/letters/rich-text-check.ts'
import { AUDIENCES } from '#domain/people/parties.ts'

/** « Paramètres › Règlements › Relances »: what each level's letters say and show. */

export const audience = z.enum(AUDIENCES)

/** Which text of a company: one of 4 levels × 2 languages × 3 audiences. */
export const variant = z.object({ level, language, audience })
export type Variant = z.infer<typeof variant>

// What is refused is told by a sentence of the catalogue, and its place by the path: "text.body.content.2".
const richText = z.unknown().transform((value, context): RichText => {
  const checked = checkRichText(value)
  if (!isRichTextProblem(checked)) return checked
  const path = checked.path === '' ? [] : checked.path.split('.')
  context.addIssue({ code: 'custom', message: `letter-texts.body-${checked.problem}`, path })
  return z.NEVER
})

// No control character: a line is printed, and put in the subject of an e-mail.
const line = z
  .string()
  .trim()
  .regex(/^\P{Cc}*$/u, 'letter-texts.not-one-line')

const signatoryLine = line
  .max(100, 'letter-texts.line-too-long')
  .nullable()
  .transform((text) => text || null)

export const letterText = z.object({
  title: line.max(200, 'letter-texts.line-too-long'),
  body: richText,
  closing: line.max(500, 'letter-texts.line-too-long'),
  signatoryName: signatoryLine,
  signatoryTitle: signatoryLine,
  emailSubject: line.max(200, 'letter-texts.line-too-long'),
  emailBody: richText,
})

export const levelSettings = z.object({
  deadlineDays: z.number().int().min(0).max(MAX_DEADLINE_DAYS),
  showsPenalties: z.boolean(),
  listsForInformation: z.boolean(),
  printsQr: z.boolean(),
})

const versionFields = {
  version: z.number().int(),
  savedAt: z.string(),
  savedBy: z.string(),
  origin: z.enum(['default', 'edit', 'restore', 'copy']),
  /** The version a restored one was, null for the other origins. */
  originVersion: z.number().int().nullable(),
}

export const letterTextState = variant.extend({
  company: z.string(),
  ...versionFields,
  /** The text is the company's own, and the one of Relances that it was written from says something else since. */
  originalHasChanged: z.boolean(),
  text: letterText,
  settings: levelSettings,
})
export type LetterTextState = z.infer<typeof letterTextState>

export const letterTextChange = z.object({
  /** The version the edits started from: another one meanwhile refuses them. */
  baseVersion: z.number().int().min(1),
  text: letterText,
  /** The settings the edits started from, compared alike. */
  baseSettings: levelSettings,
  settings: levelSettings,
})
export type LetterTextChange = z.infer<typeof letterTextChange>

export const textVersion = z.object(versionFields)
export type TextVersion = z.infer<typeof textVersion>

/** Newest first. */
export const textVersions = z.object({ rows: z.array(textVersion), next: z.string().nullable() })
export type TextVersions = z.infer<typeof textVersions>

export const copyOrder = z.object({
  targets: z
    .array(z.object({ company: z.string(), level }))
    .min(1)
    .max(200),
})
export type CopyOrder = z.infer<typeof copyOrder>

export const copyResult = z.object({ copied: z.number().int(), unchanged: z.number().int() })
export type CopyResult = z.infer<typeof copyResult>

export const previewRequest = variant.extend({
  text: letterText,
  settings: levelSettings,
  /** "customerId:CUR", or null for the invented client. */
  customer: z
    .string()
    .regex(/^\d{1,15}:[A-Z]{3}$/)
    .nullable(),
})
export type PreviewRequest = z.infer<typeof previewRequest>

/** Clients with something to remind, to see a letter of. */
export const recipients = z.object({
  rows: z.array(
    z.object({
      /** "customerId:CUR" */
      key: z.string(),
      code: z.string(),
      name: z.string(),
      audience,
      level,
      language,
      currency: z.string(),
    }),
  ),
})
export type Recipients = z.infer<typeof recipients>

/** What a preview tells beside its PDF, in the header `X-Preview`. */
export interface PreviewNotes {
  readonly pages: number
  /** Null for the invented client. */
  readonly customer: string | null
  /** Variables of the text without a value here: their paragraphs are left out. */
  readonly missing: readonly LetterVariable[]
  /** Characters printed as □. */
  readonly unprintable: readonly string[]
}

export const fetchLetterText = endpoint({
  method: 'get',
  path: '/api/companies/{code}/letter-texts/{level}/{language}/{audience}',
  capability: 'read',
  tags: ['Textes des lettres'],
  summary: 'What the letters of a level say and show',
  params: z.object({
    code: z.string(),
    level: z.coerce
      .number()
      .refine((value) => LEVELS.some((known) => known === value))
      .transform((value) => value as (typeof LEVELS)[number]),
    language,
    audience,
  }),
  answer: letterTextState,
})

export const saveLetterText = endpoint({
  method: 'put',
  path: '/api/companies/{code}/letter-texts/{level}/{language}/{audience}',
  capability: 'edit-texts',
  tags: ['Textes des lettres'],
  summary: 'Saves a text as a new version, unless it changed since it was read',
  params: z.object({
    code: z.string(),
    level: z.coerce
      .number()
      .refine((value) => LEVELS.some((known) => known === value))
      .transform((value) => value as (typeof LEVELS)[number]),
    language,
    audience,
  }),
  body: letterTextChange,
  answer: letterTextState,
})

export const fetchDefaultText = endpoint({
  method: 'get',
  path: '/api/companies/{code}/letter-texts/{level}/{language}/{audience}/default',
  capability: 'read',
  tags: ['Textes des lettres'],
  summary: 'The text Relances proposes',
  params: z.object({
    code: z.string(),
    level: z.coerce
      .number()
      .refine((value) => LEVELS.some((known) => known === value))
      .transform((value) => value as (typeof LEVELS)[number]),
    language,
    audience,
  }),
  answer: letterText,
})

export const keepOwnText = endpoint({
  method: 'post',
  path: '/api/companies/{code}/letter-texts/{level}/{language}/{audience}/original-seen',
  capability: 'edit-texts',
  tags: ['Textes des lettres'],
  summary: 'Keeps the text of the company after the one Relances proposes has changed',
  params: z.object({
    code: z.string(),
    level: z.coerce
      .number()
      .refine((value) => LEVELS.some((known) => known === value))
      .transform((value) => value as (typeof LEVELS)[number]),
    language,
    audience,
  }),
  answer: letterTextState,
})

export const fetchTextVersions = endpoint({
  method: 'get',
  path: '/api/companies/{code}/letter-texts/{level}/{language}/{audience}/versions',
  capability: 'read',
  tags: ['Textes des lettres'],
  summary: 'Who saved which version and when, newest first',
  params: z.object({
    code: z.string(),
    level: z.coerce
      .number()
      .refine((value) => LEVELS.some((known) => known === value))
      .transform((value) => value as (typeof LEVELS)[number]),
    language,
    audience,
  }),
  query: z.object({ after: z.string().optional() }),
  answer: textVersions,
})

export const fetchTextVersion = endpoint({
  method: 'get',
  path: '/api/companies/{code}/letter-texts/{level}/{language}/{audience}/versions/{version}',
  capability: 'read',
  tags: ['Textes des lettres'],
  summary: 'The text of one version',
  params: z
    .object({
      code: z.string(),
      level: z.coerce
        .number()
        .refine((value) => LEVELS.some((known) => known === value))
        .transform((value) => value as (typeof LEVELS)[number]),
      language,
      audience,
    })
    .extend({ version: z.coerce.number().int().min(1) }),
  answer: letterText,
})

export const copyLetterText = endpoint({
  method: 'post',
  path: '/api/companies/{code}/letter-texts/{level}/{language}/{audience}/copies',
  capability: 'edit-texts',
  companies: 'none',
  tags: ['Textes des lettres'],
  summary: 'Copies the saved text to other levels and companies, as a new version of each',
  params: z.object({
    code: z.string(),
    level: z.coerce
      .number()
      .refine((value) => LEVELS.some((known) => known === value))
      .transform((value) => value as (typeof LEVELS)[number]),
    language,
    audience,
  }),
  body: copyOrder,
  answer: copyResult,
})

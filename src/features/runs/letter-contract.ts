import { z } from 'zod'
import { endpoint, type Sent } from '#contract/endpoint.ts'
import { cents, companyCodes, day, idParams, letterMessage, level, pageLimit } from '#contract/fields.ts'
import { PAPER_REASONS, WAYS } from '#domain/sending/channels.ts'
import {
  cancellationOrder,
  cancellationResult,
  letterStatus,
  review,
  reviewDecision,
  reviewReason,
} from './contract.ts'

const count = z.number().int().nonnegative()

export const letterRow = z.object({
  id: z.number().int(),
  runId: z.number().int(),
  position: z.number().int(),
  company: z.string(),
  customerId: z.number().int(),
  code: z.string(),
  name: z.string(),
  level,
  status: letterStatus,
  reviewReason: reviewReason.nullable(),
  review,
  decision: reviewDecision.nullable(),
  decidedAt: z.string().nullable(),
  decidedBy: z.string().nullable(),
  /** The run that holds the letter made again. */
  redoneRun: z.number().int().nullable(),
  letterOn: day,
  instalments: count,
  totalCents: cents,
  netCents: cents,
  currency: z.string(),
  confirmedAt: z.string().nullable(),
  confirmedBy: z.string().nullable(),
  cancelledAt: z.string().nullable(),
  cancelledBy: z.string().nullable(),
  cancelReason: z.string().nullable(),
  isArchived: z.boolean(),
  /** On paper, by e-mail, or both; and why on paper where an e-mail was wished for. */
  way: z.enum(WAYS),
  paperReason: z.enum(PAPER_REASONS).nullable(),
  /** The e-mail of a letter that was confirmed; null where it had none. */
  message: letterMessage.nullable(),
})
export type LetterRow = z.infer<typeof letterRow>
export const letterPage = z.object({ rows: z.array(letterRow), next: z.string().nullable() })

export const lettersQuery = z.object({
  /** Text of the letter: client, code, invoice number, amount … */
  search: z.string().max(200).optional(),
  status: letterStatus.optional(),
  after: z.string().optional(),
  limit: pageLimit({ usual: 200, most: 500 }),
})

/** « Historique »: letters sent, newest first. */
export const historyQuery = z.object({
  from: day.optional(),
  to: day.optional(),
  companies: companyCodes,
  /** Client code or name. */
  customer: z.string().max(200).optional(),
  customerId: z.coerce.number().int().optional(),
  level: z.coerce.number().pipe(level).optional(),
  actor: z.string().max(200).optional(),
  after: z.string().optional(),
  limit: pageLimit({ usual: 50, most: 200 }),
})

/** Parts of at most 500 letters, so that the browser's print dialog never meets 10,000 pages. */
export const printParts = z.object({
  parts: z.array(
    z.object({
      part: z.number().int(),
      letters: count,
      firstName: z.string(),
      lastName: z.string(),
      url: z.string(),
    }),
  ),
})
export type PrintParts = z.infer<typeof printParts>

export const fetchLetters = endpoint({
  method: 'get',
  isVersioned: true,
  path: '/api/runs/{id}/letters',
  capability: 'read',
  tags: ['Lettres'],
  summary: 'Letters of a run, in the order of printing',
  params: idParams,
  query: lettersQuery,
  answer: letterPage,
})

export const fetchPrintParts = endpoint({
  method: 'get',
  isVersioned: true,
  path: '/api/runs/{id}/print-parts',
  capability: 'read',
  tags: ['Lettres'],
  summary: 'The print file of a run, in parts of at most 500 letters',
  params: idParams,
  answer: printParts,
})

export const fetchPrintFile = endpoint({
  method: 'get',
  isVersioned: true,
  path: '/api/runs/{id}/print',
  capability: 'read',
  tags: ['Lettres'],
  summary: 'One part of the print file',
  params: idParams,
  query: z.object({ part: z.coerce.number().int().positive().default(1) }),
  answer: 'pdf',
})

export const fetchLetter = endpoint({
  method: 'get',
  isVersioned: true,
  path: '/api/letters/{id}',
  capability: 'read',
  tags: ['Lettres'],
  summary: 'One letter',
  params: idParams,
  answer: letterRow,
})

export const fetchLetterPdf = endpoint({
  method: 'get',
  isVersioned: true,
  path: '/api/letters/{id}/pdf',
  capability: 'read',
  tags: ['Lettres'],
  summary: 'The PDF of a letter: the archived bytes once it is archived',
  params: idParams,
  answer: 'pdf',
})

export const cancelLetter = endpoint({
  method: 'post',
  isVersioned: true,
  path: '/api/letters/{id}/cancellation',
  capability: 'undo-own',
  tags: ['Lettres'],
  summary: 'Undoes one confirmed letter',
  params: idParams,
  body: cancellationOrder,
  isBodyOptional: true,
  answer: cancellationResult,
})

export const fetchHistory = endpoint({
  method: 'get',
  path: '/api/history',
  capability: 'read',
  tags: ['Lettres'],
  summary: 'Letters sent, newest first',
  query: historyQuery,
  answer: letterPage,
})

export type HistoryQuery = NonNullable<Sent<typeof fetchHistory>['query']>
export type LetterPage = z.infer<typeof letterPage>

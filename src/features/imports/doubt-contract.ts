import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { companyCodes, idParams } from '#contract/fields.ts'
import { DOUBT_CHOICES } from '#domain/receivables/doubt.ts'

/** « Lecture à confirmer »: the questions imports could not ask, and the act that decides each for all its items. */

const choice = z.enum(DOUBT_CHOICES)

export const openDoubtsQuery = z.object({
  companies: companyCodes,
})

export const openDoubt = z.object({
  id: z.number().int(),
  company: z.string(),
  /** The file that asked first, and when. */
  fileName: z.string(),
  askedAt: z.string(),
  question: z.string(),
  choices: z.array(z.object({ choice, label: z.string() })),
  /** What waits for the answer: instalments and credits still open. */
  items: z.array(
    z.object({
      customer: z.string(),
      number: z.string().nullable(),
      dueOn: z.string().nullable(),
      currency: z.string(),
      /** Below zero for a credit. */
      cents: z.number().int(),
    }),
  ),
  itemCount: z.number().int(),
  amounts: z.array(z.object({ currency: z.string(), cents: z.number().int() })),
})
export type OpenDoubt = z.infer<typeof openDoubt>
export const openDoubts = z.object({ rows: z.array(openDoubt) })
export type OpenDoubts = z.infer<typeof openDoubts>

export const doubtDecision = z.object({ choice })
export const decidedDoubt = z.object({
  items: z.number().int(),
  /** `read-again`: the answer is kept, and the file is to be imported again for it to be used. */
  effect: z.enum(['keep', 'settle', 'withdraw', 'read-again']),
})
export type DecidedDoubt = z.infer<typeof decidedDoubt>

export const fetchOpenDoubts = endpoint({
  method: 'get',
  path: '/api/import-doubts',
  capability: 'read',
  tags: ['Imports'],
  summary: 'Questions imports could not ask, with what is set aside until they are decided',
  query: openDoubtsQuery,
  answer: openDoubts,
})

export const decideDoubt = endpoint({
  method: 'post',
  path: '/api/import-doubts/{id}/decision',
  capability: 'import',
  tags: ['Imports'],
  summary: 'Decides a question for all that is set aside under it',
  params: idParams,
  body: doubtDecision,
  answer: decidedDoubt,
})

export const reopenDoubt = endpoint({
  method: 'delete',
  path: '/api/import-doubts/{id}/decision',
  capability: 'import',
  tags: ['Imports'],
  summary: 'Takes a decision back: what it brought back is set aside again',
  params: idParams,
  answer: z.object({ reopened: z.boolean() }),
})

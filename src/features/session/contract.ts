import { z } from 'zod'

/** What the screens need before their first question. */
export const session = z.object({
  today: z.string(),
  /** Default of « Échéances échues au »: yesterday, so that nothing due today is proposed. */
  defaultOn: z.string(),
  actor: z.string(),
  version: z.string(),
  language: z.enum(['fr', 'en']),
  companies: z.array(
    z.object({
      code: z.string(),
      legalName: z.string(),
      isExample: z.boolean(),
      paymentsKnownOn: z.string().nullable(),
    }),
  ),
  /** No company yet: the welcome page. */
  isFirstVisit: z.boolean(),
  drafts: z.array(z.object({ id: z.number().int(), letterOn: z.string(), letters: z.number().int() })),
})
export type Session = z.infer<typeof session>

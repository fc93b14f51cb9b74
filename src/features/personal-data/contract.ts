import { z } from 'zod'
import { isDay } from '#domain/day.ts'

/** The data of one client: what is known of them, taken out or erased (RGPD art. 15, 17 and 20). */

const day = z.string().refine(isDay, { error: 'day' })
const count = z.number().int()

export const erasurePreview = z.object({
  plan: z.discriminatedUnion('scope', [
    z.object({
      scope: z.literal('refused'),
      reasons: z.array(z.object({ reason: z.enum(['open-invoices', 'open-credits', 'drafts']), count })),
    }),
    z.object({ scope: z.literal('contacts'), keptUntil: day }),
    z.object({ scope: z.literal('whole') }),
  ]),
  goes: z.object({
    contacts: count,
    exchanges: count,
    reasons: count,
    payerNames: count,
    waitingImports: count,
    hasEmail: z.boolean(),
    hasPhone: z.boolean(),
  }),
  stays: z.object({ invoices: count, credits: count, letters: count }),
  erasedOn: day.nullable(),
})
export type ErasurePreview = z.infer<typeof erasurePreview>

export const erasureOrder = z.object({ reason: z.string().trim().min(1).max(500) })
export const erasureResult = z.object({ scope: z.enum(['contacts', 'whole']) })
export type ErasureResult = z.infer<typeof erasureResult>

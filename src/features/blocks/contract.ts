import { z } from 'zod'
import { BLOCK_KINDS } from '#domain/blocks.ts'
import { isDay } from '#domain/day.ts'

/** A block sets an overdue item, an invoice or a whole client aside, with its reason and its end. */

const day = z.string().refine(isDay, { error: 'day' })

const blockKind = z.enum(BLOCK_KINDS)

export const newBlock = z
  .object({
    customerId: z.number().int().positive(),
    invoiceId: z.number().int().positive().optional(),
    instalmentId: z.number().int().positive().optional(),
    kind: blockKind,
    reason: z.string().trim().max(500).default(''),
    /** Last day the block holds, inclusive; for a promise, which needs one, the day promised. */
    endsOn: day.optional(),
    /** What is promised; all that is due by then without it. */
    amountCents: z.number().int().positive().optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
  })
  .refine((block) => block.kind !== 'promise' || block.endsOn !== undefined, {
    path: ['endsOn'],
    error: 'relations.promise-needs-date',
  })

export const createdBlock = z.object({ id: z.number().int() })
export const lifting = z.object({ reason: z.string().trim().max(500).optional() })
export const liftingResult = z.object({ lifted: z.boolean() })

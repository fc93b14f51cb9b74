import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { currency, day, givenId, idParams } from '#contract/fields.ts'
import { BLOCK_KINDS } from '#domain/dunning/blocks.ts'

/** A block sets an overdue item, an invoice or a whole client aside, with its reason and its end. */

const blockKind = z.enum(BLOCK_KINDS)

export const newBlock = z
  .object({
    customerId: givenId,
    invoiceId: givenId.optional(),
    instalmentId: givenId.optional(),
    kind: blockKind,
    reason: z.string().trim().max(500).default(''),
    /** Last day the block holds, inclusive; for a promise, which needs one, the day promised. */
    endsOn: day.optional(),
    /** What is promised; all that is due by then without it. */
    amountCents: z.number().int().positive().optional(),
    currency: currency.optional(),
  })
  .refine((block) => block.kind !== 'promise' || block.endsOn !== undefined, {
    path: ['endsOn'],
    error: 'relations.promise-needs-date',
  })

export const createdBlock = z.object({ id: z.number().int() })
export const lifting = z.object({ reason: z.string().trim().max(500).optional() })
export const liftingResult = z.object({ lifted: z.boolean() })

export const createBlock = endpoint({
  method: 'post',
  isVersioned: true,
  path: '/api/dunning-blocks',
  capability: 'block',
  tags: ['Blocages'],
  summary: 'Sets a client, an invoice or an instalment aside',
  body: newBlock,
  answer: createdBlock,
})

export const liftBlock = endpoint({
  method: 'post',
  isVersioned: true,
  path: '/api/dunning-blocks/{id}/lifting',
  capability: 'block',
  tags: ['Blocages'],
  summary: 'Lifts a block, with its trace',
  params: idParams,
  body: lifting,
  answer: liftingResult,
})

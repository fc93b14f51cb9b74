import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { day, idParams } from '#contract/fields.ts'

/** The data of one client: what is known of them, taken out or erased (RGPD art. 15, 17 and 20). */

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

export const fetchErasurePreview = endpoint({
  method: 'get',
  path: '/api/customers/{id}/personal-data',
  capability: 'personal-data',
  tags: ['Clients'],
  summary: 'What erasing a client’s personal data would take away, what stays and until when',
  params: idParams,
  answer: erasurePreview,
})

export const fetchPersonalDataExport = endpoint({
  method: 'get',
  path: '/api/customers/{id}/personal-data/export',
  capability: 'personal-data',
  tags: ['Clients'],
  summary: 'All that concerns a client, as a ZIP of JSON and archived documents; recorded in the journal',
  params: idParams,
  answer: 'file',
})

export const eraseData = endpoint({
  method: 'post',
  path: '/api/customers/{id}/personal-data/erasure',
  capability: 'personal-data',
  tags: ['Clients'],
  summary: 'Erases what the accounts do not need; refused while something is open',
  params: idParams,
  body: erasureOrder,
  answer: erasureResult,
})

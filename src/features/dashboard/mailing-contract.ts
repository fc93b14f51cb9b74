import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { addressId, day, id, language } from '#contract/fields.ts'
import { isEmailAddress } from '#domain/sending/email-address.ts'

/** The dashboard by e-mail, on the first of each month, to whoever asks for it. */

/** `first`: none has left yet; `unknown`: nobody knows whether the last one has left; `failed`: it could not leave. */
const MAILING_STATES = ['first', 'sent', 'unknown', 'failed'] as const

export const mailing = z.object({
  id,
  address: z.string(),
  language,
  by: z.string(),
  state: z.enum(MAILING_STATES),
  sentAt: z.string().nullable(),
  /** Why the last one could not leave, in the words of the server. */
  answer: z.string().nullable(),
})
export type Mailing = z.infer<typeof mailing>

export const mailings = z.object({
  company: z.string(),
  nextOn: day,
  /** Without an account of « Envoi » nothing leaves. */
  hasAccount: z.boolean(),
  rows: z.array(mailing),
})
export type Mailings = z.infer<typeof mailings>

const code = z.object({ code: z.string() })
const tags = ['Tableau de bord']

export const fetchMailings = endpoint({
  method: 'get',
  path: '/api/companies/{code}/dashboard-mailings',
  capability: 'edit-procedure',
  tags,
  summary: 'Whom the dashboard of a company goes to each month, and what became of the last one',
  params: code,
  answer: mailings,
})

export const addMailing = endpoint({
  method: 'post',
  path: '/api/companies/{code}/dashboard-mailings',
  capability: 'edit-procedure',
  tags,
  summary: 'Sends the dashboard of a company to one more address, from the next month on',
  params: code,
  body: z.object({
    address: z
      .string()
      .trim()
      .toLowerCase()
      .max(254)
      .refine(isEmailAddress, { error: 'sending.not-an-address' }),
    language,
  }),
  answer: mailings,
})

export const removeMailing = endpoint({
  method: 'delete',
  path: '/api/companies/{code}/dashboard-mailings/{id}',
  capability: 'edit-procedure',
  tags,
  summary: 'No longer sends the dashboard to an address',
  params: code.extend({ id: addressId }),
  answer: mailings,
})

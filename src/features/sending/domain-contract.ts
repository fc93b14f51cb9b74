import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { addressId } from '#contract/fields.ts'
import { DOMAIN_FINDINGS } from '#domain/sending/domain-check.ts'

/** « Vérifier mon domaine ». */

const domainCheck = z.object({
  domain: z.string(),
  /** An address that a host gives to anybody: its DNS is the host's business. */
  isOfHost: z.boolean(),
  lines: z.array(
    z.object({
      what: z.enum(['spf', 'dkim', 'dmarc']),
      finding: z.enum(DOMAIN_FINDINGS),
      weight: z.enum(['good', 'warning', 'bad']),
      /** The record as the DNS has it; null without one. */
      record: z.string().nullable(),
      /** The include to add, the selector found. */
      detail: z.string().nullable(),
    }),
  ),
})
export type DomainCheck = z.infer<typeof domainCheck>

export const checkDomainOf = endpoint({
  method: 'get',
  path: '/api/companies/{code}/sending/accounts/{id}/domain',
  capability: 'manage-sending',
  tags: ['Envoi'],
  summary: 'What the DNS says of the domain of an account: SPF, DKIM, DMARC',
  params: z.object({ code: z.string(), id: addressId }),
  answer: domainCheck,
})

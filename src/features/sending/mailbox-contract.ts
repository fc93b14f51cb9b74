import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { addressId } from '#contract/fields.ts'
import { mailServer, savedAccount, sending } from './contract.ts'

/** « Retours »: the mailbox where delivery reports and answers are read, beside an account. */

const params = z.object({ code: z.string(), id: addressId })
const tags = ['Envoi']

export const mailboxChoice = z.object({
  /** Left out where the account sends by the consent of a provider, who has one server alone. */
  server: mailServer.optional(),
  /** Left out: one signs in as for sending. */
  userName: z.string().trim().min(1).max(200).optional(),
  /** Left out: that which is kept, or that of sending where one host has both servers. */
  password: z.string().min(1).max(500).optional(),
  /** Keeps it although it cannot be read yet. */
  isKeptAnyway: z.boolean().default(false),
})
export type MailboxChoice = z.input<typeof mailboxChoice>

export const guessMailboxOf = endpoint({
  method: 'get',
  path: '/api/companies/{code}/sending/accounts/{id}/mailbox-server',
  capability: 'manage-sending',
  tags,
  summary: 'Where the mailbox of an account is most likely read',
  params,
  answer: z.object({
    /** Null by Microsoft Graph. */
    server: mailServer.nullable(),
    /** A guess by the name of the server alone. */
    isUnsure: z.boolean(),
    /** The password of sending is good for it, and is not asked for again. */
    isOfOneHost: z.boolean(),
  }),
})

export const setMailbox = endpoint({
  method: 'put',
  path: '/api/companies/{code}/sending/accounts/{id}/mailbox',
  capability: 'manage-sending',
  isGrave: true,
  tags,
  summary: 'Tries the mailbox where answers come, and reads it from then on when its server lets one in',
  params,
  body: mailboxChoice,
  answer: savedAccount,
})

export const leaveMailbox = endpoint({
  method: 'delete',
  path: '/api/companies/{code}/sending/accounts/{id}/mailbox',
  capability: 'manage-sending',
  tags,
  summary: 'Reads the mailbox of an account no more, and forgets its password',
  params,
  answer: sending,
})

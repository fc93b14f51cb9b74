import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { id } from '#contract/fields.ts'
import { PROVIDERS } from '#domain/sending/account.ts'
import { passwordAccount, savedAccount } from './contract.ts'

/** Accounts that send by the consent of Microsoft or Google. */

export const consentAccount = passwordAccount
  .pick({ label: true, fromName: true, fromAddress: true, perMinute: true, perHour: true })
  .extend({
    provider: z.enum(PROVIDERS),
    /** Microsoft: by Graph, or by SMTP. Google: by SMTP. */
    kind: z.enum(['graph', 'smtp-oauth']),
    /** Of the application that the firm has registered. */
    clientId: z.string().trim().min(1).max(200),
    /** Microsoft: the directory, by its identifier or a domain of it; null: any firm's. */
    tenant: z
      .string()
      .trim()
      .regex(/^[\w.-]{1,200}$/)
      .nullable(),
    /** Google gives one to applications of a desktop too. */
    clientSecret: z.string().trim().min(1).max(500).optional(),
    /** Reads the mailbox too: Microsoft is asked for one more right. */
    readsReturns: z.boolean().default(false),
    /** The account whose consent is given again; null: a new one. */
    accountId: id.positive().nullable(),
  })
  .refine(({ provider, kind }) => provider === 'microsoft' || kind === 'smtp-oauth', {
    error: 'sending.no-such-way',
  })
export type ConsentAccount = z.output<typeof consentAccount>
export type AskedAccount = z.input<typeof consentAccount>

export const askedConsent = z.union([
  /** A code to type at that address, while `pending` is asked after. */
  z.object({
    kind: z.literal('device'),
    userCode: z.string(),
    verificationUrl: z.string(),
    waitSeconds: z.number().int(),
    pending: z.string(),
  }),
  /** An address to go to; it sends back to the screens with a code. */
  z.object({ kind: z.literal('redirect'), address: z.string() }),
  z.object({ kind: z.literal('problem'), problem: savedAccount.shape.problem.unwrap() }),
])
export type AskedConsent = z.infer<typeof askedConsent>

export const completedConsent = savedAccount.extend({ isPending: z.boolean() })

const code = z.object({ code: z.string() })

export const askConsent = endpoint({
  method: 'post',
  path: '/api/companies/{code}/sending/consents',
  capability: 'manage-sending',
  isGrave: true,
  tags: ['Envoi'],
  summary: 'Asks a provider for the consent to send from a mailbox',
  params: code,
  body: consentAccount,
  answer: askedConsent,
})

export const completeConsent = endpoint({
  method: 'post',
  path: '/api/companies/{code}/sending/consent-completions',
  capability: 'manage-sending',
  tags: ['Envoi'],
  summary: 'Keeps the account once the consent is given, or says that it is still waited for',
  params: code,
  body: z.object({
    /** What was given when it was asked for: to whoever asked, for twenty minutes. */
    pending: z.string().max(8_000),
    /** The code that the provider sent back with; none for a code that was typed. */
    returned: z.string().max(4_000).optional(),
  }),
  answer: completedConsent,
})

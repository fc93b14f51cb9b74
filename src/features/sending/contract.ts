import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { addressId, id, level } from '#contract/fields.ts'
import { LEVELS } from '#domain/dunning/levels.ts'
import { ACCOUNT_KINDS, PROVIDERS, SECURITIES } from '#domain/sending/account.ts'
import { ACCOUNT_PROBLEMS } from '#domain/sending/account-problem.ts'

/** « Paramètres › Envoi »: the accounts a company sends its e-mails from, and how it sends. */

const emailAddress = z.email({ error: 'sending.not-an-address' }).max(254)
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'sending.not-a-time' })
/** One line: a break in it would begin another header. */
const line = z
  .string()
  .trim()
  .max(200)
  .refine((text) => !hasControls(text), { error: 'sending.one-line' })
/** No answer would ever be read there. */
const answeredAddress = emailAddress.refine((address) => !/^(no-?reply|ne-?pas-?repondre)@/i.test(address), {
  error: 'sending.nobody-reads',
})

function hasControls(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\u007f')
}

/** Why an account cannot send, and what the server said; empty where it said nothing. */
const accountProblem = z.object({ reason: z.enum(ACCOUNT_PROBLEMS), answer: z.string() })
export type ShownProblem = z.infer<typeof accountProblem>

export const mailServer = z.object({
  host: line.regex(/^[\w.-]+$/, { error: 'sending.not-a-host' }),
  port: z.number().int().min(1).max(65_535),
  security: z.enum(SECURITIES),
})

const sendingAccount = z.object({
  id,
  label: z.string(),
  kind: z.enum(ACCOUNT_KINDS),
  fromName: z.string(),
  fromAddress: z.string(),
  /** Null for Microsoft Graph. */
  server: z.object({ host: z.string(), port: z.number().int(), security: z.enum(SECURITIES) }).nullable(),
  userName: z.string().nullable(),
  provider: z.enum(PROVIDERS).nullable(),
  clientId: z.string().nullable(),
  tenant: z.string().nullable(),
  /** A password or a consent is kept, and this installation can open it. Itself it is never told. */
  hasSecret: z.boolean(),
  isDefault: z.boolean(),
  perMinute: z.number().int(),
  perHour: z.number().int(),
  /** When the server last let it in. */
  checkedAt: z.string().nullable(),
  problem: accountProblem.nullable(),
  /** Where delivery reports and answers are read; null: nowhere. */
  mailbox: z
    .object({
      /** Null by Microsoft Graph. */
      server: z.object({ host: z.string(), port: z.number().int(), security: z.enum(SECURITIES) }).nullable(),
      /** Null: one signs in as for sending. */
      userName: z.string().nullable(),
      /** When it was last read. */
      readAt: z.string().nullable(),
      problem: accountProblem.nullable(),
    })
    .nullable(),
})
export type ShownAccount = z.infer<typeof sendingAccount>

export const settingsFields = z.object({
  hours: z
    .object({ from: time, until: time })
    .refine(({ from, until }) => from < until, { error: 'sending.hours-order' }),
  /** Null: answers go to the address of the account. */
  replyTo: answeredAddress.nullable(),
  signature: z.string().max(2_000),
  /** Levels 1 to 4, in this order. */
  levels: z
    .array(
      z.object({
        level,
        /** Null: the default one. */
        accountId: id.positive().nullable(),
        /** Who has a copy of each message, unseen by the client. */
        copyTo: z.array(emailAddress).max(5),
      }),
    )
    .refine((levels) => levels.map((one) => one.level).join() === LEVELS.join(), {
      error: 'features.procedure-levels',
    }),
})
export type SettingsFields = z.infer<typeof settingsFields>

/** When the company was last changed: sent back to prove that nobody changed it meanwhile. */
const updatedAt = z.string().max(40)

export const sending = settingsFields.extend({
  company: z.string(),
  updatedAt,
  /** In trial everything is written, and nothing leaves. */
  mode: z.enum(['trial', 'live']),
  accounts: z.array(sendingAccount),
})
export type Sending = z.infer<typeof sending>

/** An account that sends by a password, or by none on a server of the firm's own network. */
export const passwordAccount = z.object({
  label: line.min(1),
  fromName: line.min(1),
  fromAddress: answeredAddress,
  server: mailServer,
  /** Null: the server asks for none. */
  userName: line.min(1).nullable(),
  /** Left out: the one that is kept stays, as long as it goes to the same server under the same name. */
  password: z.string().min(1).max(500).optional(),
  perMinute: z.number().int().min(1).max(10_000),
  perHour: z.number().int().min(1).max(100_000),
  /** Keeps it although it cannot send yet. */
  isKeptAnyway: z.boolean().default(false),
})
export type PasswordAccount = z.input<typeof passwordAccount>

/** Saved unless there is a problem; a problem beside what is saved: it was kept anyway. */
export const savedAccount = z.object({ problem: accountProblem.nullable(), sending: sending.nullable() })
export type SavedAccount = z.infer<typeof savedAccount>

export const serverGuess = z.object({
  /** Null: it is no address. */
  host: z
    .object({
      name: z.string(),
      server: z.object({ host: z.string(), port: z.number().int(), security: z.enum(SECURITIES) }),
      provider: z.enum(PROVIDERS).nullable(),
      isUnsure: z.boolean(),
    })
    .nullable(),
})

/** What became of a test message. */
export const testMessage = z.object({
  to: z.string(),
  outcome: z.union([
    z.object({ kind: z.literal('accepted'), answer: z.string() }),
    z.object({ kind: z.literal('refused'), answer: z.string(), permanent: z.boolean() }),
    z.object({ kind: z.literal('unreachable'), problem: accountProblem }),
    z.object({ kind: z.literal('ambiguous') }),
  ]),
})
export type TestMessage = z.infer<typeof testMessage>

const code = z.object({ code: z.string() })
const codeAndId = code.extend({ id: addressId })
const tags = ['Envoi']

export const fetchSending = endpoint({
  method: 'get',
  path: '/api/companies/{code}/sending',
  capability: 'read',
  tags,
  summary: 'How a company sends its e-mails, and from which accounts; no secret is in it',
  params: code,
  answer: sending,
})

export const saveSending = endpoint({
  method: 'put',
  path: '/api/companies/{code}/sending',
  capability: 'manage-sending',
  tags,
  summary: 'Replaces how a company sends, unless it changed since it was read',
  params: code,
  body: settingsFields.extend({ updatedAt }),
  answer: sending,
})

export const openSending = endpoint({
  method: 'post',
  path: '/api/companies/{code}/sending/opening',
  capability: 'manage-sending',
  isGrave: true,
  tags,
  summary: 'Ends the trial: from now on e-mails leave',
  params: code,
  answer: sending,
})

export const closeSending = endpoint({
  method: 'delete',
  path: '/api/companies/{code}/sending/opening',
  capability: 'manage-sending',
  tags,
  summary: 'Goes back to the trial: nothing leaves any more',
  params: code,
  answer: sending,
})

export const guessServer = endpoint({
  method: 'get',
  path: '/api/companies/{code}/sending/server',
  capability: 'manage-sending',
  tags,
  summary: 'The server an address most likely sends from, by its domain and by who receives for it',
  params: code,
  query: z.object({ address: z.string().max(254) }),
  answer: serverGuess,
})

export const addAccount = endpoint({
  method: 'post',
  path: '/api/companies/{code}/sending/accounts',
  capability: 'manage-sending',
  isGrave: true,
  tags,
  summary: 'Tries an account, and keeps it when its server lets it in',
  params: code,
  body: passwordAccount,
  answer: savedAccount,
})

export const changeAccount = endpoint({
  method: 'put',
  path: '/api/companies/{code}/sending/accounts/{id}',
  capability: 'manage-sending',
  isGrave: true,
  tags,
  summary: 'Tries a changed account, and keeps the change when its server lets it in',
  params: codeAndId,
  body: passwordAccount,
  answer: savedAccount,
})

export const removeAccount = endpoint({
  method: 'delete',
  path: '/api/companies/{code}/sending/accounts/{id}',
  capability: 'manage-sending',
  tags,
  summary: 'Removes an account, and forgets its password',
  params: codeAndId,
  answer: sending,
})

export const chooseDefault = endpoint({
  method: 'put',
  path: '/api/companies/{code}/sending/default-account',
  capability: 'manage-sending',
  tags,
  summary: 'Sends from this account wherever a level names no other',
  params: code,
  body: z.object({ accountId: id.positive() }),
  answer: sending,
})

export const checkAccount = endpoint({
  method: 'post',
  path: '/api/companies/{code}/sending/accounts/{id}/check',
  capability: 'manage-sending',
  tags,
  summary: 'Signs in to the server of an account, and sends nothing',
  params: codeAndId,
  answer: sending,
})

export const sendTest = endpoint({
  method: 'post',
  path: '/api/companies/{code}/sending/accounts/{id}/test-messages',
  capability: 'manage-sending',
  tags,
  summary: 'Sends a message to whoever asks, in trial too',
  params: codeAndId,
  answer: testMessage,
})

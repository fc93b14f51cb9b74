import { z } from 'zod'
import { endpoint, type Sent } from '#contract/endpoint.ts'
import { after, companyCodes, givenId, idParams, language, level, pageLimit } from '#contract/fields.ts'
import type { RichText } from '#domain/letters/rich-text.ts'
import { checkRichText, isRichTextProblem } from '#domain/letters/rich-text-check.ts'
import { ADDRESS_LIMIT, ADDRESS_PURPOSES, PAPER_REASONS, WAYS } from '#domain/sending/channels.ts'
import { MESSAGE_PURPOSES } from '#domain/sending/courtesy.ts'
import { isEmailAddress } from '#domain/sending/email-address.ts'
import { MESSAGE_ACTS, MESSAGE_STATES } from '#domain/sending/outbox-states.ts'

/** « Ventes › Envois »: what leaves by e-mail, what has left, and what has not. */

const count = z.number().int().nonnegative()
export const messageState = z.enum(MESSAGE_STATES)

export const messageAct = z.enum(MESSAGE_ACTS)

const replyState = z.enum(['unread', 'read'])

export const messageRow = z.object({
  id: z.number().int(),
  company: z.string(),
  customerId: z.number().int(),
  code: z.string(),
  name: z.string(),
  /** A reminder, or a message outside the levels: those have no run, no letter and no level. */
  purpose: z.enum(MESSAGE_PURPOSES),
  runId: z.number().int().nullable(),
  letterId: z.number().int().nullable(),
  level: level.nullable(),
  /** Nothing went on paper beside it. */
  isAlone: z.boolean(),
  state: messageState,
  /** Since when it is in this state, and by whom. */
  stateAt: z.string(),
  stateBy: z.string(),
  subject: z.string(),
  addresses: z.array(z.string()),
  /** The end of a key of the screens: `outbox.reason.…`. */
  reason: z.string().nullable(),
  answer: z.string().nullable(),
  attempts: count,
  /** When it is to leave, at the earliest. */
  leaveAt: z.string(),
  sentAt: z.string().nullable(),
  /** The level of its letter went back; false where something had moved it since, null where it stayed. */
  isLevelRestored: z.boolean().nullable(),
  /** The run that holds its letter made again on paper. */
  redoneRun: z.number().int().nullable(),
  acts: z.array(messageAct).readonly(),
  /** Its letter may be made again on paper, in a draft. */
  mayPrint: z.boolean(),
  hasBytes: z.boolean(),
  /** The client has answered it; "unread" until somebody has read all of their answers to it. */
  reply: replyState.nullable(),
})
export type MessageRow = z.infer<typeof messageRow>

export const messagePage = z.object({ rows: z.array(messageRow), next: z.string().nullable() })
export type MessagePage = z.infer<typeof messagePage>

export const messagesQuery = z.object({
  companies: companyCodes,
  state: messageState.optional(),
  customerId: z.coerce.number().int().optional(),
  /** Only those with an answer that nobody has read. */
  reply: z.literal('unread').optional(),
  /** Client, address or words of the subject. */
  search: z.string().max(200).optional(),
  after,
  limit: pageLimit({ usual: 50, most: 200 }),
})

/** How many messages stand where, and which companies are on trial. */
export const outboxSummary = z.object({
  states: z.array(z.object({ state: messageState, count })),
  /** Codes of companies with an account whose e-mails do not leave. */
  trial: z.array(z.string()),
  /** E-mails with an answer that nobody has read. */
  unreadReplies: count,
})
export type OutboxSummary = z.infer<typeof outboxSummary>

/** An e-mail as it will be read. Its words come as text and as HTML; its files by name. */
export const emailView = z.object({
  way: z.enum(WAYS),
  paperReason: z.enum(PAPER_REASONS).nullable(),
  isTrial: z.boolean(),
  from: z.string(),
  replyTo: z.string(),
  to: z.array(z.string()).readonly(),
  cc: z.array(z.string()).readonly(),
  bcc: z.array(z.string()).readonly(),
  subject: z.string(),
  text: z.string(),
  /** Its text alone, without how to pay nor who signs. */
  bodyText: z.string(),
  html: z.string(),
  language,
  attachments: z.array(
    z.object({ kind: z.enum(['letter', 'statement', 'invoice']), name: z.string(), bytes: count.nullable() }),
  ),
  /** Files that would have made it too large. */
  leftOut: z.array(z.string()).readonly(),
})
export type EmailView = z.infer<typeof emailView>

export const messageDetail = messageRow.extend({ messageId: z.string(), email: emailView })
export type MessageDetail = z.infer<typeof messageDetail>

const address = z.string().trim().max(254).refine(isEmailAddress, { error: 'outbox.bad-address' })

// What is refused is told by a sentence of the catalogue, as for the texts of the levels.
const richText = z.unknown().transform((value, context): RichText => {
  const checked = checkRichText(value)
  if (!isRichTextProblem(checked)) return checked
  context.addIssue({ code: 'custom', message: `letter-texts.body-${checked.problem}` })
  return z.NEVER
})

/** What may be changed of one e-mail before it is confirmed; kept with it, and with it alone. */
export const emailChange = z.object({
  subject: z
    .string()
    .trim()
    .min(1, 'outbox.empty-subject')
    .max(200)
    .regex(/^\P{Cc}*$/u, 'letter-texts.not-one-line')
    .optional(),
  body: richText.optional(),
  /** In the place of the copies of the customer. */
  cc: z.array(address).max(10).optional(),
})
export type EmailChange = z.output<typeof emailChange>

export const actOrder = z.object({ messageIds: z.array(givenId).min(1).max(1_000), act: messageAct })
export const actResult = z.object({
  done: count,
  /** Those that know no such act any more. */
  refused: z.array(z.number().int()),
})
export type ActResult = z.infer<typeof actResult>

const tags = ['Envois']

export const fetchMessages = endpoint({
  method: 'get',
  isVersioned: true,
  path: '/api/messages',
  capability: 'read',
  tags,
  summary: 'The outbox, newest first',
  query: messagesQuery,
  answer: messagePage,
})

export const fetchOutbox = endpoint({
  method: 'get',
  isVersioned: true,
  path: '/api/outbox',
  capability: 'read',
  tags,
  summary: 'How many e-mails wait, have left or have not',
  query: z.object({ companies: companyCodes }),
  answer: outboxSummary,
})

export const fetchMessage = endpoint({
  method: 'get',
  isVersioned: true,
  path: '/api/messages/{id}',
  capability: 'read',
  tags,
  summary: 'One e-mail, as it is read',
  params: idParams,
  answer: messageDetail,
})

export const fetchMessageFile = endpoint({
  method: 'get',
  isVersioned: true,
  path: '/api/messages/{id}/file',
  capability: 'read',
  tags,
  summary: 'The e-mail as it left, to the last byte (.eml)',
  params: idParams,
  answer: 'file',
})

export const actOnMessages = endpoint({
  method: 'post',
  isVersioned: true,
  path: '/api/message-acts',
  capability: 'remind',
  tags,
  summary: 'Cancels, retries or settles e-mails of the outbox',
  body: actOrder,
  answer: actResult,
})

export const fetchEmail = endpoint({
  method: 'get',
  path: '/api/letters/{id}/email',
  capability: 'read',
  tags,
  summary: 'The e-mail of a letter, before or after it is confirmed',
  params: idParams,
  answer: emailView,
})

export const changeEmail = endpoint({
  method: 'put',
  path: '/api/letters/{id}/email',
  capability: 'remind',
  tags,
  summary: 'Changes the words or the copies of one e-mail of a draft',
  params: idParams,
  body: emailChange,
  answer: emailView,
})

/** The addresses of a customer by what they are for, and those from which messages have come back. */
export const customerAddresses = z.object({
  addresses: z.array(z.object({ purpose: z.enum(ADDRESS_PURPOSES), address: z.string() })),
  struck: z.array(z.object({ address: z.string(), reason: z.string(), at: z.string() })),
})
export type CustomerAddresses = z.infer<typeof customerAddresses>

export const addressesChange = z.object({
  /** In the place of those there are. */
  addresses: z.array(z.object({ purpose: z.enum(ADDRESS_PURPOSES), address })).max(3 * ADDRESS_LIMIT),
  /** Struck addresses that are written to again. */
  restored: z.array(address).max(30).default([]),
})

export const fetchAddresses = endpoint({
  method: 'get',
  path: '/api/customers/{id}/addresses',
  capability: 'read',
  tags,
  summary: 'The e-mail addresses of a customer by what they are for',
  params: idParams,
  answer: customerAddresses,
})

export const changeAddresses = endpoint({
  method: 'put',
  path: '/api/customers/{id}/addresses',
  capability: 'edit-customer',
  tags,
  summary: 'Replaces the e-mail addresses of a customer, and writes to struck ones again',
  params: idParams,
  body: addressesChange,
  answer: customerAddresses,
})

export type MessagesQuery = NonNullable<Sent<typeof fetchMessages>['query']>

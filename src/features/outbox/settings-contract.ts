import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { level } from '#contract/fields.ts'
import { EMAIL_USES, emailUsesOf, MESSAGE_BYTES } from '#domain/sending/channels.ts'

/** What the e-mails of a company carry, level by level; set in « Paramètres › Envoi ». */

const levelUse = z.object({
  level,
  emailUse: z.enum(EMAIL_USES),
  attachesLetter: z.boolean(),
  attachesInvoices: z.boolean(),
  attachesStatement: z.boolean(),
})

const messageBytes = z.number().int().min(MESSAGE_BYTES.min).max(MESSAGE_BYTES.max)

/** Says which settings were read: sent back to prove that nobody changed them meanwhile. */
const version = z.string().max(64)

const messageSettings = z.object({ version, messageBytes, levels: z.array(levelUse) })
export type MessageSettings = z.infer<typeof messageSettings>

const messageSettingsChange = messageSettings.extend({
  levels: z.array(
    levelUse.refine((one) => emailUsesOf(one.level).includes(one.emailUse), {
      error: 'outbox.formal-notice-alone',
    }),
  ),
})

const tags = ['Envois']

export const fetchMessageSettings = endpoint({
  method: 'get',
  path: '/api/companies/{code}/message-settings',
  capability: 'read',
  tags,
  summary: 'What the e-mails of each level may be, and carry',
  params: z.object({ code: z.string() }),
  answer: messageSettings,
})

export const changeMessageSettings = endpoint({
  method: 'put',
  path: '/api/companies/{code}/message-settings',
  capability: 'edit-procedure',
  tags,
  summary: 'Sets what the e-mails of each level may be, and carry, unless it changed since it was read',
  params: z.object({ code: z.string() }),
  body: messageSettingsChange,
  answer: messageSettings,
})

import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { day, idParams } from '#contract/fields.ts'
import { FAILURE_CLASSES } from '#domain/sending/delivery-failure.ts'
import { PROMISE_STATES, RETURNED_KINDS } from '#domain/sending/returned-mail.ts'

/** What has come back from e-mails: delivery reports, and answers. */

export const returnedMail = z.object({
  id: z.number().int(),
  kind: z.enum(RETURNED_KINDS),
  /** The address it comes from, as it says. */
  from: z.string(),
  receivedAt: z.string(),
  /** The words of an answer, without what is quoted; plain text. */
  text: z.string(),
  /** Of a report: whom the message did not reach. */
  recipients: z.array(
    z.object({
      address: z.string(),
      failure: z.enum(FAILURE_CLASSES),
      /** Enhanced status (RFC 3463), "5.1.1". */
      status: z.string().nullable(),
      words: z.string(),
    }),
  ),
  /** The day of payment that a reply seems to promise, with the words it was read in. */
  promise: z
    .object({
      on: day,
      words: z.string(),
      state: z.enum(PROMISE_STATES),
      /** Who took it, or set it aside. */
      by: z.string().nullable(),
    })
    .nullable(),
  /** Of a reply: when somebody said they had read it, and who. */
  readAt: z.string().nullable(),
  readBy: z.string().nullable(),
})
export type ShownReturn = z.infer<typeof returnedMail>

const returnedMails = z.object({ returns: z.array(returnedMail) })

const tags = ['Envois']

export const fetchReturns = endpoint({
  method: 'get',
  path: '/api/messages/{id}/returns',
  capability: 'read',
  tags,
  summary: 'What has come back from an e-mail, the latest first',
  params: idParams,
  answer: returnedMails,
})

export const readReply = endpoint({
  method: 'post',
  path: '/api/returned-mails/{id}/reading',
  capability: 'block',
  tags,
  summary: 'Says that a reply was read: reminders of its client go on once all of theirs are',
  params: idParams,
  answer: returnedMails,
})

export const decidePromise = endpoint({
  method: 'post',
  path: '/api/returned-mails/{id}/promise',
  capability: 'block',
  tags,
  summary: 'Takes the promise read in a reply, which is read then, or sets it aside',
  params: idParams,
  body: z.object({ decision: z.enum(['accepted', 'dismissed']) }),
  answer: returnedMails,
})

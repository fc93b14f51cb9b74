import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { cents, companyCodes, day, givenId, idParams, pageLimit } from '#contract/fields.ts'
import { AGENDA_KINDS, MARKED_KINDS } from '#domain/dunning/agenda.ts'
import { CONTACT_KINDS, CONTACT_OUTCOMES } from '#domain/dunning/relation.ts'

/** « Ventes › Relation client »: what was said, what was promised, and what is to be done today. */

export const newContactEvent = z
  .object({
    customerId: givenId,
    kind: z.enum(CONTACT_KINDS),
    outcome: z.enum(CONTACT_OUTCOMES).nullable().default(null),
    text: z.string().trim().max(2_000).default(''),
    happenedOn: day,
    /** What is to be done next: "rappeler la comptable"; comes up in the agenda on its day. */
    nextAction: z.string().trim().max(200).nullable().default(null),
    nextActionOn: day.nullable().default(null),
  })
  .refine((event) => event.text !== '' || event.outcome !== null, {
    path: ['text'],
    error: 'relations.event-says-nothing',
  })
  .refine((event) => !event.nextAction || event.nextActionOn !== null, {
    path: ['nextActionOn'],
    error: 'relations.action-needs-date',
  })
export type NewContactEvent = z.output<typeof newContactEvent>
export const createdEvent = z.object({ id: z.number().int() })

const agendaKind = z.enum(AGENDA_KINDS)

/** Something to be done, or done today. */
export const agendaItem = z.object({
  kind: agendaKind,
  /** The event, the block, the letter or the client it is about. */
  subjectId: z.number().int(),
  company: z.string(),
  customerId: z.number().int(),
  code: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  /** Since when it waits: the day of the call-back, the day after the grace of a promise… */
  dueOn: day,
  daysWaiting: z.number().int(),
  /** Number of the invoice concerned, when it is about one. */
  number: z.string().nullable(),
  text: z.string().nullable(),
  /** Promised, in dispute, or asked by the letter. */
  amountCents: cents.nullable(),
  /** What has come of a promise in time. */
  receivedCents: cents.nullable(),
  currency: z.string().nullable(),
  promisedOn: day.nullable(),
  runId: z.number().int().nullable(),
  /** The e-mail that did not arrive, or that was answered. */
  messageId: z.number().int().nullable(),
  /** The mark to take back, for what was done today. */
  markId: z.number().int().nullable(),
})
export type AgendaItem = z.infer<typeof agendaItem>

export const agendaQuery = z.object({
  companies: companyCodes,
  kind: agendaKind.optional(),
  after: z.string().max(500).optional(),
  limit: pageLimit({ usual: 20, most: 100 }),
})

/** One part of the agenda, the longest waiting first. */
export const agendaPart = z.object({
  kind: agendaKind,
  count: z.number().int(),
  items: z.array(agendaItem),
  next: z.string().nullable(),
})
export type AgendaPart = z.infer<typeof agendaPart>
export const agenda = z.object({
  parts: z.array(agendaPart),
  /** What was dealt with today. */
  done: z.array(agendaItem),
})
export type Agenda = z.infer<typeof agenda>

export const newMark = z.object({ kind: z.enum(MARKED_KINDS), subjectId: givenId })
export type NewMark = z.output<typeof newMark>
export const createdMark = z.object({ id: z.number().int() })
export const undoneMark = z.object({ undone: z.boolean() })

export const relationFields = z.object({
  promiseToleranceDays: z.number().int().min(0).max(90),
  disputeReviewDays: z.number().int().min(1).max(365),
})
const updatedAt = z.string().max(40)
export const relationSettings = relationFields.extend({ company: z.string(), updatedAt })
export type RelationSettings = z.infer<typeof relationSettings>
export const relationChange = relationFields.extend({ updatedAt })
export type RelationChange = z.infer<typeof relationChange>

export const logContact = endpoint({
  method: 'post',
  isVersioned: true,
  path: '/api/customer-events',
  capability: 'block',
  tags: ['Relation client'],
  summary: 'Writes down a call, an e-mail, a meeting or a note, with what is to be done next',
  body: newContactEvent,
  answer: createdEvent,
})

export const fetchAgenda = endpoint({
  method: 'get',
  isVersioned: true,
  path: '/api/agenda',
  capability: 'read',
  tags: ['Relation client'],
  summary: 'What is to be done today: broken promises, calls back, clients to review',
  query: agendaQuery,
  answer: agenda,
})

export const markDone = endpoint({
  method: 'post',
  path: '/api/agenda-marks',
  capability: 'block',
  tags: ['Relation client'],
  summary: 'Marks something of the agenda as dealt with today',
  body: newMark,
  answer: createdMark,
})

export const undoDone = endpoint({
  method: 'post',
  path: '/api/agenda-marks/{id}/undoing',
  capability: 'block',
  tags: ['Relation client'],
  summary: 'Puts it back among what is to be done',
  params: idParams,
  answer: undoneMark,
})

export const fetchRelationSettings = endpoint({
  method: 'get',
  path: '/api/companies/{code}/relation',
  capability: 'read',
  tags: ['Relation client'],
  summary: 'Days of grace of promises, and after which disputes come back',
  params: z.object({ code: z.string() }),
  answer: relationSettings,
})

export const saveRelationSettings = endpoint({
  method: 'put',
  path: '/api/companies/{code}/relation',
  capability: 'edit-procedure',
  tags: ['Relation client'],
  summary: 'Changes them, unless the company was changed meanwhile',
  params: z.object({ code: z.string() }),
  body: relationChange,
  answer: relationSettings,
})

import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { companyCodes, currencyAmount, day } from '#contract/fields.ts'
import { MAX_CONTACT_GAP_DAYS } from '#domain/dunning/contacts.ts'
import { MAX_STALE_DAYS } from '#domain/dunning/procedure.ts'
import { RHYTHMS, SCHEDULE_MODES, UNATTENDED_LEVELS } from '#domain/dunning/schedule.ts'
import { LEFT_OUT_REASONS, SCHEDULED_OUTCOMES } from '#domain/dunning/schedule-report.ts'
import { isEmailAddress } from '#domain/sending/email-address.ts'

/** « Paramètres › Relances automatiques »: reminders by themselves, when, what became of them, and how to stop one. */

const count = z.number().int().nonnegative()
const run = z.number().int()
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'sending.not-a-time' })
const sentLevel = z.union([z.literal(1), z.literal(2), z.literal(3)])

export const scheduleFields = z
  .object({
    /** « off »; « prepare »: a draft waits; « send »: e-mails leave too, and the draft holds the rest. */
    mode: z.enum(SCHEDULE_MODES),
    rhythm: z.enum(RHYTHMS),
    /** 1 for a Monday to 7; or days of the month, the last one where the month is shorter. */
    days: z
      .array(z.number().int().min(1).max(31))
      .max(31)
      .transform((days) => [...new Set(days)].sort((a, b) => a - b)),
    /** In the time of the company. */
    at: time,
    /** Whose e-mails leave by themselves; never the fourth. */
    sentLevels: z
      .array(sentLevel)
      .max(UNATTENDED_LEVELS.length)
      .transform((levels) => [...new Set(levels)].sort()),
    /** Payments known to an older day keep everything back; null: whatever their age. */
    mostBankDays: z.number().int().min(0).max(MAX_STALE_DAYS).nullable(),
    /** At most one contact with a client in so many days; the advice of « Relances » follows it too. 0: no such rule. */
    contactGapDays: z.number().int().min(0).max(MAX_CONTACT_GAP_DAYS),
    /** Who is told the evening before; null: nobody. */
    summaryTo: z
      .string()
      .trim()
      .max(254)
      .refine(isEmailAddress, { error: 'sending.not-an-address' })
      .nullable(),
    /** From when on the day before, in the time of the company. */
    summaryAt: time.default('18:00'),
    summaryLanguage: z.enum(['fr', 'en']).default('fr'),
  })
  .refine(({ mode, days }) => mode === 'off' || days.length > 0, { error: 'schedule.no-day' })
  .refine(({ rhythm, days }) => rhythm === 'month' || days.every((one) => one <= 7), {
    error: 'schedule.no-such-day',
  })
  .refine(({ mode, sentLevels }) => mode !== 'send' || sentLevels.length > 0, { error: 'schedule.no-level' })
export type ScheduleFields = z.output<typeof scheduleFields>

const report = z.object({
  emails: count,
  prepared: count,
  toPrint: count,
  amounts: z.array(currencyAmount).readonly(),
  leftOut: z
    .array(z.object({ reason: z.enum(LEFT_OUT_REASONS), count, names: z.array(z.string()).readonly() }))
    .readonly(),
})

const pastRun = z.object({
  nominalOn: day,
  /** Null: skipped before it came. */
  ranOn: day.nullable(),
  outcome: z.enum(SCHEDULED_OUTCOMES),
  draftRun: run.nullable(),
  sentRun: run.nullable(),
  report: report.nullable(),
  at: z.string(),
  by: z.string(),
})
export type PastRun = z.infer<typeof pastRun>

/** Says which settings were read: sent back to prove that nobody changed them meanwhile. */
const version = z.string().max(64)

export const schedule = z.object({
  company: z.string(),
  version,
  ...scheduleFields.shape,
  days: z.array(z.number().int()),
  sentLevels: z.array(sentLevel),
  /** The day of the rhythm that comes next, and when it is made; null: none. */
  next: z.object({ nominalOn: day, runOn: day }).nullable(),
  /** A day ahead that somebody has skipped. */
  skipped: z.array(z.object({ nominalOn: day, by: z.string(), at: z.string() })),
  /** How far payments are known; null: none ever was imported. */
  bankKnownOn: day.nullable(),
  isBankTooOld: z.boolean(),
  /** Made by an earlier time, and still waiting: nothing more is made until it is confirmed or given up. */
  openDraft: run.nullable(),
  /** The summary that could not leave, in the words of the server. */
  summaryProblem: z.string().nullable(),
  past: z.array(pastRun),
})
export type Schedule = z.infer<typeof schedule>

export const schedulePreview = z.object({
  runOn: day,
  /** Null: it would be made. */
  heldBack: z.enum(['bank-too-old', 'draft-open']).nullable(),
  report,
})

/** When companies remind next by themselves, the soonest first; those that do not are not there. */
const nextRuns = z.object({
  rows: z.array(
    z.object({ company: z.string(), mode: z.enum(['prepare', 'send']), runOn: day, at: z.string() }),
  ),
})
export type NextRuns = z.infer<typeof nextRuns>

const code = z.object({ code: z.string() })
const tags = ['Relances automatiques']

export const fetchSchedule = endpoint({
  method: 'get',
  path: '/api/companies/{code}/schedule',
  capability: 'read',
  tags,
  summary: 'When a company reminds by itself, what comes next, and what became of the last times',
  params: code,
  answer: schedule,
})

export const fetchNextRuns = endpoint({
  method: 'get',
  path: '/api/next-scheduled-runs',
  capability: 'read',
  tags,
  summary: 'When companies remind next by themselves, the soonest first',
  query: z.object({ companies: companyCodes }),
  answer: nextRuns,
})

export const saveSchedule = endpoint({
  method: 'put',
  path: '/api/companies/{code}/schedule',
  capability: 'edit-procedure',
  tags,
  summary: 'Sets when a company reminds by itself, unless it changed since it was read',
  params: code,
  body: scheduleFields.and(z.object({ version })),
  answer: schedule,
})

export const fetchSchedulePreview = endpoint({
  method: 'get',
  path: '/api/companies/{code}/schedule/preview',
  capability: 'read',
  tags,
  summary: 'What the next time would make, and whom it would leave out; writes nothing',
  params: code,
  answer: schedulePreview,
})

export const skipScheduledRun = endpoint({
  method: 'post',
  path: '/api/companies/{code}/schedule/skips',
  capability: 'remind',
  tags,
  summary: 'Stops the next time: nothing is made for that day',
  params: code,
  body: z.object({ nominalOn: day }),
  answer: schedule,
})

export const takeBackSkip = endpoint({
  method: 'delete',
  path: '/api/companies/{code}/schedule/skips/{nominalOn}',
  capability: 'remind',
  tags,
  summary: 'Lets a time that was stopped be made after all',
  params: code.extend({ nominalOn: day }),
  answer: schedule,
})

export const runScheduleNow = endpoint({
  method: 'post',
  path: '/api/companies/{code}/schedule/runs',
  capability: 'remind',
  tags,
  summary: 'Does now what the schedule does at its time',
  params: code,
  answer: schedule,
})

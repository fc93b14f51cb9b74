import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { companyCodes, day } from '#contract/fields.ts'
import { HOLIDAY_CALENDARS, HOLIDAYS, MAX_CLOSURES } from '#domain/days-and-money/open-days.ts'
import { LEVELS } from '#domain/dunning/levels.ts'
import { MAX_DEADLINE_DAYS, MAX_DELAY_DAYS, MAX_STALE_DAYS } from '#domain/dunning/procedure.ts'
import { parsePaymentTerm } from '#domain/receivables/payment-terms.ts'

/** « Paramètres › Procédure »: when a company reminds, and what of. Amounts are integer cents. */

const days = z.number().int().min(0)

const levelTiming = z.object({
  level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  /** Days after the due date before the letter is advised. */
  delayDays: days.max(MAX_DELAY_DAYS),
  /** Days since the last reminder, at least. */
  gapDays: days.max(MAX_DELAY_DAYS),
  /** Days the letter gives to pay. */
  deadlineDays: days.max(MAX_DEADLINE_DAYS),
})

/** The days without reminders, which only advise. */
const openDays = z.object({
  skipsWeekends: z.boolean(),
  holidays: z.enum(HOLIDAY_CALENDARS),
  closures: z
    .array(
      z
        .object({ firstOn: day, lastOn: day, label: z.string().trim().max(100) })
        .refine(({ firstOn, lastOn }) => firstOn <= lastOn, { error: 'identity.closure-order' }),
    )
    .max(MAX_CLOSURES, { error: 'procedure.too-many-closures' })
    .readonly(),
})

export const procedureFields = z.object({
  /** Levels 1 to 4, in this order. */
  timings: z
    .array(levelTiming)
    .refine((timings) => timings.map(({ level }) => level).join() === LEVELS.join(), {
      error: 'features.procedure-levels',
    }),
  /** A client who owes less, credits taken off, is set aside. */
  minimumCents: z.number().int().min(0).max(100_000_000_00),
  /** When the invoices of a client without a term of its own are due. */
  defaultPaymentTerm: z
    .string()
    .trim()
    .max(100)
    .refine((text) => parsePaymentTerm(text) !== null, { error: 'features.term-not-understood' }),
  /** An instalment with less left to pay is set aside. */
  minimumItemCents: z.number().int().min(0).max(100_000_000_00),
  excludesProvisional: z.boolean(),
  oneLetterPerLevel: z.boolean(),
  /** Age in days from which the known payments are said to be old; null: never. */
  staleAfterDays: z.number().int().min(1).max(MAX_STALE_DAYS).nullable(),
  openDays,
})
export type ProcedureFields = z.infer<typeof procedureFields>

/** When the company was last changed: sent back to prove that nobody changed it meanwhile. */
const updatedAt = z.string().max(40)

export const procedure = procedureFields.extend({ company: z.string(), updatedAt })
export type Procedure = z.infer<typeof procedure>

export const procedureChange = procedureFields.extend({ updatedAt })
export type ProcedureChange = z.infer<typeof procedureChange>

/** The edited settings that decide who is advised. */
export const simulationRequest = procedureFields.pick({
  timings: true,
  minimumCents: true,
  minimumItemCents: true,
  excludesProvisional: true,
})
export type SimulationRequest = z.infer<typeof simulationRequest>

const advisedDay = z.object({
  on: z.string(),
  customers: z.number().int(),
  invoices: z.number().int(),
  amounts: z.array(z.object({ currency: z.string(), cents: z.number().int() })).readonly(),
})

/** Today and each of the next 30 days, with the edited settings and, day for day, with the saved ones. */
export const simulation = z.object({ edited: z.array(advisedDay), saved: z.array(advisedDay) })
export type Simulation = z.infer<typeof simulation>

export const letterDayQuery = z.object({
  on: day,
  companies: companyCodes,
})

/**
 * What a letter of that date would meet: the companies that send none, and the next day all of them do; null when
 * they have none in common for a year.
 */
export const letterDay = z.object({
  closed: z.array(
    z.object({
      company: z.string(),
      reason: z.union([
        z.object({ kind: z.enum(['saturday', 'sunday']) }),
        z.object({ kind: z.literal('holiday'), holiday: z.enum(HOLIDAYS) }),
        z.object({ kind: z.literal('closure'), label: z.string() }),
      ]),
    }),
  ),
  nextOpenOn: z.string().nullable(),
})
export type LetterDay = z.infer<typeof letterDay>

export const fetchProcedure = endpoint({
  method: 'get',
  path: '/api/companies/{code}/procedure',
  capability: 'read',
  tags: ['Procédure'],
  summary: 'When a company reminds, and what of',
  params: z.object({ code: z.string() }),
  answer: procedure,
})

export const saveProcedure = endpoint({
  method: 'put',
  path: '/api/companies/{code}/procedure',
  capability: 'edit-procedure',
  tags: ['Procédure'],
  summary: 'Replaces the procedure of a company, unless it changed since it was read',
  params: z.object({ code: z.string() }),
  body: procedureChange,
  answer: procedure,
})

export const simulateProcedure = endpoint({
  method: 'post',
  path: '/api/companies/{code}/procedure/simulation',
  capability: 'read',
  tags: ['Procédure'],
  summary: 'What a procedure would advise today and over the next 30 days; writes nothing',
  params: z.object({ code: z.string() }),
  body: simulationRequest,
  answer: simulation,
})

export const fetchLetterDay = endpoint({
  method: 'get',
  path: '/api/letter-day',
  capability: 'read',
  tags: ['Procédure'],
  summary: 'Whether letters of a date would meet a day without reminders, and the next open day',
  query: letterDayQuery,
  answer: letterDay,
})

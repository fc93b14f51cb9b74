import { z } from 'zod'
import { LEVELS } from '#domain/levels.ts'
import { parsePaymentTerm } from '#domain/payment-terms.ts'
import { MAX_DEADLINE_DAYS, MAX_DELAY_DAYS } from '#domain/procedure.ts'

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
  excludesProvisional: z.boolean(),
  oneLetterPerLevel: z.boolean(),
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

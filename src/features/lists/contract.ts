import { z } from 'zod'
import { isDay } from '#domain/day.ts'

/** « Ventes › Liste / Travaux »: lists to print or to open in a spreadsheet. */

const day = z.string().refine(isDay, { error: 'day' })

/** Schedule of what falls due, balances by age, letters of a period, credits not allocated. */
export const LIST_NAMES = ['schedule', 'aged-balance', 'reminders', 'credits'] as const
export type ListName = (typeof LIST_NAMES)[number]

export const listParams = z.object({ name: z.enum(LIST_NAMES) })
export const listQuery = z.object({
  format: z.enum(['pdf', 'csv', 'xlsx']),
  companies: z
    .string()
    .transform((codes) => codes.split(',').filter((code) => code !== ''))
    .optional(),
  /** First day of a period: of the due dates, or of the letters. */
  from: day.optional(),
  /** Last day of the period; for the balances, the day ages are counted to. */
  to: day.optional(),
})
export type ListQuery = z.output<typeof listQuery>

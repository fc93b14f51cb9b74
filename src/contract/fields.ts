import { z } from 'zod'
import { isDay } from '#domain/days-and-money/day.ts'
import { LANGUAGES } from '#domain/people/parties.ts'
import { MESSAGE_STATES } from '#domain/sending/outbox-states.ts'

/** The fields that many contracts have in common, each declared once. */

/** A plain date: YYYY-MM-DD. */
export const day = z.string().refine(isDay, { error: 'day' })

/** Integer cents; below zero for what is owed the other way. */
export const cents = z.number().int()
/** What a typed amount may be: up to a hundred billion, so that sums of thousands stay exact. */
export const positiveCents = cents.positive().max(100_000_000_000_00)
/** ISO 4217: "EUR". */
export const currency = z.string().regex(/^[A-Z]{3}$/)
/** The e-mail of a letter: where it stands, and since when. */
export const letterMessage = z.object({ id: z.number().int(), state: z.enum(MESSAGE_STATES), at: z.string() })

/** What is open, by age: not due, 1 to 30 days late, 31 to 60, 61 to 90, more. */
export const ageBands = z.object({ notDue: cents, to30: cents, to60: cents, to90: cents, over90: cents })

export const currencyAmount = z.object({ currency: z.string(), cents })

/** Reminder level of an instalment. */
export const level = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])

/** The identifier of a row, as an answer gives it. */
export const id = z.number().int()
/** The identifier of a row, as a body gives it. */
export const givenId = id.positive()
/** The identifier of a row, as an address gives it. */
export const addressId = z.coerce.number().int().positive()
export const idParams = z.object({ id: addressId })

/** Company codes in a query, comma separated; absent means every company of the user. */
export const companyCodes = z
  .string()
  .transform((codes) => codes.split(',').filter((code) => code !== ''))
  .optional()

/** `next` of the page before. */
export const after = z.string().max(2_000).optional()

/** How many rows a page has: as many as usual where the query does not say. */
export function pageLimit({ usual, most }: { readonly usual: number; readonly most: number }) {
  return z.coerce.number().int().min(1).max(most).default(usual)
}

/** What letters and screens are written in. */
export const language = z.enum(LANGUAGES)

export const direction = z.enum(['asc', 'desc'])
export const exportFormat = z.enum(['csv', 'xlsx'])

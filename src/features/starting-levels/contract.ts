import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { currencyAmount, day, id, language, level } from '#contract/fields.ts'
import { AUDIENCES } from '#domain/people/parties.ts'

/** « Niveau de départ »: where debts that were never reminded begin. */

const count = z.number().int().nonnegative()

/** Debts that the procedure would put at the same level. */
const startingGroup = z.object({
  /** What the procedure proposes by their age. */
  proposed: level,
  instalments: count,
  customers: count,
  amounts: z.array(currencyAmount),
  /** Of the least late, and of the latest. */
  leastDaysLate: count,
  mostDaysLate: count,
  /** The oldest of them, to show a letter of. */
  example: z.object({
    customerId: id,
    name: z.string(),
    currency: z.string(),
    audience: z.enum(AUDIENCES),
    language,
    number: z.string().nullable(),
    dueOn: day,
  }),
})
export type StartingGroup = z.infer<typeof startingGroup>

export const startingLevels = z.object({
  /** Oldest debts first; none for debts that may begin at the first level. */
  groups: z.array(startingGroup),
  /** Debts whose level was chosen here and can still be taken back: nothing has happened to them since. */
  decided: count,
})
export type StartingLevels = z.infer<typeof startingLevels>

export const startingChoices = z.object({
  choices: z
    .array(
      z.object({
        proposed: level,
        level,
        /** How many were shown: when others have come meanwhile, nothing is written. */
        instalments: count,
      }),
    )
    .min(1)
    .max(4),
})

const changed = z.object({ changed: count })
const params = z.object({ code: z.string() })
const tags = ['Relances'] as const

export const fetchStartingLevels = endpoint({
  method: 'get',
  path: '/api/companies/{code}/starting-levels',
  capability: 'read',
  tags,
  summary: 'Old debts never reminded, by the level their age would give them',
  params,
  answer: startingLevels,
})

export const chooseStartingLevels = endpoint({
  method: 'post',
  path: '/api/companies/{code}/starting-levels',
  capability: 'set-level',
  tags,
  summary: 'Puts old debts at the level they begin at',
  params,
  body: startingChoices,
  answer: changed,
})

export const undoStartingLevels = endpoint({
  method: 'post',
  path: '/api/companies/{code}/starting-levels/undoing',
  capability: 'set-level',
  tags,
  summary: 'Puts back at their level before the debts to which nothing has happened since',
  params,
  answer: changed,
})

import { z } from 'zod'
import { cents } from '#contract/fields.ts'

/** A balance by client beside the books; null on the side that has not got the client. */
export const balanceComparison = z.object({
  rows: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      currency: z.string(),
      fileCents: cents.nullable(),
      booksCents: cents.nullable(),
      /** File less books. */
      differenceCents: cents,
    }),
  ),
  /** Clients with a difference, of all those compared. */
  differing: z.number().int().nonnegative(),
  compared: z.number().int().nonnegative(),
  sums: z.array(
    z.object({ currency: z.string(), fileCents: cents, booksCents: cents, differenceCents: cents }),
  ),
})
export type BalanceComparison = z.infer<typeof balanceComparison>

import { z } from 'zod'
import { cents, day } from '#contract/fields.ts'

const count = z.number().int().nonnegative()

/** Bank statements, and what becomes of their movements. */
export const statementsImport = z.object({
  /**
   * Of tables (CSV, workbooks): each account as the file names it ("" when it does not), and the company's account it
   * is. Null asks for it: nothing is imported before.
   */
  accounts: z
    .array(
      z.object({
        said: z.string(),
        movements: count,
        account: z.string().nullable(),
        choices: z.array(z.string()),
      }),
    )
    .optional(),
  statements: z.array(
    z.object({
      account: z.string().nullable(),
      currency: z.string(),
      openedOn: day.nullable(),
      closedOn: day.nullable(),
      openingCents: cents.nullable(),
      closingCents: cents.nullable(),
      /** Old balance + movements = new balance; null when it cannot be told. */
      isBalanced: z.boolean().nullable(),
      movements: count,
    }),
  ),
  counts: z.object({
    statements: count,
    movements: count,
    /** Already imported. */
    known: count,
    credits: count,
    debits: count,
    /** Recognised without asking. */
    automatic: count,
    automaticCents: cents,
    returned: count,
    /** To be looked at, with and without a proposal; those of earlier imports included. */
    proposed: count,
    unknown: count,
  }),
})
export type StatementsImport = z.infer<typeof statementsImport>

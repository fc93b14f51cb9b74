import { z } from 'zod'
import { columnMapping, importKind } from './contract.ts'

/** Files before and after the import: what a deposit looks like, and the imports of the past. */

const count = z.number().int().nonnegative()

export const deposit = z.object({
  id: z.string(),
  /** Of the first file, when there are several. */
  fileName: z.string(),
  files: count,
  bytes: count,
  /** What the content looks like; null when the file is refused, `problem` then says why. */
  kind: importKind.nullable(),
  problem: z.string().nullable(),
  /** For tables: the header found, the columns and the first rows, to map what is not recognised. */
  table: z
    .object({
      columns: z.array(z.string()),
      headerLine: z.number().int(),
      sample: z.array(z.array(z.string())),
      mapping: columnMapping,
      fields: z.array(z.object({ name: z.string(), isRequired: z.boolean() })),
      /** Required fields without a column: the mapping screen opens by itself. */
      missing: z.array(z.string()),
      dateOrder: z.enum(['dmy', 'mdy', 'ymd']).nullable(),
      dateOrderIsAmbiguous: z.boolean(),
    })
    .nullable(),
  /** Who has issued the first e-invoice, and the code of the company it is when it is known. */
  seller: z.object({ name: z.string(), company: z.string().nullable() }).nullable(),
  /** The account of a bank statement, and the code of the company that has it when it is known. */
  account: z.object({ number: z.string().nullable(), company: z.string().nullable() }).optional(),
})
export type Deposit = z.infer<typeof deposit>

/** A deposit of several files, as they are added. */
export const depositSize = z.object({ files: count, bytes: count })

/** « Ce qui va changer », all of it, as a file. */
export const changesExportQuery = z.object({ format: z.enum(['csv', 'xlsx']) })

export const importHistory = z.object({
  rows: z.array(
    z.object({
      id: z.number().int(),
      company: z.string(),
      fileName: z.string(),
      kind: z.string(),
      createdAt: z.string(),
      createdBy: z.string(),
      counts: z.record(z.string(), z.unknown()),
    }),
  ),
})

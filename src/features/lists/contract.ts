import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { companyCodes, day } from '#contract/fields.ts'
import { LIST_NAMES } from '#domain/receivables/printed-lists.ts'

/** « Ventes › Liste / Travaux »: lists to print or to open in a spreadsheet. */

export const listParams = z.object({ name: z.enum(LIST_NAMES) })
export const listQuery = z.object({
  format: z.enum(['pdf', 'csv', 'xlsx']),
  companies: companyCodes,
  /** First day of a period: of the due dates, or of the letters. */
  from: day.optional(),
  /** Last day of the period; for the balances, the day ages are counted to. */
  to: day.optional(),
})
export type ListQuery = z.output<typeof listQuery>

export const fetchList = endpoint({
  method: 'get',
  path: '/api/lists/{name}',
  capability: 'read',
  tags: ['Travaux'],
  summary: 'A list to print (PDF) or to open in a spreadsheet (CSV, XLSX)',
  params: listParams,
  query: listQuery,
  answer: 'file',
})

export type ListAddress = z.input<typeof listQuery>

import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { companyCodes, idParams, pageLimit } from '#contract/fields.ts'

/** « Travaux »: the imports of these companies, under way and past, and taking one back. */

export const pastImport = z.object({
  id: z.number().int(),
  company: z.string(),
  fileName: z.string(),
  kind: z.string(),
  createdAt: z.string(),
  createdBy: z.string(),
  coversFrom: z.string().nullable(),
  coversTo: z.string().nullable(),
  counts: z.record(z.string(), z.unknown()),
  cancelledAt: z.string().nullable(),
  cancelledBy: z.string().nullable(),
  /** What was odd in the file or left aside, to be read line by line. */
  issueCount: z.number().int(),
})
export type PastImport = z.infer<typeof pastImport>

export const pastImportsQuery = z.object({
  companies: companyCodes,
  after: z.string().max(200).optional(),
  limit: pageLimit({ usual: 30, most: 100 }),
})
export const pastImports = z.object({ rows: z.array(pastImport), next: z.string().nullable() })
export type PastImports = z.infer<typeof pastImports>

const refusedImport = pastImport.pick({
  ...{ id: true, company: true, fileName: true, kind: true },
  ...{ createdAt: true, createdBy: true, issueCount: true },
})
export type RefusedImport = z.infer<typeof refusedImport>
/** Files refused lately, and not imported since. */
export const refusedImports = z.object({ rows: z.array(refusedImport) })
export type RefusedImports = z.infer<typeof refusedImports>

export const pastIssues = z.object({
  /** Only the first ones; `count` has them all. Line 0 speaks of the whole file. */
  issues: z.array(
    z.object({
      file: z.string(),
      line: z.number().int(),
      column: z.string().nullable(),
      message: z.string(),
    }),
  ),
  count: z.number().int(),
})
export type PastIssues = z.infer<typeof pastIssues>

const dependent = z.object({
  kind: z.enum(['letter', 'allocation', 'level', 'block', 'return', 'merge', 'import']),
  name: z.string(),
  count: z.number().int(),
})
export const importCancellation = z.object({
  isCancelled: z.boolean(),
  /** What was withdrawn, by kind of row. */
  withdrawn: z
    .object({
      customers: z.number().int(),
      invoices: z.number().int(),
      credits: z.number().int(),
      allocations: z.number().int(),
      restored: z.number().int(),
    })
    .nullable(),
  /** What stands in the way: nothing was written. */
  dependents: z.array(dependent),
})
export type ImportCancellationResult = z.infer<typeof importCancellation>

const importJob = z.object({
  /** Its deposit: where the import is resumed. */
  id: z.string(),
  fileName: z.string(),
  step: z.enum(['deposited', 'reading', 'previewed', 'to-review', 'writing', 'done', 'failed']),
  /** 0 to 1 within the step. */
  progress: z.number(),
  problem: z.string().nullable(),
  /** Lines refused by the preview. */
  errors: z.number().int(),
  /** Abandoned, it is erased that day. */
  expiresOn: z.string(),
})
export type ImportJobRow = z.infer<typeof importJob>
export const importJobs = z.object({ rows: z.array(importJob) })
export type ImportJobRows = z.infer<typeof importJobs>

export const fetchPastImports = endpoint({
  method: 'get',
  path: '/api/past-imports',
  capability: 'read',
  tags: ['Travaux'],
  summary: 'Past imports, newest first, with their result',
  query: pastImportsQuery,
  answer: pastImports,
})

export const fetchPastIssues = endpoint({
  method: 'get',
  path: '/api/past-imports/{id}/issues',
  capability: 'read',
  tags: ['Travaux'],
  summary: 'What a past import found odd, line by line, and what it left aside',
  params: idParams,
  answer: pastIssues,
})

export const fetchImportJobs = endpoint({
  method: 'get',
  path: '/api/import-jobs',
  capability: 'import',
  companies: 'none',
  tags: ['Travaux'],
  summary: 'One’s own imports under way, from deposit to confirmation',
  answer: importJobs,
})

export const cancelImport = endpoint({
  method: 'post',
  path: '/api/past-imports/{id}/cancellation',
  capability: 'import',
  tags: ['Travaux'],
  summary: 'Takes an import back wholly, or says what depends on it',
  params: idParams,
  answer: importCancellation,
})

export const fetchRefusedImports = endpoint({
  method: 'get',
  path: '/api/refused-imports',
  capability: 'read',
  tags: ['Travaux'],
  summary: 'Files refused lately and not imported since, newest first',
  query: pastImportsQuery.pick({ companies: true }),
  answer: refusedImports,
})

export const fetchRefusedIssues = endpoint({
  method: 'get',
  path: '/api/refused-imports/{id}/issues',
  capability: 'read',
  tags: ['Travaux'],
  summary: 'Why a file was refused, line by line',
  params: idParams,
  answer: pastIssues,
})

import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { currencyAmount, day, exportFormat } from '#contract/fields.ts'
import {
  columnMapping,
  fileDoubt,
  importCounts,
  importKind,
  importOptions,
  importPreview,
  partyBalance,
} from './contract.ts'

/** Files before and after the import: what a deposit looks like, how far it is, and the imports of the past. */

const count = z.number().int().nonnegative()
const params = z.object({ id: z.uuid() })

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
      /** Answers given for an earlier file with this header. */
      answers: importOptions.shape.answers,
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

/** A mapping being made, and what is answered meanwhile. */
export const readingOrder = z.object({
  kind: z.enum(['list', 'customers']),
  mapping: columnMapping,
  dateOrder: importOptions.shape.dateOrder,
  answers: importOptions.shape.answers,
})
export type ReadingOrder = z.infer<typeof readingOrder>

/** What a table comes to under a mapping. */
export const fileReading = z.object({
  /** Column by column, three values and what each is read as; null for a text, and where nothing is read. */
  columns: z.array(z.array(z.object({ text: z.string(), readAs: z.string().nullable() }))),
  /** The first ones, by what they owe. */
  customers: z.array(partyBalance),
  customerCount: count,
  /** How many owe something, and what they owe in all, credits taken off, in each currency. */
  owingCount: count,
  owed: z.array(currencyAmount),
  /** States of payment nobody knows: « qu’en faire ? ». */
  states: z.array(fileDoubt),
  /** Why the table cannot be read so. */
  problem: z.string().nullable(),
})
export type FileReading = z.infer<typeof fileReading>

/** « Ce qui va changer », all of it, as a file. */
export const changesExportQuery = z.object({ format: exportFormat })

export const importState = z.object({
  id: z.string(),
  /** `to-review`: what was shown is no longer what would be done, or nobody does it any more; `problem` says why. */
  step: z.enum(['deposited', 'reading', 'previewed', 'to-review', 'writing', 'done', 'failed']),
  /** 0 to 1 within the step. */
  progress: z.number(),
  preview: importPreview.nullable(),
  result: importCounts.nullable(),
  problem: z.string().nullable(),
  /** What the file looks like, as it was told when it came. */
  deposit,
  files: z.array(z.object({ id: z.string(), name: z.string(), bytes: count })),
  /** Those of the preview, for the next one. */
  options: importOptions.nullable(),
  /** Of what the preview shows: what is confirmed by it. */
  digest: z.string().nullable(),
  /** Abandoned, it is erased that day. */
  expiresOn: day,
})
export type ImportState = z.infer<typeof importState>

/** Who may be given a deposit. */
const heir = z.object({ id: z.string(), name: z.string() })
export type Heir = z.infer<typeof heir>
export const heirs = z.object({ people: z.array(heir) })
export type Heirs = z.infer<typeof heirs>
/** Of `heirs`, by the id. */
export const newOwner = z.object({ person: z.string().min(1).max(100) })

/** What is confirmed: the digest of what was shown. */
export const importConfirmation = z.object({ digest: z.string().max(64) })

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

export const depositFile = endpoint({
  method: 'post',
  path: '/api/imports',
  capability: 'import',
  tags: ['Imports'],
  summary: 'Deposits a file (raw body); nothing is written to the database',
  query: z.object({
    fileName: z.string().trim().min(1).max(255),
    /** With this one: an e-invoice refused among others is told with them, once they are read. */
    files: z.coerce.number().int().min(1).default(1),
  }),
  body: 'bytes',
  answer: deposit,
})

export const addFile = endpoint({
  method: 'post',
  path: '/api/imports/{id}/files',
  capability: 'import',
  companies: 'none',
  tags: ['Imports'],
  summary: 'Adds a file to a deposit of e-invoices or of statements (raw body)',
  params,
  query: z.object({ fileName: z.string().trim().min(1).max(255) }),
  body: 'bytes',
  answer: depositSize,
})

export const removeFile = endpoint({
  method: 'delete',
  path: '/api/imports/{id}/files/{file}',
  capability: 'import',
  companies: 'none',
  tags: ['Imports'],
  summary: 'Takes one file out of a deposit, which is then to be previewed again',
  params: params.extend({ file: z.uuid() }),
  answer: importState,
})

export const previewImport = endpoint({
  method: 'post',
  path: '/api/imports/{id}/preview',
  capability: 'import',
  companies: 'all',
  tags: ['Imports'],
  summary: 'Starts reading a deposited file with these options; poll its state',
  params,
  body: importOptions,
  answer: importState,
})

export const fetchImport = endpoint({
  method: 'get',
  path: '/api/imports/{id}',
  capability: 'import',
  companies: 'none',
  tags: ['Imports'],
  summary: 'How far an import is, then what it would do or has done',
  params,
  answer: importState,
})

export const confirmImport = endpoint({
  method: 'post',
  path: '/api/imports/{id}/confirmation',
  capability: 'import',
  companies: 'all',
  tags: ['Imports'],
  summary: 'Imports what was shown under this digest, in one transaction; poll its state',
  params,
  body: importConfirmation,
  answer: importState,
})

export const discardImport = endpoint({
  method: 'delete',
  path: '/api/imports/{id}',
  capability: 'import',
  companies: 'none',
  tags: ['Imports'],
  summary: 'Forgets a deposited file',
  params,
  answer: z.object({ discarded: z.boolean() }),
})

export const exportChanges = endpoint({
  method: 'get',
  path: '/api/imports/{id}/changes',
  capability: 'import',
  companies: 'all',
  tags: ['Imports'],
  summary: 'All a previewed import would change, clients and invoices, as CSV or XLSX',
  params,
  query: changesExportQuery,
  answer: 'file',
})

export const readDeposit = endpoint({
  method: 'post',
  path: '/api/imports/{id}/reading',
  capability: 'import',
  companies: 'none',
  tags: ['Imports'],
  summary: 'What a deposited table comes to under a mapping, before any preview',
  params,
  body: readingOrder,
  answer: fileReading,
})

export const fetchImportModel = endpoint({
  method: 'get',
  path: '/api/import-model',
  capability: 'read',
  companies: 'none',
  tags: ['Imports'],
  summary: 'A spreadsheet to fill, with three example rows, as XLSX',
  answer: 'file',
})

export const fetchImportHistory = endpoint({
  method: 'get',
  path: '/api/imports',
  capability: 'read',
  tags: ['Imports'],
  summary: 'Past imports of the companies, newest first',
  answer: importHistory,
})

export type DepositSize = z.infer<typeof depositSize>

// How the owner of a deposit gives it to somebody else.
export const fetchHeirs = endpoint({
  method: 'get',
  path: '/api/imports/{id}/heirs',
  capability: 'import',
  companies: 'none',
  tags: ['Imports'],
  summary: 'Who may be given this deposit: the others who import into its company',
  params,
  answer: heirs,
})

export const handImport = endpoint({
  method: 'put',
  path: '/api/imports/{id}/owner',
  capability: 'import',
  companies: 'none',
  tags: ['Imports'],
  summary: 'Gives one’s deposit to somebody else, who is to preview it again; recorded in the journal',
  params,
  body: newOwner,
  answer: z.object({ handed: z.boolean() }),
})

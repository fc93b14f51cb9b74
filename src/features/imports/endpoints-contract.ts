import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { importOptions } from './contract.ts'
import {
  changesExportQuery,
  deposit,
  depositSize,
  fileReading,
  importConfirmation,
  importHistory,
  importState,
  readingOrder,
} from './deposit-contract.ts'

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
  params: z.object({ id: z.uuid() }),
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
  params: z.object({ id: z.uuid() }).extend({ file: z.uuid() }),
  answer: importState,
})

export const previewImport = endpoint({
  method: 'post',
  path: '/api/imports/{id}/preview',
  capability: 'import',
  companies: 'all',
  tags: ['Imports'],
  summary: 'Starts reading a deposited file with these options; poll its state',
  params: z.object({ id: z.uuid() }),
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
  params: z.object({ id: z.uuid() }),
  answer: importState,
})

export const confirmImport = endpoint({
  method: 'post',
  path: '/api/imports/{id}/confirmation',
  capability: 'import',
  companies: 'all',
  tags: ['Imports'],
  summary: 'Imports what was shown under this digest, in one transaction; poll its state',
  params: z.object({ id: z.uuid() }),
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
  params: z.object({ id: z.uuid() }),
  answer: z.object({ discarded: z.boolean() }),
})

export const exportChanges = endpoint({
  method: 'get',
  path: '/api/imports/{id}/changes',
  capability: 'import',
  companies: 'all',
  tags: ['Imports'],
  summary: 'All a previewed import would change, clients and invoices, as CSV or XLSX',
  params: z.object({ id: z.uuid() }),
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
  params: z.object({ id: z.uuid() }),
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

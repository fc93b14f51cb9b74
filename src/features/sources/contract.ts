import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { addressId, cents, id } from '#contract/fields.ts'
import { LOOK_OUTCOMES, RHYTHMS, TAKEN_OUTCOMES } from '#domain/receivables/source.ts'
import { sourceSettings } from './settings-contract.ts'

/** « Paramètres › Sources »: the places that a company has read by themselves. */

const instant = z.string()
const count = z.number().int().nonnegative()

const sourceFields = z.object({
  label: z.string().trim().min(1).max(100),
  settings: sourceSettings,
  /** A password, a token or a key; the one that is kept when absent. */
  secret: z.string().min(1).max(10_000).optional(),
  rhythm: z.enum(RHYTHMS).default('day'),
  /** Of a daily reading, in the zone of the company. */
  hour: z.number().int().min(0).max(23).default(6),
  /** What it gives is all that is unpaid: what it no longer has is settled. */
  isWhole: z.boolean().default(false),
})
export type SourceFields = z.output<typeof sourceFields>

/** What one file has brought. */
const takenFile = z.object({
  name: z.string(),
  bytes: count,
  outcome: z.enum(TAKEN_OUTCOMES),
  invoices: count,
  payments: count,
  openCents: cents,
  /** Instalments settled. */
  closed: count,
  /** Lines set aside, « lecture à confirmer ». */
  toConfirm: count,
  /** Why nothing was imported, in words. */
  problem: z.string().nullable(),
})
export type ShownTakenFile = z.infer<typeof takenFile>

const look = z.object({
  id,
  at: instant,
  outcome: z.enum(LOOK_OUTCOMES),
  /** Why it could not be read, in words. */
  problem: z.string().nullable(),
  files: z.array(takenFile),
})
export type ShownLook = z.infer<typeof look>

const source = z.object({
  id,
  label: z.string(),
  settings: sourceSettings,
  /** A secret is kept, and this installation can open it. */
  hasSecret: z.boolean(),
  rhythm: z.enum(RHYTHMS),
  hour: z.number().int(),
  isWhole: z.boolean(),
  /** Somebody has seen what would be imported. */
  isPreviewed: z.boolean(),
  /** It is imported by itself. */
  isActive: z.boolean(),
  nextAt: instant.nullable(),
  /** When it was last read well, were there nothing new. */
  lastOkAt: instant.nullable(),
  failingSince: instant.nullable(),
  /** The last looks that found something or failed, the latest first. */
  looks: z.array(look),
})
export type ShownSource = z.infer<typeof source>

export const sources = z.object({ company: z.string(), sources: z.array(source) })
export type Sources = z.infer<typeof sources>

/** What a source holds now. */
const tried = z.object({
  files: z.array(z.object({ name: z.string(), bytes: count.nullable(), modifiedAt: instant.nullable() })),
  /** There are more files than are shown. */
  hasMore: z.boolean(),
  /** Of the first file: what it looks like, or why it cannot be imported, in words. */
  kind: z.string().nullable(),
  problem: z.string().nullable(),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  /** Of records: what the first one has, for the fields to be chosen. */
  paths: z.array(z.string()),
})
export type TriedSource = z.infer<typeof tried>

const tags = ['Sources']
const code = z.object({ code: z.string() })
const codeAndId = code.extend({ id: addressId })
const path = '/api/companies/{code}/sources'
const capability = 'manage-sources'
const EXAMPLE: z.input<typeof sourceFields> = {
  label: 'ERP',
  settings: {
    kind: 'json',
    url: 'https://erp.dupont.example/api/invoices?open=1',
    signIn: 'bearer',
    records: 'data',
    paging: 'page',
    fields: {
      ...{ customerCode: 'customer.code', customerName: 'customer.name', number: 'number' },
      ...{ issuedOn: 'date', dueOn: 'due', totalCents: 'total', openCents: 'left' },
    },
  },
  secret: 'a token of your program',
  rhythm: 'day',
  hour: 6,
  isWhole: true,
}

export const fetchSources = endpoint({
  method: 'get',
  path,
  capability,
  tags,
  summary:
    'The places that a company has read by themselves, and what the last looks found; no secret is in it',
  params: code,
  answer: sources,
})

export const trySource = endpoint({
  method: 'post',
  path: '/api/companies/{code}/source-trials',
  capability,
  isGrave: true,
  tags,
  summary: 'Reads a place, and says what it holds; nothing is written',
  params: code,
  /** `id`: of a source that is changed, whose secret is kept. */
  body: sourceFields.extend({ id: addressId.optional() }),
  example: EXAMPLE,
  answer: tried,
})

export const addSource = endpoint({
  method: 'post',
  path,
  capability,
  isGrave: true,
  tags,
  summary: 'Adds a source; nothing is imported of it before it is opened',
  params: code,
  body: sourceFields,
  example: EXAMPLE,
  answer: sources,
})

export const changeSource = endpoint({
  method: 'put',
  path: `${path}/{id}`,
  capability,
  isGrave: true,
  tags,
  summary: 'Changes a source; elsewhere or otherwise read, it has to be looked at and opened again',
  params: codeAndId,
  body: sourceFields,
  example: EXAMPLE,
  answer: sources,
})

export const removeSource = endpoint({
  method: 'delete',
  path: `${path}/{id}`,
  capability,
  tags,
  summary: 'Removes a source, and forgets its secret; what was imported stays',
  params: codeAndId,
  answer: sources,
})

export const openSource = endpoint({
  method: 'put',
  path: `${path}/{id}/opening`,
  capability,
  tags,
  summary: 'Has a source imported by itself, or stops it',
  params: codeAndId,
  body: z.object({ isActive: z.boolean() }),
  answer: sources,
})

export const previewSource = endpoint({
  method: 'post',
  path: `${path}/{id}/deposits`,
  capability,
  tags,
  summary: 'Deposits what a source holds, to be previewed and confirmed as any file',
  params: codeAndId,
  answer: z.object({ importId: z.string() }),
})

export const readSource = endpoint({
  method: 'post',
  path: `${path}/{id}/looks`,
  capability,
  tags,
  summary: 'Reads an open source now',
  params: codeAndId,
  answer: sources,
})

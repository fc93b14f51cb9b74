import { z } from 'zod'
import { endpoint, type Sent } from '#contract/endpoint.ts'
import { after, companyCodes, day, exportFormat, pageLimit } from '#contract/fields.ts'
import { AUDIT_KINDS } from '#domain/people/audit.ts'

/** « Paramètres › Journal »: who did what, when and from where, before and after. */

const auditFilters = z.object({
  companies: companyCodes,
  /** A person's id, with their keys; "cli", "system" or "local" for what is nobody. */
  who: z.string().max(100).optional(),
  kind: z.enum(AUDIT_KINDS).optional(),
  /** Days in Paris, both included. */
  from: day.optional(),
  to: day.optional(),
  /** Part of the name or code of a client, or of the number of an invoice. */
  text: z.string().max(200).optional(),
})
export type AuditFilters = z.output<typeof auditFilters>

export const auditQuery = auditFilters.extend({
  after,
  limit: pageLimit({ usual: 50, most: 200 }),
})
export const auditExportQuery = auditFilters.extend({ format: exportFormat })

/** Where the record itself is read. */
const target = z.object({
  screen: z.enum([
    'invoice',
    'customer',
    'credit-note',
    'payment',
    'run',
    'texts',
    'procedure',
    'rates',
    'company',
    'imports',
    'people',
    'bank',
  ]),
  /** Its number, or the code of its company. */
  id: z.string(),
})
export type AuditTarget = z.infer<typeof target>

/** One thing that was done, told in the language of the reader. */
export const auditEntry = z.object({
  id: z.number().int(),
  /** "2026-11-24 13:05:12", in Paris. */
  at: z.string(),
  actor: z.string(),
  actorKind: z.string(),
  /** Network address it was done from; null on the machine itself. */
  address: z.string().nullable(),
  /** Code of the company; null for the installation. */
  company: z.string().nullable(),
  /** Place of its transaction in the chain of the company. */
  link: z.number().int().nullable(),
  summary: z.string(),
  customer: z.object({ code: z.string(), name: z.string() }).nullable(),
  invoice: z.string().nullable(),
  target: target.nullable(),
  changes: z.array(
    z.object({ label: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
  /** What changed was personal data, since erased by an act of this journal. */
  isErased: z.boolean(),
})
export type AuditEntry = z.infer<typeof auditEntry>

export const auditPage = z.object({ entries: z.array(auditEntry), next: z.string().nullable() })
export type AuditPage = z.infer<typeof auditPage>

/** Who appears in the journal, to choose from. */
export const auditPeople = z.object({
  people: z.array(z.object({ who: z.string(), name: z.string() })),
})
export type AuditPeople = z.infer<typeof auditPeople>

export const auditVerification = z.object({
  isRunning: z.boolean(),
  /** The last one, over all the companies of the reader; null when one was never verified. */
  last: z
    .object({ at: z.string(), by: z.string(), isIntact: z.boolean(), faults: z.array(z.string()) })
    .nullable(),
})
export type AuditVerification = z.infer<typeof auditVerification>

export const fetchAudit = endpoint({
  method: 'get',
  path: '/api/journal',
  capability: 'read-audit',
  tags: ['Journal'],
  summary: 'What was done, by whom, when and from where, before and after, the latest first',
  query: auditQuery,
  answer: auditPage,
})

export const fetchAuditPeople = endpoint({
  method: 'get',
  path: '/api/journal-people',
  capability: 'read-audit',
  tags: ['Journal'],
  summary: 'Who appears in the journal',
  answer: auditPeople,
})

export const exportAudit = endpoint({
  method: 'get',
  path: '/api/journal-exports',
  capability: 'read-audit',
  tags: ['Journal'],
  summary: 'What answers the filters, as CSV or XLSX',
  query: auditExportQuery,
  answer: 'file',
})

export const fetchVerification = endpoint({
  method: 'get',
  path: '/api/journal-verification',
  capability: 'read-audit',
  tags: ['Journal'],
  summary: 'Whether a verification is under way, and what the last one found',
  answer: auditVerification,
})

export const verifyAudit = endpoint({
  method: 'post',
  path: '/api/journal-verification',
  capability: 'read-audit',
  tags: ['Journal'],
  summary: 'Begins the verification of the chain, of levels, sums and archives; it goes on after the answer',
  answer: auditVerification,
})

export type AuditQuery = NonNullable<Sent<typeof fetchAudit>['query']>

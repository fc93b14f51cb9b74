import { z } from 'zod'
import { cents, currencyAmount, day } from '#contract/fields.ts'
import { ALL_BLOCK_KINDS } from '#domain/dunning/blocks.ts'
import { CUSTOMER_FACTS } from '#domain/people/customer-facts.ts'
import { DOUBT_CHOICES } from '#domain/receivables/doubt.ts'
import { ACCOUNT_CHOICES } from '#domain/receivables/receivable-accounts.ts'
import { balanceComparison } from './comparison-contract.ts'
import { statementsImport } from './statements-contract.ts'

/**
 * An import in three steps: the file is deposited, previewed with its options, then confirmed.
 * Nothing is written before the confirmation, and the confirmation is one transaction.
 */

const count = z.number().int().nonnegative()

export const importKind = z.enum(['fec', 'list', 'customers', 'e-invoices', 'statements'])
export type ImportKind = z.infer<typeof importKind>

/** Where the program looks for each fact: field → column index (0-based). */
export const columnMapping = z.record(z.string(), z.number().int().nonnegative())

const doubtChoice = z.enum(DOUBT_CHOICES)

/** How the accented letters of a text file are written. */
export const textEncoding = z.enum(['windows-1252', 'iso-8859-15', 'cp850', 'cp437', 'macintosh'])

export const importOptions = z.object({
  company: z.string(),
  /** Creates the company when its code does not exist. */
  companyName: z.string().trim().max(200).optional(),
  kind: importKind.optional(),
  /** Payment term for due dates the file lacks: "30 jours", "45 jours fin de mois". */
  term: z.string().max(100).optional(),
  /** FEC that letters little: accept the netting offered. */
  netting: z.boolean().default(false),
  /** FEC: accounts read beside 411; those the company chose last when absent. */
  accounts: z.array(z.enum(ACCOUNT_CHOICES)).max(ACCOUNT_CHOICES.length).optional(),
  mapping: columnMapping.optional(),
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']).optional(),
  /** The list is everything unpaid at this day: what it no longer has is closed. */
  completeOn: day.optional(),
  /** For lists with a settlement date: read as of this day. */
  asOf: day.optional(),
  /** Bank's tables: the account of each name the file gives, "" for one it does not name. */
  bankAccounts: z.record(z.string().max(200), z.string().min(1).max(64)).optional(),
  /** Of a text file of which nothing tells it; the likeliest when absent. */
  encoding: textEncoding.optional(),
  /** Answers to the questions of the preview, by their id. */
  answers: z.record(z.string().max(200), doubtChoice).optional(),
})
export type ImportOptions = z.infer<typeof importOptions>

export const fileIssue = z.object({
  file: z.string(),
  line: z.number().int(),
  column: z.string().nullable(),
  message: z.string(),
})
export type FileIssue = z.infer<typeof fileIssue>

/** A thing understood or left out; `count` says how often, when it is counted. */
export const fileRemark = fileIssue.extend({ code: z.string(), count: count.nullable() })
export type FileRemark = z.infer<typeof fileRemark>

const changeKind = z.enum(['new', 'changed', 'settled', 'set-aside'])

/** A question the file asks, in words. */
export const fileDoubt = z.object({
  file: z.string(),
  id: z.string(),
  kind: z.string(),
  value: z.string(),
  question: z.string(),
  /** First line concerned; 0 when it concerns the whole file. */
  line: z.number().int(),
  count,
  amounts: z.array(currencyAmount),
  choices: z.array(z.object({ choice: doubtChoice, label: z.string() })),
  answer: doubtChoice.nullable(),
  /** Without an answer its lines are imported set aside; else they are imported as before. */
  setsAside: z.boolean(),
})
export type FileDoubt = z.infer<typeof fileDoubt>

/** What will change (preview) or has changed (result). */
export const importCounts = z.object({
  customers: count,
  invoices: count,
  creditNotes: count,
  payments: count,
  openCents: cents,
  unallocatedCents: cents,
  created: z.object({
    customers: count,
    invoices: count,
    instalments: count,
    credits: count,
    allocations: count,
  }),
  changed: z.object({ customers: count, instalments: count, allocations: count }),
  /** Instalments open before and settled by this file. */
  closed: z.object({ instalments: count, cents }),
  /** Questions without an answer, and the lines set aside under them. */
  toConfirm: z.object({ doubts: count, items: count }),
})
export type ImportCounts = z.infer<typeof importCounts>

/** Counts of a file that was refused. */
export const NO_COUNTS: ImportCounts = {
  customers: 0,
  invoices: 0,
  creditNotes: 0,
  payments: 0,
  openCents: 0,
  unallocatedCents: 0,
  created: { customers: 0, invoices: 0, instalments: 0, credits: 0, allocations: 0 },
  changed: { customers: 0, instalments: 0, allocations: 0 },
  closed: { instalments: 0, cents: 0 },
  toConfirm: { doubts: 0, items: 0 },
}

/** What is open, and not allocated, in one currency. */
const currencySum = z.object({ currency: z.string(), openCents: cents, unallocatedCents: cents })

export const partyBalance = z.object({
  account: z.string().nullable(),
  code: z.string(),
  name: z.string(),
  currency: z.string(),
  openCents: cents,
  unallocatedCents: cents,
  balanceCents: cents,
})
export type PartyBalance = z.infer<typeof partyBalance>

/** One e-invoice of an import, or one status of one, and what becomes of it. */
export const importDocument = z.object({
  file: z.string(),
  kind: z.enum(['invoice', 'creditNote', 'status']).nullable(),
  /** Of a status: « 207 En litige », and its day. */
  status: z.string().optional(),
  happenedOn: day.optional(),
  number: z.string().nullable(),
  customer: z.string().nullable(),
  issuedOn: day.nullable(),
  dueOn: day.nullable(),
  currency: z.string().nullable(),
  totalCents: cents.nullable(),
  payableCents: cents.nullable(),
  /**
   * `joins` completes an invoice another file has brought; `known` was imported before; `doubt` and
   * `refused` are left aside.
   */
  state: z.enum(['new', 'joins', 'known', 'doubt', 'refused']),
  /** Why it is left aside, what it joins, what is to be known of it. */
  remarks: z.array(z.string()),
})
export type ImportDocument = z.infer<typeof importDocument>

/** What becomes of what is owed and of the clients (`ledger/import-plan.ts`). */
const importPlan = z.object({
  changes: z.array(
    z.object({
      kind: changeKind,
      code: z.string(),
      customer: z.string(),
      number: z.string().nullable(),
      dueOn: day.nullable(),
      /** The due date it had, when it gets another. */
      beforeDueOn: day.nullable(),
      currency: z.string(),
      beforeCents: cents.nullable(),
      afterCents: cents,
      /** Why the import sets it aside, and until when. */
      asideFor: z.enum(ALL_BLOCK_KINDS).nullable(),
      asideUntil: day.nullable(),
    }),
  ),
  /** Clients created, changed or owing another sum; `balances` less their credits, as an account has it. */
  customers: z.array(
    z.object({
      kind: z.enum(['new', 'changed']),
      code: z.string(),
      name: z.string(),
      facts: z.array(
        z.object({
          fact: z.enum(CUSTOMER_FACTS),
          before: z.string().nullable(),
          after: z.string().nullable(),
        }),
      ),
      balances: z.array(z.object({ currency: z.string(), beforeCents: cents, afterCents: cents })),
    }),
  ),
  customerCounts: z.object({ new: count, changed: count }),
  sums: z.array(
    z.object({ kind: changeKind, currency: z.string(), count, beforeCents: cents, afterCents: cents }),
  ),
  books: z.array(currencySum),
  digest: z.string(),
})
export type ImportPlan = z.infer<typeof importPlan>

export const importPreview = z.object({
  kind: importKind,
  counts: importCounts,
  /** What becomes of what is owed; absent of e-invoices, told one by one, of statements and of refused files. */
  plan: importPlan.optional(),
  /** Of a preview: what the page « Relances » will list the day after, of what is due on `on`. */
  ahead: z
    .object({
      on: day,
      customers: count,
      invoices: count,
      amounts: z.array(currencyAmount),
      netAmounts: z.array(currencyAmount),
      setAside: count,
    })
    .optional(),
  /** What the file asks. */
  doubts: z.array(fileDoubt),
  /** What was understood of the file, and what was left out. */
  remarks: z.array(fileRemark),
  warnings: z.array(fileIssue),
  errors: z.array(fileIssue),
  /** Only the first 200; `warningCount` has them all. */
  warningCount: count,
  /** Controls of a FEC shown to the accountant. */
  fec: z
    .object({
      rows: count,
      debitCents: cents,
      creditCents: cents,
      firstEntryOn: day.nullable(),
      lastEntryOn: day.nullable(),
      validatedRows: count,
      letteredShare: z.number(),
      suggestsNetting: z.boolean(),
      nettedCents: cents,
      /** What each family of accounts holds; their sum, of those read, is what customers owe. */
      accounts: z.array(
        z.object({
          account: z.enum(['411', ...ACCOUNT_CHOICES]),
          title: z.string(),
          lines: count,
          balanceCents: cents,
          isRead: z.boolean(),
        }),
      ),
    })
    .nullable(),
  /** File by file, when the import is of e-invoices. */
  documents: z.array(importDocument),
  /** What the file has open, and not allocated, in each currency; previews kept from before have it not. */
  inFile: z.array(currencySum).optional(),
  parties: z.array(partyBalance),
  partyCount: count,
  estimatedDueDates: count,
  customersWithoutAddress: count,
  /** Unallocated payments that have probably settled an invoice; null when too many are unallocated. */
  probablePayments: z.object({ count, sureCount: count }).nullish(),
  /** How accented names of the file read in each likely encoding, the one taken first, when nothing tells. */
  encodings: z.array(z.object({ encoding: textEncoding, samples: z.array(z.string()) })).optional(),
  /** Of a balance by client, which is never imported: what the books say beside it. */
  comparison: balanceComparison.optional(),
  /** When the import is of bank statements. */
  bank: statementsImport.optional(),
  /** Of a refused file: « Travaux » tells why later too. Of a company that does not exist nothing can be kept. */
  isRefusalKept: z.boolean().optional(),
})
export type ImportPreview = z.infer<typeof importPreview>

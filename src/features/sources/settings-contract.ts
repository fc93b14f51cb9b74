import { z } from 'zod'
import { RECORD_FIELDS } from '#domain/receivables/source.ts'

/** Where each kind of source is, and how it is read. No secret is in it: that one is sealed beside. */

const address = z.string().trim().min(1).max(2_000)

/** How whoever asks over HTTP says who they are. The secret is a password, a token, or the value of the header. */
const signIn = {
  signIn: z.enum(['none', 'basic', 'bearer', 'header']).default('none'),
  /** Of `basic`. */
  userName: z.string().trim().max(200).default(''),
  /** Of `header`: « X-Api-Key ». */
  headerName: z
    .string()
    .trim()
    .max(100)
    .regex(/^[A-Za-z0-9-]*$/, { error: 'sources.bad-header' })
    .default(''),
}

/** A file that is always at one address: CSV, XLSX, FEC, bank statement, e-invoices. */
export const urlSettings = z.object({ kind: z.literal('url'), url: address, ...signIn })

/** Records that a program gives page by page. */
export const jsonSettings = z.object({
  kind: z.literal('json'),
  url: address,
  ...signIn,
  /** Where the list of records is: « data.invoices »; empty when it is the whole answer. */
  records: z.string().trim().max(200).default(''),
  /** How the next page is asked for: not at all, by its rank, by the header `Link`, or by what the answer gives. */
  paging: z.enum(['none', 'page', 'link', 'next']).default('none'),
  /** Of `page` and `next`: the parameter of the address. */
  pageParameter: z.string().trim().max(60).default(''),
  /** Of `next`: where the answer gives the address or the mark of the next page. */
  nextPath: z.string().trim().max(200).default(''),
  /** Amounts are whole cents, and not euros. */
  isInCents: z.boolean().default(false),
  /** Field of a list → where a record gives it: « customer.name ». */
  fields: z.partialRecord(z.enum(RECORD_FIELDS), z.string().trim().min(1).max(200)),
})

/** The files of the mails that come to an inbox, by IMAP. */
export const mailboxSettings = z.object({
  kind: z.literal('mailbox'),
  host: z.string().trim().min(1).max(255),
  port: z.number().int().min(1).max(65_535).default(993),
  security: z.enum(['tls', 'starttls']).default('tls'),
  userName: z.string().trim().min(1).max(200),
  /** Addresses whose mails are taken, or « @domain », apart from each other by blanks, commas or lines. */
  senders: z.string().trim().min(1).max(2_000),
  /** The name under which the receiving server writes what it thinks of signatures (`Authentication-Results`). */
  checkedBy: z.string().trim().min(1).max(255),
})

export const sourceSettings = z.discriminatedUnion('kind', [urlSettings, jsonSettings, mailboxSettings])
export type SourceSettings = z.output<typeof sourceSettings>
export type UrlSettings = z.output<typeof urlSettings>
export type JsonSettings = z.output<typeof jsonSettings>
export type MailboxSettings = z.output<typeof mailboxSettings>

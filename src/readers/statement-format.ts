import { STATEMENT_FORMAT_NAMES, type StatementFormat } from '#domain/matching/statement-formats.ts'
import { type IssueCode, issue } from './issues.ts'
import type { ReadIssue } from './records.ts'

/** A statement we read, or one of which the issue says why not; null when it is no statement at all. */
export type StatementKind =
  | { readonly format: StatementFormat; readonly refusal: null }
  | { readonly format: null; readonly refusal: ReadIssue }
  | null

// Zones 3-7 bank, 12-16 branch, 17-19 currency, 20 decimals, 22-32 account, 91-104 amount: long and
// strict enough to need nothing else. The date is left aside, so that a wrong one is told as such.
const CFONB_120 = /^0[147][\dA-Z ]{5}.{4}[\dA-Z ]{5}(?:[A-Z]{3}| {3})[\d ].[\dA-Z ]{11}.{58}\d{13}[A-R{}éè\d]/

// CFONB 240 tells of bills and transfers one by one: header 31, lines 34, total 39.
const CFONB_240 = /^3[149]\d{12}.{100}/

const QIF = /^!(?:Type|Account|Option):/i

// SWIFT MT940 and MT942: fields ":20:", then ":25:" the account.
const MT940 = /^:20:[^\r\n]*[\r\n]+:(?:2[158]|13)/m

// Orders given to the bank, of which nothing says that they were carried out (ISO 20022 pain).
const ORDERS = /<(?:[\w.-]+:)?(?:CstmrCdtTrfInitn|CstmrDrctDbtInitn|CstmrPmtStsRpt)[\s>/]/

// The element below Document says what the message is, whatever its version and prefix.
const CAMT = /<(?:[\w.-]+:)?(BkToCstmrStmt|BkToCstmrAcctRpt|BkToCstmrDbtCdtNtfctn)[\s>/]/
const CAMT_KINDS: Readonly<Record<string, StatementKind>> = {
  BkToCstmrStmt: read('camt-053'),
  // Intraday: its entries come again in the statement of the day, and would count twice.
  BkToCstmrAcctRpt: refused('camt-intraday'),
  BkToCstmrDbtCdtNtfctn: refused('camt-notification'),
}

/** Tells a bank statement from the beginning of its text, never from its name. */
export function statementKind(text: string): StatementKind {
  const head = text.slice(0, HEAD_CHARS).replace(/^[\ufeff\s]+/, '')
  if (CFONB_120.test(head)) return read('cfonb-120')
  if (CFONB_240.test(head)) return refused('is-cfonb-240')
  if (QIF.test(head)) return refused('is-qif')
  if (MT940.test(head)) return refused('is-mt940')
  if (/^OFXHEADER\s*:/i.test(head) || /^(?:<\?[^>]*>\s*)*<OFX>/i.test(head)) return read('ofx')
  if (!head.startsWith('<')) return null
  if (ORDERS.test(head)) return refused('is-payment-order')
  return CAMT_KINDS[CAMT.exec(head)?.[1] ?? ''] ?? null
}

/** Why this text is no statement that is read, and which ones are. */
export function refusedStatement(code: IssueCode): ReadIssue {
  return issue(code, {}, { formats: STATEMENT_FORMAT_NAMES })
}

function read(format: StatementFormat): StatementKind {
  return { format, refusal: null }
}

function refused(code: IssueCode): StatementKind {
  return { format: null, refusal: refusedStatement(code) }
}

const HEAD_CHARS = 64_000

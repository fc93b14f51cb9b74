import type { Day } from '#domain/days-and-money/day.ts'
import type { Currency } from '#domain/days-and-money/money.ts'
import type { Level } from '#domain/dunning/levels.ts'
import type { Channel, CustomerKind } from '#domain/people/parties.ts'
import type { Doubt } from '#domain/receivables/doubt.ts'
import type { CreditKind, InvoiceKind } from '#domain/receivables/receivable-kinds.ts'

/**
 * What every reader of books makes of its file: customers, debit items, credits, and the
 * allocations the file itself states. Keys are stable from one export of the same books to the next.
 */
export interface ReceivablesFile {
  readonly customers: readonly CustomerRecord[]
  readonly invoices: readonly InvoiceRecord[]
  readonly credits: readonly CreditRecord[]
  readonly allocations: readonly AllocationRecord[]
  /** What the file asks: without an answer, the items concerned are imported set aside. */
  readonly doubts: readonly Doubt[]
  /** What was understood, and what was left out and why, counted: nothing that is wrong. */
  readonly remarks: readonly ReadIssue[]
  readonly warnings: readonly ReadIssue[]
  /** Not empty: the file is refused as a whole. */
  readonly errors: readonly ReadIssue[]
}

export interface CustomerRecord {
  readonly code: string
  readonly name: string
  /** Ledger account, "411000", when the file is a ledger. */
  readonly account: string | null
  readonly addressLines?: readonly string[]
  readonly postcode?: string | null
  readonly town?: string | null
  readonly country?: string | null
  readonly email?: string | null
  readonly phone?: string | null
  readonly siren?: string | null
  readonly vatNumber?: string | null
  readonly kind?: CustomerKind | null
  readonly language?: 'fr' | 'en' | null
  readonly channel?: Channel | null
  /** "30 jours fin de mois". */
  readonly paymentTerm?: string | null
  /** What it may owe at most, in euros. */
  readonly creditLimitCents?: number | null
  /** The file gives no code: this one was made of the name. */
  readonly isCodeDerived?: boolean
  /** Only what is not known yet of the customer is taken from the file. */
  readonly fillsBlanks?: boolean
  /** Not a customer but the collective account: kept so that the balance is right, never to be reminded. */
  readonly isCollective?: boolean
  readonly line: number
}

export interface InvoiceRecord {
  readonly key: string
  readonly customerCode: string
  /** Number printed on the document; null when the file has only a placeholder. */
  readonly number: string | null
  readonly kind: InvoiceKind
  readonly issuedOn: Day | null
  /** Day of the entry in the books (FEC EcritureDate); lists have none. */
  readonly enteredOn?: Day | null
  readonly currency: Currency
  /** Entry not yet validated in the books (FEC ValidDate empty). */
  readonly isProvisional: boolean
  readonly label: string | null
  /** Owed, and not to be reminded for now. */
  readonly setAside?: SetAside
  /** The file says the customer disputes it. */
  readonly isDisputed?: boolean
  readonly line: number
  readonly instalments: readonly InstalmentRecord[]
}

/** Why an item of the books is imported set aside, and the last day it is; null: until someone lifts it. */
export interface SetAside {
  /** `told`: the file says not to remind of it. */
  readonly reason: 'bill' | 'doubtful' | 'retention' | 'told'
  readonly until: Day | null
}

export interface InstalmentRecord {
  readonly key: string
  /** Null when the file has no due date: the import applies the payment term. */
  readonly dueOn: Day | null
  /** The file only suggests the due date (the words of its terms). */
  readonly isDueEstimated?: boolean
  /** Positive. */
  readonly amountCents: number
  /**
   * Part the file says is paid without saying by what (spreadsheets: total less what is due), beside what its credits
   * settle: what is left is the amount less this and less the allocations.
   */
  readonly settledCents: number
  readonly level?: Level | null
  readonly lastRemindedOn?: Day | null
  /** Ids of the unanswered questions it depends on. */
  readonly doubts?: readonly string[]
  readonly line: number
}

export interface CreditRecord {
  readonly key: string
  readonly customerCode: string
  readonly kind: CreditKind
  readonly number: string | null
  readonly receivedOn: Day | null
  /** Day of the entry in the books (FEC EcritureDate); lists have none. */
  readonly enteredOn?: Day | null
  /** Brought forward from the year before ("à nouveau"). */
  readonly isOpening?: boolean
  readonly currency: Currency
  /** Positive; zero for one of a list that is wholly used. */
  readonly amountCents: number
  /** Of a list: what it was before any of it was used, as a bank tells it. */
  readonly wholeCents?: number
  readonly isProvisional: boolean
  readonly label: string | null
  /** Ids of the unanswered questions it depends on. */
  readonly doubts?: readonly string[]
  readonly line: number
}

export interface AllocationRecord {
  readonly creditKey: string
  readonly instalmentKey: string
  readonly amountCents: number
  /** `lettering`: stated by the file. `proposed`: netting offered by us, undoable. */
  readonly origin: 'lettering' | 'proposed'
}

/**
 * Something to tell about one place of a file. `code` names a sentence of the message catalogue
 * (`readers.<code>`), `values` fills its blanks.
 */
export interface ReadIssue {
  /** 1-based line or row of the file; 0 when it concerns the whole file. */
  readonly line: number
  /** Column name as the file writes it, or null. */
  readonly column: string | null
  readonly code: string
  readonly values: Readonly<Record<string, string | number>>
}

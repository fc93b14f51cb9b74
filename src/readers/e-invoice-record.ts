import type { Day } from '#domain/days-and-money/day.ts'
import type { Currency } from '#domain/days-and-money/money.ts'
import type { VatShare } from '#domain/receivables/collected-vat.ts'
import type { InvoiceNote, PostalAddress } from './e-invoice-facts.ts'
import type { ReadIssue } from './records.ts'

/** An e-invoice understood, whatever its syntax. BT numbers are those of EN 16931. */
export interface EInvoice {
  /** A negative invoice is a credit note like any other. */
  readonly kind: 'invoice' | 'creditNote'
  /** BT-1. */
  readonly number: string
  /** BT-3, "380". */
  readonly type: string
  /** BT-2. */
  readonly issuedOn: Day
  /** BT-9: what is due when, adding up to the amount payable; empty when the document has no date. */
  readonly dueDates: readonly DueDate[]
  /** When there is no date: what the words of the terms (BT-20) give, to be confirmed. */
  readonly suggestedDueOn: Day | null
  /** BT-20, the words of the payment terms. */
  readonly paymentTerms: readonly string[]
  /** BT-5. */
  readonly currency: Currency
  /** BT-112. Amounts of a credit note are positive, for the buyer. */
  readonly totalCents: number
  /** BT-113; null when the document does not say (profile MINIMUM). */
  readonly prepaidCents: number | null
  /** BT-115, what is to collect: never BT-112. */
  readonly payableCents: number
  readonly seller: Party
  readonly buyer: Party
  /** BT-59. */
  readonly payeeName: string | null
  /** BT-84, without spaces; other account numbers stay as they are. */
  readonly ibans: readonly string[]
  /** BT-83. */
  readonly paymentReference: string | null
  /** BT-25, BT-26: the invoices that a credit note or a corrective invoice is about. */
  readonly previous: readonly { readonly number: string; readonly issuedOn: Day | null }[]
  /** BT-13. */
  readonly orderNumber: string | null
  /** BT-21, BT-22. */
  readonly notes: readonly InvoiceNote[]
  /** BT-23: "S1" for services. */
  readonly process: string | null
  /** BT-8: "72" or "432" when VAT is due on payment. */
  readonly vatDate: string | null
  /** BT-112 by rate of VAT, tax included; null when the document does not give the whole of it. */
  readonly vat: readonly VatShare[] | null
  /** BT-24. */
  readonly profile: string | null
  readonly flags: readonly EInvoiceFlag[]
  readonly warnings: readonly ReadIssue[]
}

export interface DueDate {
  readonly dueOn: Day
  readonly amountCents: number
}

export interface Party {
  readonly name: string | null
  readonly siren: string | null
  readonly siret: string | null
  readonly vatNumber: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly address: PostalAddress
  /** Identifiers without a list they belong to (BT-29, BT-46): for a buyer, often its code with the seller. */
  readonly codes: readonly string[]
}

/** What must be known before the invoice is reminded, or before it is added to others. */
export type EInvoiceFlag =
  /** BT-115 is not above zero. */
  | 'nothing-to-collect'
  /** BT-23 says that it was paid when issued. */
  | 'already-paid'
  /** BT-81 is a direct debit: no reminder before the debit. */
  | 'direct-debit'
  /** The claim may belong to a factor: no automatic reminder. */
  | 'factored'
  | 'self-billed'
  /** An advance: a claim of its own, which the final invoice deducts as BT-113. */
  | 'advance'
  /** Replaces the invoice of BT-25; never added to it. */
  | 'corrective'
  /** BT-3 is none that the French rules allow: to be asked. */
  | 'unknown-type'

/** A file that is no e-invoice we can read, and why. */
export interface RefusedEInvoice {
  readonly kind: 'refused'
  readonly reason: ReadIssue
}

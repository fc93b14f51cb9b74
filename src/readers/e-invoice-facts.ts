/**
 * What the two syntaxes of e-invoices say, term by term of EN 16931 (BT numbers), as they write it:
 * no amount is parsed here, no rule applied, so that each rule is written once for both.
 */
export interface EInvoiceFacts {
  /** BT-24, the profile or specification; informs, never decides. */
  readonly profile: string | null
  /** BT-23, the business process: French values such as "B1" or "S2". */
  readonly process: string | null
  /** BT-1. */
  readonly number: string | null
  /** BT-3. */
  readonly type: string | null
  /** The root says it is a credit note (UBL), whatever BT-3. */
  readonly isCreditNote: boolean
  /** BT-2. */
  readonly issuedOn: string | null
  /** BT-5. */
  readonly currency: string | null
  /** BT-112, BT-113, BT-114 and BT-115. */
  readonly total: string | null
  readonly prepaid: string | null
  readonly rounding: string | null
  readonly payable: string | null
  /** A currency that one of them is in, and BT-5 is not; null when there is none. */
  readonly otherCurrency: string | null
  /** BT-9 and BT-20, several in the EXTENDED profiles. */
  readonly terms: readonly TermFacts[]
  /** BT-81, one or several. */
  readonly means: readonly string[]
  /** BT-84, or another account number. */
  readonly accounts: readonly string[]
  /** BT-83. */
  readonly paymentReference: string | null
  /** BT-25 and BT-26. */
  readonly previous: readonly { readonly number: string; readonly issuedOn: string | null }[]
  /** BT-13. */
  readonly orderNumber: string | null
  /** BT-27 to BT-31 and BT-44 to BT-48, BT-57, BT-58. */
  readonly seller: PartyFacts
  readonly buyer: PartyFacts
  /** BT-59: who is to be paid, when it is not the seller. */
  readonly payeeName: string | null
  /** BT-21 and BT-22. */
  readonly notes: readonly InvoiceNote[]
  /** BT-8, when VAT is due: "72" in CII, "432" in UBL, when it is paid. */
  readonly vatDate: string | null
  /** BG-23. */
  readonly vat: readonly VatFacts[]
}

/** What is taxed at one rate: BT-119, BT-116 and BT-117. */
export interface VatFacts {
  readonly percent: string | null
  readonly base: string | null
  readonly tax: string | null
}

/** One set of payment terms. */
export interface TermFacts {
  readonly dueOn: string | null
  /** PartialPaymentAmount: what is due on that date, when it is not the whole. */
  readonly amount: string | null
  /** The date is the last one for a discount, not the due date. */
  readonly isDiscount: boolean
  readonly description: string | null
}

export interface PartyFacts {
  readonly name: string | null
  /** Legal identifier (BT-30, BT-47), then the others (BT-29, BT-46). */
  readonly legalIds: readonly SchemedId[]
  readonly otherIds: readonly SchemedId[]
  readonly vatNumber: string | null
  readonly email: string | null
  readonly phone: string | null
  /** BT-35 to BT-40, BT-50 to BT-55. */
  readonly address: PostalAddress
}

/** Where letters go; `country` is the code of two letters, "FR". */
export interface PostalAddress {
  readonly lines: readonly string[]
  readonly postcode: string | null
  readonly town: string | null
  readonly country: string | null
}

/** An identifier and the list it belongs to (ISO 6523: "0002" is SIREN, "0009" SIRET). */
export interface SchemedId {
  readonly id: string
  readonly scheme: string | null
}

/** A note and its subject: PMD late penalties, PMT fixed indemnity, AAB discount… */
export interface InvoiceNote {
  readonly subject: string | null
  readonly text: string
}

/** What a customer owes, and what comes off it. */

/** "opening-balance": a debit carried over from the year before; "other-debit": a debit that is no invoice. */
export const INVOICE_KINDS = ['invoice', 'opening-balance', 'other-debit'] as const
export type InvoiceKind = (typeof INVOICE_KINDS)[number]

/** "adjustment": an entry of the books that is neither a credit note nor a payment. */
export const CREDIT_KINDS = ['credit-note', 'payment', 'adjustment'] as const
export type CreditKind = (typeof CREDIT_KINDS)[number]

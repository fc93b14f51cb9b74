/** What the lists of invoices, credit notes and payments can be narrowed to and sorted by. */

/** "withdrawn": brought by an import since cancelled; listed only when asked for. */
export const INVOICE_STATES = ['draft', 'open', 'overdue', 'settled', 'withdrawn'] as const
export const INVOICE_SORTS = ['issuedOn', 'dueOn', 'number', 'customer', 'total', 'open'] as const
export type InvoiceSort = (typeof INVOICE_SORTS)[number]

/** What each screen lists: an adjustment of the books stands with the credit notes. */
export const CREDIT_FAMILIES = ['credit-notes', 'payments'] as const
export type CreditFamily = (typeof CREDIT_FAMILIES)[number]

/** "open": something is left to allocate; "void": returned, cancelled, or gone from the books. */
export const CREDIT_STATES = ['open', 'allocated', 'void'] as const
export const CREDIT_SORTS = ['receivedOn', 'number', 'customer', 'amount', 'open'] as const
export type CreditSort = (typeof CREDIT_SORTS)[number]

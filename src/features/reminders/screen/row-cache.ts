import { highestLevel, type Level } from '#domain/dunning/levels.ts'
import type { CustomerPage, CustomerRow, InvoiceRow } from '../contract.ts'

/** The loaded pages of clients, as the query cache holds them. */
export interface CustomerPages {
  readonly pages: CustomerPage[]
  readonly pageParams: unknown[]
}

/**
 * Replaces one client wherever it is loaded, or takes it out (`null`): after an act on one client,
 * thousands of loaded rows are not asked for again.
 */
export function withCustomer(pages: CustomerPages, key: string, fresh: CustomerRow | null): CustomerPages {
  return {
    ...pages,
    pages: pages.pages.map((page) =>
      page.rows.some((row) => row.key === key)
        ? { ...page, rows: page.rows.flatMap((row) => (row.key === key ? (fresh ?? []) : row)) }
        : page,
    ),
  }
}

/** True where one of the pages loaded has the client. */
export function hasCustomer({ pages }: CustomerPages, key: string): boolean {
  return pages.some((page) => page.rows.some((row) => row.key === key))
}

/** The level shown at once, before the server has answered. */
export function withCustomerLevel(pages: CustomerPages, key: string, level: Level): CustomerPages {
  const row = pages.pages.flatMap((page) => page.rows).find((candidate) => candidate.key === key)
  return row ? withCustomer(pages, key, { ...row, level }) : pages
}

/** Sets the level of one invoice, or of all; the client's own is the highest of the answer. */
export function withInvoiceLevel(
  invoices: readonly InvoiceRow[],
  invoiceId: number | undefined,
  level: Level,
): { invoices: InvoiceRow[]; highest: Level } {
  const changed = invoices.map((invoice) =>
    invoiceId === undefined || invoice.id === invoiceId ? { ...invoice, level } : invoice,
  )
  return { invoices: changed, highest: highestLevel(changed.map((invoice) => invoice.level)) }
}

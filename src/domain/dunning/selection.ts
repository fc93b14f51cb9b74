/**
 * What is ticked on the page. "All" of 100,000 clients is a word, not 100,000 identifiers: a base,
 * then the exceptions by client, then the exceptions by invoice, the finer one winning.
 */
export interface Selection {
  readonly base: 'none' | 'all' | 'advised'
  readonly customers: Readonly<Record<CustomerKey, boolean>>
  /** Keyed by invoice id. */
  readonly invoices: Readonly<Record<string, InvoiceTick>>
}

/** "customerId:CUR": a client in two currencies is two rows and gets two letters. */
export type CustomerKey = string

export interface InvoiceTick {
  readonly customer: CustomerKey
  readonly ticked: boolean
}

export type TickState = 'ticked' | 'unticked' | 'partial'

export const NOTHING_SELECTED: Selection = { base: 'none', customers: {}, invoices: {} }

export function customerKey(customerId: number, currency: string): CustomerKey {
  return `${customerId}:${currency}`
}

/** True when nothing can be ticked: the button « Relancer mes clients » has nothing to do. */
export function isEmptySelection(selection: Selection): boolean {
  return (
    selection.base === 'none' &&
    !Object.values(selection.customers).some(Boolean) &&
    !Object.values(selection.invoices).some((tick) => tick.ticked)
  )
}

/** Ticking a client ticks all its invoices: what was said of them one by one is forgotten. */
export function tickCustomer(selection: Selection, customer: CustomerKey, ticked: boolean): Selection {
  const invoices = Object.fromEntries(
    Object.entries(selection.invoices).filter(([, tick]) => tick.customer !== customer),
  )
  return { ...selection, customers: { ...selection.customers, [customer]: ticked }, invoices }
}

export function tickInvoice(
  selection: Selection,
  customer: CustomerKey,
  invoiceId: number,
  ticked: boolean,
): Selection {
  return { ...selection, invoices: { ...selection.invoices, [invoiceId]: { customer, ticked } } }
}

/** Is this invoice ticked? `isAdvised`: at least one of its instalments has reached its delay. */
export function isInvoiceTicked(
  selection: Selection,
  invoice: { readonly id: number; readonly customer: CustomerKey; readonly isAdvised: boolean },
): boolean {
  const own = selection.invoices[invoice.id]
  if (own) return own.ticked
  const customer = selection.customers[invoice.customer]
  if (customer !== undefined) return customer
  return selection.base === 'all' || (selection.base === 'advised' && invoice.isAdvised)
}

/**
 * State of a client's box without its invoices at hand: `invoiceCount` and `advisedCount` come
 * with the row.
 */
export function customerTick(
  selection: Selection,
  row: { readonly customer: CustomerKey; readonly invoiceCount: number; readonly advisedCount: number },
): TickState {
  const ticks = Object.values(selection.invoices).filter((tick) => tick.customer === row.customer)
  const explicitlyTicked = ticks.filter((tick) => tick.ticked).length
  const inherited = inheritedTick(selection, row)
  if (inherited === 'partial') return 'partial'
  const others = row.invoiceCount - ticks.length
  const ticked = explicitlyTicked + (inherited === 'ticked' ? others : 0)
  if (ticked <= 0) return 'unticked'
  return ticked >= row.invoiceCount ? 'ticked' : 'partial'
}

function inheritedTick(
  selection: Selection,
  row: { readonly customer: CustomerKey; readonly invoiceCount: number; readonly advisedCount: number },
): TickState {
  const own = selection.customers[row.customer]
  if (own !== undefined) return own ? 'ticked' : 'unticked'
  if (selection.base === 'all') return 'ticked'
  if (selection.base === 'none' || row.advisedCount === 0) return 'unticked'
  return row.advisedCount >= row.invoiceCount ? 'ticked' : 'partial'
}

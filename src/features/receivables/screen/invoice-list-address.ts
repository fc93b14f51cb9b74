import { isDay } from '#domain/days-and-money/day.ts'
import { isLevel } from '#domain/dunning/levels.ts'
import { INVOICE_SORTS, INVOICE_STATES } from '#domain/receivables/receivable-lists.ts'
import type { InvoiceListRow } from '../invoice-contract.ts'

/** The list's state as its address spells it: /factures?etat=echue&q=dupont */
export interface InvoicesAddress {
  readonly entreprises?: string | undefined
  readonly etat?: string | undefined
  readonly q?: string | undefined
  readonly du?: string | undefined
  readonly au?: string | undefined
  readonly niveau?: string | undefined
  readonly client?: string | undefined
  readonly tri?: string | undefined
  readonly sens?: string | undefined
}

export const NO_FILTER = {
  etat: undefined,
  q: undefined,
  du: undefined,
  au: undefined,
  niveau: undefined,
  client: undefined,
} satisfies InvoicesAddress

export const STATE_WORDS: Readonly<Record<InvoiceListRow['state'], string>> = {
  draft: 'brouillon',
  open: 'ouverte',
  overdue: 'echue',
  settled: 'soldee',
  withdrawn: 'retiree',
}

/** Reads an address; what makes no sense in it is left out. */
export function queryOf(address: InvoicesAddress) {
  const level = Number(address.niveau)
  return {
    companies: address.entreprises,
    text: address.q,
    state: INVOICE_STATES.find((state) => STATE_WORDS[state] === address.etat),
    level: isLevel(level) ? level : undefined,
    issuedFrom: address.du && isDay(address.du) ? address.du : undefined,
    issuedTo: address.au && isDay(address.au) ? address.au : undefined,
    customer: Number(address.client) || undefined,
    sort: INVOICE_SORTS.find((sort) => sort === address.tri) ?? ('issuedOn' as const),
    direction: address.sens === 'asc' ? ('asc' as const) : ('desc' as const),
  }
}

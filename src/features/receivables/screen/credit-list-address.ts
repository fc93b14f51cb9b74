import { isDay } from '#domain/days-and-money/day.ts'
import { CREDIT_SORTS, CREDIT_STATES, type CreditFamily } from '#domain/receivables/receivable-lists.ts'
import type { CreditListRow } from '../credit-contract.ts'

/** The list's state as its address spells it: /reglements?etat=a-affecter&q=dupont */
export interface CreditsAddress {
  readonly entreprises?: string | undefined
  readonly etat?: string | undefined
  readonly q?: string | undefined
  readonly du?: string | undefined
  readonly au?: string | undefined
  readonly client?: string | undefined
  readonly tri?: string | undefined
  readonly sens?: string | undefined
}

export const NO_FILTER = {
  etat: undefined,
  q: undefined,
  du: undefined,
  au: undefined,
  client: undefined,
} satisfies CreditsAddress

export const STATE_WORDS: Readonly<Record<CreditListRow['state'], string>> = {
  open: 'a-affecter',
  allocated: 'affecte',
  void: 'sans-valeur',
}

/** Reads an address; what makes no sense in it is left out. */
export function queryOf(family: CreditFamily, address: CreditsAddress) {
  return {
    companies: address.entreprises,
    family,
    text: address.q,
    state: CREDIT_STATES.find((state) => STATE_WORDS[state] === address.etat),
    receivedFrom: address.du && isDay(address.du) ? address.du : undefined,
    receivedTo: address.au && isDay(address.au) ? address.au : undefined,
    customer: Number(address.client) || undefined,
    sort: CREDIT_SORTS.find((sort) => sort === address.tri) ?? ('receivedOn' as const),
    direction: address.sens === 'asc' ? ('asc' as const) : ('desc' as const),
  }
}

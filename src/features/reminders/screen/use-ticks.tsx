import { useCallback, useEffect, useState } from 'react'
import {
  type CustomerKey,
  NOTHING_SELECTED,
  type Selection,
  tickCustomer,
  tickInvoice,
} from '#domain/dunning/selection.ts'
import type { Filters } from '../contract.ts'
import type { Tab } from './page-address.ts'

export interface Ticks {
  readonly selection: Selection
  /** Filters the selection is to be read with. */
  readonly scope: Filters
  readonly tickOne: (customer: CustomerKey, ticked: boolean) => void
  readonly tickInvoice: (customer: CustomerKey, invoiceId: number, ticked: boolean) => void
  readonly tickBase: (base: Selection['base']) => void
}

interface Ticked {
  readonly selection: Selection
  /** Filters that "all" or "advised" was said of; null when clients are ticked one by one. */
  readonly scope: Filters | null
}

const NOTHING: Ticked = { selection: NOTHING_SELECTED, scope: null }

/**
 * What is ticked. Clients ticked one by one survive a change of filters, so that one can look for
 * a client, tick it, and look for the next. "All" means all of what the list shows: it is forgotten
 * when the list shows something else.
 */
export function useTicks(filters: Filters, tab: Tab): Ticks {
  const [ticked, setTicked] = useState<Ticked>(NOTHING)
  const scopeOf = (base: Selection['base']): Filters =>
    base === 'all' && tab === 'advised' ? { ...filters, tab } : filters
  const shown = JSON.stringify([filters, tab])
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the list changes, and only then
  useEffect(() => {
    if (tab === 'set-aside') return
    setTicked((current) => {
      if (current.scope === null) return current
      const isSame = JSON.stringify(current.scope) === JSON.stringify(scopeOf(current.selection.base))
      return isSame ? current : NOTHING
    })
  }, [shown])
  const change = useCallback(
    (act: (selection: Selection) => Selection) =>
      setTicked((current) => ({ ...current, selection: act(current.selection) })),
    [],
  )
  return {
    selection: ticked.selection,
    scope: ticked.scope ?? { on: filters.on, companies: filters.companies },
    tickOne: useCallback(
      (customer, isTicked) => change((selection) => tickCustomer(selection, customer, isTicked)),
      [change],
    ),
    tickInvoice: useCallback(
      (customer, invoiceId, isTicked) =>
        change((selection) => tickInvoice(selection, customer, invoiceId, isTicked)),
      [change],
    ),
    tickBase: (base) =>
      setTicked(
        base === 'none' ? NOTHING : { selection: { ...NOTHING_SELECTED, base }, scope: scopeOf(base) },
      ),
  }
}

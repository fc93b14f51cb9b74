import { useCallback, useEffect, useState } from 'react'
import {
  type CustomerKey,
  NOTHING_SELECTED,
  type Selection,
  tickCustomer,
  tickInvoice,
} from '#domain/selection.ts'
import type { Filters } from './contract.ts'

export interface Ticks {
  readonly selection: Selection
  /** Filters the selection is to be read with. */
  readonly scope: Filters
  readonly tickOne: (customer: CustomerKey, ticked: boolean) => void
  readonly tickInvoice: (customer: CustomerKey, invoiceId: number, ticked: boolean) => void
  readonly tickBase: (base: Selection['base']) => void
}

/**
 * What is ticked. Clients ticked one by one survive a change of filters, so that one can look for
 * a client, tick it, and look for the next. "All" means all of what the filters show: it is
 * forgotten with them.
 */
export function useTicks(filters: Filters): Ticks {
  const [selection, setSelection] = useState<Selection>(NOTHING_SELECTED)
  const filtersText = JSON.stringify(filters)
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the filters change, and only then
  useEffect(() => {
    setSelection((current) => (current.base === 'none' ? current : NOTHING_SELECTED))
  }, [filtersText])
  const scope = selection.base === 'none' ? { on: filters.on, companies: filters.companies } : filters
  return {
    selection,
    scope,
    tickOne: useCallback(
      (customer, ticked) => setSelection((current) => tickCustomer(current, customer, ticked)),
      [],
    ),
    tickInvoice: useCallback(
      (customer, invoiceId, ticked) =>
        setSelection((current) => tickInvoice(current, customer, invoiceId, ticked)),
      [],
    ),
    tickBase: useCallback((base) => setSelection({ ...NOTHING_SELECTED, base }), []),
  }
}

import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import type { Selection } from '#domain/dunning/selection.ts'
import { ask } from '#ui/ask.ts'
import { sayFailure } from '#ui/notices.tsx'
import {
  type CustomerRow,
  type Filters,
  fetchCustomers,
  fetchInvoices,
  fetchSetAside,
  fetchSetAsideReasons,
  fetchTotals,
  type InvoiceRow,
} from '../contract.ts'
import { changeLevel, type LevelChange, sumSelection } from '../selection-contract.ts'
import type { PageState } from './page-address.ts'
import {
  type CustomerPages,
  hasCustomer,
  withCustomer,
  withCustomerLevel,
  withInvoiceLevel,
} from './row-cache.ts'

/** What the page asks, under keys that begin with "reminders" so that one word refreshes all of it. */

const ROWS = ['reminders', 'rows'] as const

export const customersQuery = (state: PageState) =>
  infiniteQueryOptions({
    queryKey: [...ROWS, state.filters, state.tab, state.sort, state.direction],
    queryFn: ({ pageParam, signal }) =>
      ask(
        fetchCustomers,
        {
          query: {
            ...state.filters,
            tab: state.tab === 'advised' ? 'advised' : 'all',
            sort: state.sort,
            direction: state.direction,
            after: pageParam,
            limit: 100,
          },
        },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    enabled: state.dateProblem === null && state.tab !== 'set-aside',
  })

export const totalsQuery = (state: PageState) =>
  queryOptions({
    queryKey: ['reminders', 'totals', state.filters],
    queryFn: ({ signal }) => ask(fetchTotals, { query: state.filters }, { signal }),
    enabled: state.dateProblem === null,
  })

export const setAsideQuery = (state: PageState) =>
  infiniteQueryOptions({
    queryKey: ['reminders', 'set-aside', state.filters, state.reason],
    queryFn: ({ pageParam }) =>
      ask(fetchSetAside, { query: { ...state.filters, reason: state.reason, after: pageParam, limit: 100 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: state.dateProblem === null,
  })

export const setAsideReasonsQuery = (state: PageState) =>
  queryOptions({
    queryKey: ['reminders', 'set-aside', 'reasons', state.filters],
    queryFn: () =>
      ask(fetchSetAsideReasons, {
        query: { on: state.filters.on, companies: state.filters.companies, text: state.filters.text },
      }),
    enabled: state.dateProblem === null,
  })

export const invoicesQuery = (row: Pick<CustomerRow, 'customerId' | 'currency'>, on: string) =>
  queryOptions({
    queryKey: ['reminders', 'invoices', on, row.customerId, row.currency],
    queryFn: async () =>
      (
        await ask(fetchInvoices, {
          params: { customerId: row.customerId },
          query: { on, currency: row.currency },
        })
      ).invoices,
  })

export const selectionQuery = (filters: Filters, selection: Selection, letterOn?: string) =>
  queryOptions({
    queryKey: ['reminders', 'selection', filters, selection, letterOn],
    queryFn: () => ask(sumSelection, { body: { filters, selection, letterOn } }),
    placeholderData: keepPreviousData,
  })

/** Sets a level: shown at once, then the client's row alone is read again. */
export function useLevelChange() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ change }: { change: LevelChange; row: CustomerRow }) => ask(changeLevel, { body: change }),
    onMutate: ({ change, row }) => showLevel(client, change, row),
    onError: sayFailure,
    onSettled: (_result, _error, { change, row }) => refreshCustomer(client, row, change.on),
  })
}

function showLevel(client: QueryClient, change: LevelChange, row: CustomerRow): void {
  const invoicesKey = invoicesQuery(row, change.on).queryKey
  const known = client.getQueryData<InvoiceRow[]>(invoicesKey)
  const after = known && known.length > 0 ? withInvoiceLevel(known, change.invoiceId, change.level) : null
  if (after) client.setQueryData(invoicesKey, after.invoices)
  patchRows(client, (pages) => withCustomerLevel(pages, row.key, after?.highest ?? change.level))
}

/** Reads one client again after an act on it: its row, its invoices, and the sums around. */
export async function refreshCustomer(client: QueryClient, row: CustomerRow, on: string): Promise<void> {
  for (const part of ['totals', 'selection', 'set-aside'])
    void client.invalidateQueries({ queryKey: ['reminders', part] })
  void client.invalidateQueries({ queryKey: invoicesQuery(row, on).queryKey })
  const found = await ask(fetchCustomers, {
    query: { on, companies: [row.company], text: row.code, limit: 200 },
  }).catch(() => null)
  if (!found) return
  const fresh = found.rows.find((candidate) => candidate.key === row.key) ?? null
  patchRows(client, (pages) => withCustomer(pages, row.key, fresh))
  // One that had left the list, and is back because the act was undone, has its place in no page that is loaded.
  const shown = client.getQueriesData<CustomerPages>({ queryKey: ROWS, type: 'active' })
  if (fresh && shown.some(([, pages]) => pages && !hasCustomer(pages, row.key)))
    await client.invalidateQueries({ queryKey: ROWS })
}

function patchRows(client: QueryClient, patch: (pages: CustomerPages) => CustomerPages): void {
  client.setQueriesData<CustomerPages>({ queryKey: ROWS }, (pages) => pages && patch(pages))
}

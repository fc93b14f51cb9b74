import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { ask } from '#ui/ask.ts'
import { fetchMessage, fetchMessages, fetchOutbox, type MessagesQuery } from '../contract.ts'
import { fetchReturns } from '../returns-contract.ts'

/** What « Envois » asks; keys begin with "outbox" so that one word refreshes all of it. */

/** Messages leave by themselves: the page follows while it is open. */
const FOLLOW_MS = 5_000

export const messagesQuery = (filters: MessagesQuery) =>
  infiniteQueryOptions({
    queryKey: ['outbox', 'messages', filters],
    queryFn: ({ pageParam }) => ask(fetchMessages, { query: { ...filters, after: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: FOLLOW_MS,
  })

export const summaryQuery = (companies: string | undefined) =>
  queryOptions({
    queryKey: ['outbox', 'summary', companies],
    queryFn: () => ask(fetchOutbox, { query: { companies } }),
    refetchInterval: FOLLOW_MS,
  })

export const messageQuery = (id: number) =>
  queryOptions({
    queryKey: ['outbox', 'message', id],
    queryFn: () => ask(fetchMessage, { params: { id } }),
  })

export const returnsQuery = (id: number) =>
  queryOptions({
    queryKey: ['outbox', 'returns', id],
    queryFn: () => ask(fetchReturns, { params: { id } }),
  })

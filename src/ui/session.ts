import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import type { Session } from '#features/session/contract.ts'
import { fetchSession } from './api.ts'

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: fetchSession,
  staleTime: 60_000,
})

/** Loaded by the root route before any screen: never waits. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data
}

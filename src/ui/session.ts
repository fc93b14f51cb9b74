import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import type { Session } from '#features/people/session-contract.ts'
import { fetchSession } from '#features/people/session-contract.ts'
import { ask } from './ask.ts'

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => ask(fetchSession, {}),
  staleTime: 60_000,
})

/** Loaded by the root route before any screen: never waits. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data
}

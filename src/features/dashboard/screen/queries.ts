import { queryOptions } from '@tanstack/react-query'
import { ask } from '#ui/ask.ts'
import { fetchEffects, fetchStanding } from '../contract.ts'

/** Two bands show promises: they are asked once. */
export function effectsQuery(companies: string | undefined, currency: string | undefined) {
  return queryOptions({
    queryKey: ['dashboard', 'effects', companies, currency],
    queryFn: () => ask(fetchEffects, { query: { companies, currency } }),
  })
}

/** The page reads the currencies of it, and a band the rest. */
export function standingQuery(companies: string | undefined, currency: string | undefined) {
  return queryOptions({
    queryKey: ['dashboard', 'standing', companies, currency],
    queryFn: () => ask(fetchStanding, { query: { companies, currency } }),
  })
}

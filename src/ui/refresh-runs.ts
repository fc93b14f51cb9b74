import type { QueryClient } from '@tanstack/react-query'

/** After a confirmation, an undoing or an abandon: the list, the history and the drafts have changed. */
export function refreshAfterRun(client: QueryClient): Promise<unknown> {
  return Promise.all(
    ['runs', 'reminders', 'history', 'session'].map((key) => client.invalidateQueries({ queryKey: [key] })),
  )
}

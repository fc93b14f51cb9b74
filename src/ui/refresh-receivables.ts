import type { QueryClient } from '@tanstack/react-query'

/** After an act on invoices or credits, whatever shows them reads itself again, the list of reminders first. */
export function refreshReceivables(client: QueryClient): void {
  for (const key of ['receivables', 'reminders', 'customer'])
    void client.invalidateQueries({ queryKey: [key] })
}

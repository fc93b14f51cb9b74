import { queryOptions } from '@tanstack/react-query'
import { ask } from '#ui/ask.ts'
import { fetchBackups } from '../contract.ts'

/** The backups kept, and how the last one ended: for their page, and for the notice above every page. */
export const backupsQuery = queryOptions({
  queryKey: ['backups'],
  queryFn: () => ask(fetchBackups, {}),
})

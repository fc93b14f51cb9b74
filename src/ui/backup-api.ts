import { queryOptions } from '@tanstack/react-query'
import type { BackupState } from '#features/backups/contract.ts'
import { getJson, sendJson } from './request.ts'

/** The backups kept, and how the last one ended. */
export const backupsQuery = queryOptions({
  queryKey: ['backups'],
  queryFn: () => getJson<BackupState>('/api/backups'),
})
export const startBackup = () => sendJson<BackupState>('POST', '/api/backups')
/** Where a backup is downloaded from. */
export const backupPath = (name: string) => `/api/backups/${encodeURIComponent(name)}/file`

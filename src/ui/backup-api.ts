import type { BackupState } from '#features/backups/contract.ts'
import { getJson, sendJson } from './request.ts'

export const fetchBackups = () => getJson<BackupState>('/api/backups')
export const startBackup = () => sendJson<BackupState>('POST', '/api/backups')
/** Where a backup is downloaded from. */
export const backupPath = (name: string) => `/api/backups/${encodeURIComponent(name)}/file`

import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'

/** « Paramètres › Sauvegardes »: the backups the server keeps. */

/** "2026-11-24T02:00:00", in the time of France. */
const moment = z.string()

const keptBackup = z.object({
  name: z.string(),
  madeAt: moment,
  kind: z.enum(['scheduled', 'manual']),
  bytes: z.number().int(),
})
export type KeptBackup = z.infer<typeof keptBackup>

export const backupState = z.object({
  /** The folder or the bucket. */
  folder: z.string(),
  /** When one is made every day, "02:00"; null: never by itself. */
  hour: z.string().nullable(),
  keep: z.object({ days: z.number().int(), weeks: z.number().int(), months: z.number().int() }),
  /** Since when one is being made; null: none is. */
  runningSince: moment.nullable(),
  /** The last one tried, when it failed. */
  failure: z.object({ at: moment, message: z.string() }).nullable(),
  /** Whole days since the newest or, when there is none, since the first company; null: there is nothing to lose. */
  daysSince: z.number().int().nullable(),
  /** One is to be made every day, and none was for days. */
  isStale: z.boolean(),
  /** The newest first. */
  backups: z.array(keptBackup),
})
export type BackupState = z.infer<typeof backupState>

export const fetchBackups = endpoint({
  method: 'get',
  path: '/api/backups',
  capability: 'manage-backups',
  companies: 'none',
  tags: ['Sauvegardes'],
  summary: 'The backups of the folder, when the next is made, and how the last one ended',
  answer: backupState,
})

export const startBackup = endpoint({
  method: 'post',
  path: '/api/backups',
  capability: 'manage-backups',
  companies: 'none',
  tags: ['Sauvegardes'],
  summary: 'Starts a backup, and answers at once',
  answer: backupState,
})

export const fetchBackup = endpoint({
  method: 'get',
  path: '/api/backups/{name}/file',
  capability: 'manage-backups',
  companies: 'none',
  tags: ['Sauvegardes'],
  summary: 'A backup, as a file',
  params: z.object({ name: z.string() }),
  answer: 'file',
})

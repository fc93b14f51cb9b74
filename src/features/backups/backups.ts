import { join } from 'node:path'
import { sql } from 'kysely'
import { lastPlanned, STALE_DAYS } from '#domain/backup-retention.ts'
import { type Day, daysBetween } from '#domain/day.ts'
import { RelancesError } from '#domain/errors.ts'
import { type Language, translate } from '#messages/translate.ts'
import { currentMoment } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import type { Actor } from '#platform/context.ts'
import { knownFailure } from '#platform/http-failure.ts'
import type { Logger } from '#platform/log.ts'
import { type BackupParts, makeBackup } from '#platform/make-backup.ts'
import { withScope } from '#platform/scoped.ts'
import { ZONE } from '#platform/zone.ts'
import { backupName, listBackups, prepareFolder, removeAbandoned, removeExpired } from './backup-folder.ts'
import type { BackupState, KeptBackup } from './contract.ts'

/** The backups of the server's folder: made every day, or when asked. */
export interface Backups {
  state(language: Language): Promise<BackupState>
  /** Starts one; `state` tells when it has ended. @throws RelancesError conflict while one is under way */
  start(actor: Actor): Promise<void>
  /** Notes in the audit who takes a backup, and says where it is. @throws RelancesError not-found */
  take(name: string, actor: Actor): Promise<{ readonly path: string; readonly bytes: number }>
  /** Makes the one of the day when it is due; resolves once it is made. Does nothing otherwise. */
  makeDue(): Promise<void>
  /** Cuts off what is under way: nothing is left of it. */
  stop(): Promise<void>
}

interface Parts extends Omit<BackupParts, 'database'> {
  readonly database: BackupParts['database'] & Parameters<typeof withScope>[0]
  readonly config: Pick<Config, 'backups'>
  readonly log: Pick<Logger, 'error'>
  /** For tests; the clock of the machine otherwise. */
  readonly now?: () => string
}

const SCHEDULE: Actor = { kind: 'system', name: 'sauvegarde' }

export function createBackups(parts: Parts): Backups {
  const { folder, hour, keep } = parts.config.backups
  const now = parts.now ?? currentMoment
  const stopping = new AbortController()
  let running: { readonly since: string; readonly ended: Promise<void> } | null = null
  let failure: { readonly at: string; readonly error: unknown } | null = null

  const isMade = async () => {
    const [newest] = await listBackups(folder)
    return hour !== null && newest !== undefined && newest.madeAt >= lastPlanned(now(), hour)
  }
  const make = async (kind: KeptBackup['kind'], actor: Actor) => {
    const name = backupName(now(), kind)
    try {
      await prepareFolder(folder).catch((error: NodeJS.ErrnoException) => {
        throw new RelancesError('unavailable', 'backup.not-writable', {
          file: folder,
          reason: error.code ?? '',
        })
      })
      const options = kind === 'scheduled' ? { isNeedless: isMade } : {}
      await makeBackup(parts, join(folder, name), { signal: stopping.signal, ...options })
      failure = null
      await noteInAudit(parts.database, actor, 'backups', name)
      await removeExpired(folder, keep)
      await removeAbandoned(folder)
    } catch (error) {
      if (stopping.signal.aborted) return
      // Another process on this database makes it, or has: the folder tells.
      if (error instanceof RelancesError && error.code === 'conflict' && kind === 'scheduled') return
      if (!(error instanceof RelancesError)) parts.log.error({ err: error }, 'backup failed')
      failure = { at: now(), error }
    }
  }
  const launch = (kind: KeptBackup['kind'], actor: Actor): Promise<void> => {
    if (running) throw new RelancesError('conflict', 'backup.under-way')
    const ended = make(kind, actor).finally(() => {
      running = null
    })
    running = { since: now(), ended }
    return ended
  }
  return {
    async state(language) {
      const backups = await listBackups(folder)
      const [newest] = backups
      const since = newest ? newest.madeAt.slice(0, 10) : await firstDay(parts.database)
      const daysSince = since === null ? null : daysBetween(since, now().slice(0, 10))
      return {
        folder,
        hour,
        keep,
        runningSince: running?.since ?? null,
        failure: failure && { at: failure.at, message: sentenceOf(failure.error, language) },
        daysSince,
        isStale: hour !== null && daysSince !== null && daysSince >= STALE_DAYS,
        backups,
      }
    },
    async start(actor) {
      launch('manual', actor).catch(() => undefined)
    },
    async take(name, actor) {
      const found = (await listBackups(folder)).find((backup) => backup.name === name)
      if (!found) throw new RelancesError('not-found', 'backup.not-found')
      await noteInAudit(parts.database, actor, 'exports', name)
      return { path: join(folder, name), bytes: found.bytes }
    },
    async makeDue() {
      if (hour === null || running || (await isMade())) return
      if ((await firstDay(parts.database)) !== null) await launch('scheduled', SCHEDULE)
    },
    async stop() {
      stopping.abort()
      await running?.ended
    },
  }
}

// A backup holds all that is personal: who made or took it is on record, of the installation (company 0).
async function noteInAudit(
  database: Parts['database'],
  actor: Actor,
  what: 'backups' | 'exports',
  name: string,
): Promise<void> {
  await withScope(database, { actor, companyIds: [] }, (tx) =>
    sql`select record_note(0, ${what}, null, jsonb_build_object('file_name', ${name}::text))`.execute(tx),
  )
}

// Before the first company there is nothing to lose.
async function firstDay(database: Parts['database']): Promise<Day | null> {
  const found = await withScope(
    database,
    { actor: SCHEDULE, companyIds: 'all' },
    (tx) =>
      tx
        .selectFrom('companies')
        .select(sql<Day | null>`min((created_at at time zone ${ZONE})::date)`.as('day'))
        .executeTakeFirst(),
    { readOnly: true },
  )
  return found?.day ?? null
}

function sentenceOf(error: unknown, language: Language): string {
  const known = knownFailure(error)
  return translate(language, known?.key ?? 'backup.failed', known?.values)
}

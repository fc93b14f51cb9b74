import { sql } from 'kysely'
import { lastPlanned, STALE_DAYS } from '#domain/days-and-money/backup-retention.ts'
import { type Day, daysBetween } from '#domain/days-and-money/day.ts'
import { RelancesError } from '#domain/errors.ts'
import { type Language, translate } from '#messages/translate.ts'
import { currentMoment } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import type { Actor } from '#platform/context.ts'
import { knownFailure } from '#platform/http-failure.ts'
import { type Lease, readJob, takeLease } from '#platform/leases.ts'
import type { Logger } from '#platform/log.ts'
import { type BackupParts, makeBackup } from '#platform/make-backup.ts'
import { withScope } from '#platform/scoped.ts'
import { ZONE } from '#platform/zone.ts'
import type { BackupState, KeptBackup } from '../contract.ts'
import { type BackupShelf, backupName, folderShelf, removeExpired } from './backup-shelf.ts'

/** The backups the server keeps: made every day, or when asked. */
export interface Backups {
  state(language: Language): Promise<BackupState>
  /** Starts one; `state` tells when it has ended. @throws RelancesError conflict while one is under way */
  start(actor: Actor): Promise<void>
  /** Notes in the audit who takes a backup, and gives it. @throws RelancesError not-found */
  take(
    name: string,
    actor: Actor,
  ): Promise<{ readonly content: AsyncIterable<Uint8Array>; readonly bytes: number }>
  /** Makes the one of the day when it is due; resolves once it is made. Does nothing otherwise. */
  makeDue(): Promise<void>
  /** Makes the one that a process which died was making, of this server or another. Does nothing otherwise. */
  takeOver(): Promise<void>
  /** Cuts off what is under way: nothing is left of it. */
  stop(): Promise<void>
}

interface Parts extends Omit<BackupParts, 'database'> {
  readonly database: BackupParts['database'] & Parameters<typeof withScope>[0]
  readonly config: Pick<Config, 'backups'>
  readonly log: Pick<Logger, 'error'>
  /** Where they are kept; in the folder of the configuration unless given. */
  readonly shelf?: BackupShelf
  /** For tests; the clock of the machine otherwise. */
  readonly now?: () => string
}

const SCHEDULE: Actor = { kind: 'system', name: 'sauvegarde' }

/** A backup that is being made, by any process. */
interface Task {
  readonly kind: KeptBackup['kind']
  readonly actor: Actor
  readonly since: string
}

/** Why the last one failed. */
interface Problem {
  readonly at: string
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
}

const JOB = 'backup'

export function createBackups(parts: Parts): Backups {
  const { database } = parts
  const { folder, hour, keep } = parts.config.backups
  const shelf = parts.shelf ?? folderShelf(folder)
  const now = parts.now ?? currentMoment
  const stopping = new AbortController()
  let running: Promise<void> | null = null

  const isMade = async () => {
    const [newest] = await shelf.list()
    return hour !== null && newest !== undefined && newest.madeAt >= lastPlanned(now(), hour)
  }
  const make = async ({ kind, actor }: Task, signal: AbortSignal) => {
    const name = backupName(now(), kind)
    await shelf.prepare()
    await makeBackup(parts, shelf.file(name), {
      signal,
      ...(kind === 'scheduled' ? { isNeedless: isMade } : {}),
    })
    await noteInAudit(database, actor, 'backups', name)
    await removeExpired(shelf, keep)
    await shelf.removeAbandoned()
  }
  const work = async (lease: Lease, task: Task, isTakenOver: boolean) => {
    const signal = AbortSignal.any([stopping.signal, lease.lost])
    try {
      await make(task, signal)
      await lease.end(null)
    } catch (error) {
      if (signal.aborted) return await lease.giveBack()
      if (error instanceof RelancesError && error.code === 'conflict') {
        // Of a lost machine, the database has not noticed the end yet.
        if (isTakenOver) return lease.abandon()
        // A command line on this database makes it, or has: the folder tells.
        if (task.kind === 'scheduled') return await lease.giveBack()
      }
      if (!(error instanceof RelancesError)) parts.log.error({ err: error }, 'backup failed')
      const known = knownFailure(error)
      const { key = 'backup.failed', values = {} } = known ?? {}
      await lease.end({ at: now(), key, values } satisfies Problem)
    }
  }
  /** Null while another process, or this one, is at it. */
  const launch = async (task: Task, isTakenOver = false): Promise<{ ended: Promise<void> } | null> => {
    if (running) return null
    const lease = await takeLease(database, JOB, { task })
    if (!lease) return null
    const ended = work(lease, task, isTakenOver).finally(() => {
      running = null
    })
    running = ended
    return { ended }
  }
  return {
    state: (language) => readState({ ...parts, shelf }, now(), language),
    async start(actor) {
      if (!(await launch({ kind: 'manual', actor, since: now() })))
        throw new RelancesError('conflict', 'backup.under-way')
    },
    async take(name, actor) {
      const found = (await shelf.list()).find((backup) => backup.name === name)
      if (!found) throw new RelancesError('not-found', 'backup.not-found')
      await noteInAudit(database, actor, 'exports', name)
      return { content: shelf.open(name), bytes: found.bytes }
    },
    async makeDue() {
      if (hour === null || running || (await isMade())) return
      if ((await firstDay(database)) === null) return
      await (await launch({ kind: 'scheduled', actor: SCHEDULE, since: now() }))?.ended
    },
    async takeOver() {
      if (running) return
      const { task, isAbandoned } = await readJob<Task, Problem>(database, JOB)
      if (task && isAbandoned) await (await launch(task, true))?.ended
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}

async function readState(
  { database, config, shelf }: Pick<Parts, 'database' | 'config'> & { readonly shelf: BackupShelf },
  now: string,
  language: Language,
): Promise<BackupState> {
  const { hour, keep } = config.backups
  const backups = await shelf.list()
  const { task, problem } = await readJob<Task, Problem>(database, JOB)
  const [newest] = backups
  const since = newest ? newest.madeAt.slice(0, 10) : await firstDay(database)
  const daysSince = since === null ? null : daysBetween(since, now.slice(0, 10))
  return {
    folder: shelf.place,
    hour,
    keep,
    runningSince: task?.since ?? null,
    failure: problem && { at: problem.at, message: translate(language, problem.key, problem.values) },
    daysSince,
    isStale: hour !== null && daysSince !== null && daysSince >= STALE_DAYS,
    backups,
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

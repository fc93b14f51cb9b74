import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from './database.ts'

type Db = Pick<Database, 'db'>

/** How long a process that says nothing more is believed to be at its job. */
const HELD_SECONDS = 15
/** How often it says that it is. */
const BEAT_MS = 5_000

/** What is known of a job, whichever process does it. */
export interface JobState<Task, Problem> {
  /** What is being done; null while nobody is at it. */
  readonly task: Task | null
  /** Its process died before the end: it waits for somebody to take it over. */
  readonly isAbandoned: boolean
  /** Why it failed the last time; null when it went well. */
  readonly problem: Problem | null
}

/** A job that this process alone has in hand. */
export interface Lease {
  /** Aborted once another process may have taken the job over: this one was not heard of for too long. */
  readonly lost: AbortSignal
  /** Notes that the job is done, or why it has failed, and lets go of it. */
  end(problem: object | null): Promise<void>
  /** Lets go of it as if it had not been begun. */
  giveBack(): Promise<void>
  /** Leaves it as a death would: in a while it is taken over, by this process or another. */
  abandon(): void
}

/**
 * Takes a job that one process does for all, unless another one is at it; null then. It is a row that expires, and no
 * lock of a session: PgBouncer keeps no session, and the session of a machine that lost its network lives on for hours.
 * `everySeconds`: not if it was done to its end since.
 *
 * A process that stops short for fifteen seconds loses its lease without knowing at once: what a job writes must bear
 * being done by two.
 */
export async function takeLease(
  { db }: Db,
  name: string,
  { task = {}, everySeconds = 0 }: { readonly task?: object; readonly everySeconds?: number } = {},
): Promise<Lease | null> {
  const holder = randomUUID()
  const isFree = sql`case when l.holder is not null then l.held_until < now()
    else coalesce(l.done_at <= now() - make_interval(secs => ${everySeconds}), true) end`
  const { rows } = await sql`
    insert into job_leases as l (name, holder, held_until, task)
    select ${name}, ${holder}, ${UNTIL}, ${JSON.stringify(task)}
    -- Asked every few seconds: what is not to be had is not written, nor locked.
    where not exists (select from job_leases l where name = ${name} and not ${isFree})
    on conflict (name) do update
      set holder = excluded.holder, held_until = excluded.held_until, task = excluded.task
      where ${isFree}
    returning 1`.execute(db)
  return rows.length === 0 ? null : keep({ db }, name, holder)
}

/** What is known of a job. */
export async function readJob<Task, Problem>({ db }: Db, name: string): Promise<JobState<Task, Problem>> {
  const { rows } = await sql<JobState<Task, Problem>>`
    select case when holder is not null then task end as task, problem,
      coalesce(holder is not null and held_until < now(), false) as "isAbandoned"
    from job_leases where name = ${name}`.execute(db)
  return rows[0] ?? { task: null, isAbandoned: false, problem: null }
}

const UNTIL = sql`now() + make_interval(secs => ${HELD_SECONDS})`

function keep({ db }: Db, name: string, holder: string): Lease {
  const lost = new AbortController()
  let heardAt = performance.now()
  const update = async (change: RawBuilder<unknown>) => {
    const { numAffectedRows } = await sql`
      update job_leases set ${change} where name = ${name} and holder = ${holder}`.execute(db)
    return numAffectedRows === 1n
  }
  const beat = async () => {
    const askedAt = performance.now()
    const isHeld = await update(sql`held_until = ${UNTIL}`).catch(() => null)
    if (isHeld) heardAt = askedAt
    // A database that does not answer may have been heard by others meanwhile.
    if (isHeld === false || performance.now() - heardAt > HELD_SECONDS * 1_000) lost.abort()
  }
  const timer = setInterval(() => void beat(), BEAT_MS)
  timer.unref()
  const letGo = async (change: RawBuilder<unknown>) => {
    clearInterval(timer)
    await update(sql`holder = null, held_until = null, task = null, ${change}`)
  }
  return {
    lost: lost.signal,
    async end(problem) {
      const change = problem
        ? sql`problem = ${JSON.stringify(problem)}::json`
        : sql`done_at = now(), problem = null`
      // While the database does not answer; after that the lease has expired, and the job is taken over.
      for (let left = HELD_SECONDS; left > 0; left -= 1) {
        const isTold = await letGo(change).then(
          () => true,
          () => false,
        )
        if (isTold) return
        await delay(1_000, undefined, { ref: false })
      }
    },
    giveBack: () => letGo(sql`problem = problem`).catch(() => undefined),
    abandon: () => clearInterval(timer),
  }
}

/** How soon a process sees that a job is due, or that nobody is at it any more. */
export const LOOK_MS = 5_000

/**
 * A turn (`openBackground`, `src/platform/background.ts`) of a job that one process does for all, whichever comes first:
 * it does nothing while another is at it, nor if it was done less than `everySeconds` ago. Its signal is aborted when
 * the process stops, and when the lease is lost.
 */
export function leased(
  database: Db,
  { name, everySeconds }: { readonly name: string; readonly everySeconds: number },
  work: (signal: AbortSignal) => Promise<void>,
): (stopping: AbortSignal) => Promise<void> {
  return async (stopping) => {
    const lease = await takeLease(database, name, { everySeconds })
    if (!lease) return
    try {
      await work(AbortSignal.any([stopping, lease.lost]))
      await lease.end(null)
    } catch (error) {
      await lease.end({})
      throw error
    }
  }
}

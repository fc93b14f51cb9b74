import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import type { Database } from './database.ts'

export interface AttemptLimit {
  /** What is tried: "sign-in", "import". */
  readonly name: string
  readonly max: number
  readonly windowSeconds: number
  /** Key of what is said to who tries too often; its blank is {minutes}. */
  readonly refusal?: string
}

/**
 * Counts one more try of `subject` (an address, an account) and refuses those over the limit until the window
 * ends. Counted in the database, so that several processes count together and a restart forgives nothing.
 * @throws RelancesError too-many, saying in how many minutes to try again (`Retry-After` says it in seconds)
 */
export async function countAttempt(
  database: Pick<Database, 'db'>,
  limit: AttemptLimit,
  subject: string,
): Promise<void> {
  const { rows } = await sql<{ count: number; seconds: number }>`
    insert into attempts (subject, count, window_ends_at)
    values (${keyOf(limit, subject)}, 1, clock_timestamp() + make_interval(secs => ${limit.windowSeconds}))
    on conflict (subject) do update set
      count = case when attempts.window_ends_at < clock_timestamp() then 1 else attempts.count + 1 end,
      window_ends_at = case when attempts.window_ends_at < clock_timestamp()
        then excluded.window_ends_at else attempts.window_ends_at end
    returning count, ceil(extract(epoch from window_ends_at - clock_timestamp()))::int as seconds
  `.execute(database.db)
  const [tried] = rows
  if (!tried || tried.count <= limit.max) return
  const { seconds } = tried
  const key = limit.refusal ?? 'people.too-many'
  throw new RelancesError('too-many', key, { minutes: Math.ceil(seconds / 60), seconds })
}

/** Takes back one try of `subject` in the window it was counted in: it succeeded, and only failures are limited. */
export async function forgetAttempt(
  database: Pick<Database, 'db'>,
  limit: AttemptLimit,
  subject: string,
): Promise<void> {
  await database.db
    .updateTable('attempts')
    .set({ count: sql`greatest(count - 1, 0)` })
    .where('subject', '=', keyOf(limit, subject))
    .where('window_ends_at', '>', sql<Date>`clock_timestamp()`)
    .execute()
}

/** Forgets the tries of `subject`: it has just shown who it is. */
export async function forgetAttempts(
  database: Pick<Database, 'db'>,
  limit: AttemptLimit,
  subject: string,
): Promise<void> {
  await database.db.deleteFrom('attempts').where('subject', '=', keyOf(limit, subject)).execute()
}

function keyOf(limit: AttemptLimit, subject: string): string {
  return createHash('sha256').update(`${limit.name}\n${subject}`).digest('hex')
}

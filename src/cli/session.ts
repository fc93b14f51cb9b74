import type { Day } from '#domain/days-and-money/day.ts'
import { RelancesError } from '#domain/errors.ts'
import type { Language } from '#messages/translate.ts'
import { translate } from '#messages/translate.ts'
import { type Archive, openArchive } from '#platform/archive.ts'
import { currentDay } from '#platform/clock.ts'
import { type Config, readConfig } from '#platform/config.ts'
import type { Context } from '#platform/context.ts'
import { type Database, openDatabase } from '#platform/database.ts'
import type { Role } from '#platform/embedded-server.ts'
import { type LocatedStore, locateStore, storesOf } from '#platform/located-store.ts'
import { openLog } from '#platform/log.ts'
import type { Io } from './command.ts'

/** What a command works with: the running server's database, or one started for the occasion. */
export interface CliSession {
  readonly config: Config
  readonly database: Database
  readonly who: Omit<Context, 'companyIds'>
  readonly blobs: LocatedStore
  readonly archive: Archive
  readonly log: ReturnType<typeof openLog>
}

/**
 * Opens the database (joining a running server's), does the work, and closes what it opened.
 * `today` replaces the calendar, as `--today` asks; the role "server" refuses to work beside a server. A store of
 * documents that is not the database's is refused, except by what mends or replaces it (`anyStore`).
 */
export async function withSession<T>(
  io: Io,
  options: { readonly today?: Day | undefined; readonly role?: Role; readonly anyStore?: boolean },
  work: (session: CliSession) => Promise<T>,
): Promise<T> {
  const config = readConfig(process.env)
  const say = (key: string, values?: Readonly<Record<string, string | number>>) => {
    io.err(`${translate(cliLanguage(), key, values)}\n`)
  }
  const database = await openDatabase(config, { role: options.role ?? 'cli', say })
  try {
    const blobs = await storeFor(database, config, options.anyStore ?? false)
    return await work({
      config,
      database,
      who: {
        actor: { kind: 'cli', name: 'ligne de commande' },
        permission: 'everything',
        today: options.today ?? currentDay(config),
        followsCalendar: options.today === undefined && config.today === null,
        language: cliLanguage(),
      },
      blobs,
      archive: openArchive(blobs),
      log: openLog(config),
    })
  } finally {
    await database.close()
  }
}

async function storeFor(database: Database, config: Config, isAny: boolean): Promise<LocatedStore> {
  try {
    return await locateStore(database, config)
  } catch (error) {
    const isOther = error instanceof RelancesError && error.key === 'blobs.other-store'
    const [wished] = storesOf(config)
    if (isAny && isOther) return { ...wished, isElsewhere: false, now: wished }
    throw error
  }
}

/** French unless the terminal's language is English. */
export function cliLanguage(): Language {
  const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || ''
  return locale.toLowerCase().startsWith('en') ? 'en' : 'fr'
}

import { isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Day, isDay } from '#domain/day.ts'
import { RelancesError } from '#domain/errors.ts'

/** Root of the checkout, whatever the current folder of the shell is. */
export const CHECKOUT = fileURLToPath(new URL('../../', import.meta.url))

const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const

export type LogLevel = (typeof LOG_LEVELS)[number]

/** Everything the machine decides, read once at the start and passed down; nothing else reads `process.env`. */
export interface Config {
  /** Absolute path of the data folder: the embedded database, the archive, the logs. */
  readonly dataDir: string
  /** A PostgreSQL of the user's own; null means the embedded one, inside the data folder. */
  readonly databaseUrl: string | null
  readonly host: string
  readonly port: number
  /** Start with the example companies, for a first look. */
  readonly demo: boolean
  /** A fixed "today" for tests and demonstrations; null means the calendar of Paris. */
  readonly today: Day | null
  readonly logLevel: LogLevel
  /** Host names answered besides localhost, 127.0.0.1 and [::1], with or without a port. */
  readonly trustedHosts: readonly string[]
  /** Origins allowed to send changes besides the page's own, such as a proxy's public address. */
  readonly trustedOrigins: readonly string[]
}

type Environment = Readonly<Record<string, string | undefined>>

const OPTIONS = {
  data: { type: 'string' },
  host: { type: 'string' },
  port: { type: 'string' },
  demo: { type: 'boolean' },
} as const

/**
 * The configuration from environment variables, then from `argv` (`--data`, `--host`, `--port`, `--demo`),
 * which wins. A value that makes no sense is refused by name rather than replaced by a default.
 */
export function readConfig(env: Environment, argv: readonly string[] = []): Config {
  const options = readOptions(argv)
  const dataDir = options.data ?? filled(env.RELANCES_DATA) ?? 'data'
  return {
    dataDir: isAbsolute(dataDir) ? dataDir : resolve(CHECKOUT, dataDir),
    databaseUrl: readDatabaseUrl(env),
    host: options.host ?? filled(env.RELANCES_HOST) ?? '127.0.0.1',
    port: readPort(options.port ?? filled(env.RELANCES_PORT) ?? filled(env.PORT) ?? '4800'),
    demo: options.demo ?? (filled(env.RELANCES_DEMO) ?? '0') !== '0',
    today: readToday(env),
    logLevel: readLogLevel(env),
    trustedHosts: readList(env.RELANCES_HOSTS).map((host) => host.toLowerCase()),
    trustedOrigins: readList(env.RELANCES_ORIGINS).map((origin) => readOrigin(origin)),
  }
}

function readOptions(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, strict: true, allowPositionals: false }).values
  } catch (error) {
    throw new RelancesError('invalid', 'platform.bad-option', { reason: (error as Error).message })
  }
}

// An empty variable, as `VAR= npm start` gives, means "not set".
function filled(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim()
}

function readDatabaseUrl(env: Environment): string | null {
  const url = filled(env.DATABASE_URL)
  if (url === undefined) return null
  if (!/^postgres(ql)?:\/\//.test(url)) throw badSetting('DATABASE_URL', 'postgresql://…')
  return url
}

function readPort(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw badSetting('port', text)
  return port
}

function readToday(env: Environment): Day | null {
  const today = filled(env.RELANCES_TODAY)
  if (today === undefined) return null
  if (!isDay(today)) throw badSetting('RELANCES_TODAY', today)
  return today
}

function readLogLevel(env: Environment): LogLevel {
  const level = filled(env.RELANCES_LOG) ?? 'info'
  const known = LOG_LEVELS.find((name) => name === level)
  if (!known) throw badSetting('RELANCES_LOG', level)
  return known
}

function readList(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

function readOrigin(text: string): string {
  if (!URL.canParse(text)) throw badSetting('RELANCES_ORIGINS', text)
  return new URL(text).origin
}

function badSetting(name: string, value: string): RelancesError {
  return new RelancesError('invalid', 'platform.bad-setting', { name, value })
}

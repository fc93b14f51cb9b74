import { isIP } from 'node:net'
import { isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Retention } from '#domain/days-and-money/backup-retention.ts'
import { type Day, isDay } from '#domain/days-and-money/day.ts'
import { RelancesError } from '#domain/errors.ts'
import { type BucketsConfig, readBuckets } from './bucket-config.ts'
import { readHosts } from './database-hosts.ts'
import { badSetting, type Environment, filled } from './settings.ts'

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
  /** A copy of it that follows, for exports; null: they read the database itself. */
  readonly replicaUrl: string | null
  readonly host: string
  readonly port: number
  /** Start with the example companies, for a first look. */
  readonly demo: boolean
  /** A fixed "today" for tests and demonstrations; null means the calendar of Paris. */
  readonly today: Day | null
  readonly logLevel: LogLevel
  /** Host names answered besides localhost, 127.0.0.1 and [::1], with or without a port. */
  readonly trustedHosts: readonly string[]
  /**
   * The address people type when it is not this machine's own, such as "https://relances.exemple.fr": that of
   * the proxy. In https, cookies are for TLS only and browsers are told to stay in TLS. Null: reached directly.
   */
  readonly publicUrl: string | null
  /** Addresses or networks (CIDR) of the proxies whose `X-Forwarded-For` is believed. */
  readonly proxies: readonly string[]
  /** Private addresses or networks (CIDR) that webhooks may reach, without TLS too. None unless whoever runs the server says so. */
  readonly webhookNetworks: readonly string[]
  /** Private addresses or networks (CIDR) that sources may be read from, without TLS too. None unless whoever runs the server says so. */
  readonly sourceNetworks: readonly string[]
  /** Secret that signs cookies; null: generated once, in a file of the data folder that only its owner reads. */
  readonly secret: string | null
  /** An OpenID Connect provider people may sign in with; null for none. */
  readonly oidc: OidcConfig | null
  /** Origins allowed to send changes besides the page's own, such as a proxy's public address. */
  readonly trustedOrigins: readonly string[]
  /** The folder of what is kept outside the tables: archived letters, received invoices, files to import. */
  readonly blobFolder: string
  /** The bucket where that is kept instead; null for none. */
  readonly buckets: BucketsConfig | null
  readonly backups: BackupConfig
  /** They are in the bucket: there is one, and nobody has named a folder for them. */
  readonly areBackupsInBucket: boolean
}

/** Backups the server makes by itself, and where it keeps those asked for. */
export interface BackupConfig {
  readonly folder: string
  /** "02:00", in the time of France; null: none is made by itself. */
  readonly hour: string | null
  readonly keep: Retention
}

/** The application as registered at an OpenID Connect provider. */
export interface OidcConfig {
  /** Address of the provider, whose /.well-known/openid-configuration says the rest. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** What the button says: "Se connecter avec {name}". */
  readonly name: string
}

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
  const publicUrl = readPublicUrl(env)
  const buckets = readBuckets(env)
  const dataDir = options.data ?? filled(env.RELANCES_DATA) ?? 'data'
  return {
    dataDir: absolute(dataDir),
    databaseUrl: readDatabaseUrl(env, 'DATABASE_URL'),
    replicaUrl: readDatabaseUrl(env, 'DATABASE_REPLICA_URL'),
    host: options.host ?? filled(env.RELANCES_HOST) ?? '127.0.0.1',
    port: readPort(options.port ?? filled(env.RELANCES_PORT) ?? filled(env.PORT) ?? '4800'),
    demo: options.demo ?? (filled(env.RELANCES_DEMO) ?? '0') !== '0',
    today: readToday(env),
    logLevel: readLogLevel(env),
    trustedHosts: [...readList(env.RELANCES_HOSTS).map((host) => host.toLowerCase()), ...hostOf(publicUrl)],
    trustedOrigins: [
      ...readList(env.RELANCES_ORIGINS).map((origin) => readOrigin(origin)),
      ...(publicUrl ? [publicUrl] : []),
    ],
    publicUrl,
    proxies: readNetworks(env, 'RELANCES_PROXIES'),
    webhookNetworks: readNetworks(env, 'RELANCES_WEBHOOK_NETWORKS'),
    sourceNetworks: readNetworks(env, 'RELANCES_SOURCE_NETWORKS'),
    secret: readSecret(env),
    oidc: readOidc(env, publicUrl),
    blobFolder: absolute(filled(env.RELANCES_BLOBS) ?? dataDir),
    buckets,
    backups: readBackups(env, absolute(dataDir)),
    areBackupsInBucket: buckets !== null && filled(env.RELANCES_BACKUPS) === undefined,
  }
}

function readOptions(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, strict: true, allowPositionals: false }).values
  } catch (error) {
    throw new RelancesError('invalid', 'platform.bad-option', { reason: (error as Error).message })
  }
}

function readDatabaseUrl(env: Environment, name: 'DATABASE_URL' | 'DATABASE_REPLICA_URL'): string | null {
  const url = filled(env[name])
  if (url === undefined) return null
  if (!/^postgres(ql)?:\/\//.test(url)) throw badSetting(name, 'postgresql://…')
  try {
    readHosts(url)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw badSetting(name, 'postgresql://…')
  }
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

function readPublicUrl(env: Environment): string | null {
  const text = filled(env.RELANCES_URL)
  if (text === undefined) return null
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) throw badSetting('RELANCES_URL', text)
  return new URL(text).origin
}

function hostOf(publicUrl: string | null): string[] {
  return publicUrl === null ? [] : [new URL(publicUrl).hostname]
}

function readNetworks(
  env: Environment,
  name: 'RELANCES_PROXIES' | 'RELANCES_WEBHOOK_NETWORKS' | 'RELANCES_SOURCE_NETWORKS',
): string[] {
  return readList(env[name]).map((text) => readNetwork(text, name))
}

function readNetwork(text: string, name: string): string {
  const [address = '', bits] = text.split('/')
  const family = isIP(address)
  const longest = family === 4 ? 32 : 128
  if (family === 0 || (bits !== undefined && !(/^\d+$/.test(bits) && Number(bits) <= longest))) {
    throw badSetting(name, text)
  }
  return text
}

function readSecret(env: Environment): string | null {
  const secret = filled(env.RELANCES_SECRET) ?? null
  // Told without its value, which would end up in a terminal or a log.
  if (secret !== null && secret.length < 32) throw badSetting('RELANCES_SECRET', '32+')
  return secret
}

function readOidc(env: Environment, publicUrl: string | null): OidcConfig | null {
  const issuer = filled(env.RELANCES_OIDC_ISSUER)
  if (issuer === undefined) return null
  const need = (name: string): string => {
    const value = filled(env[name])
    if (value === undefined) throw new RelancesError('invalid', 'people.oidc-incomplete', { name })
    return value
  }
  if (!URL.canParse(issuer)) throw badSetting('RELANCES_OIDC_ISSUER', issuer)
  // The provider sends people back there: it has to know the address.
  if (publicUrl === null) need('RELANCES_URL')
  return {
    issuer: issuer.replace(/\/$/, ''),
    clientId: need('RELANCES_OIDC_CLIENT_ID'),
    clientSecret: need('RELANCES_OIDC_CLIENT_SECRET'),
    name: filled(env.RELANCES_OIDC_NAME) ?? 'OpenID',
  }
}

function absolute(folder: string): string {
  return isAbsolute(folder) ? folder : resolve(CHECKOUT, folder)
}

function readBackups(env: Environment, dataDir: string): BackupConfig {
  const hour = filled(env.RELANCES_BACKUP_HOUR) ?? '02:00'
  if (hour !== 'off' && !/^([01]\d|2[0-3]):[0-5]\d$/.test(hour))
    throw badSetting('RELANCES_BACKUP_HOUR', hour)
  const kept = filled(env.RELANCES_BACKUP_KEEP) ?? '7,4,12'
  const [, days, weeks, months] = /^(\d{1,4}),(\d{1,4}),(\d{1,4})$/.exec(kept.replaceAll(' ', '')) ?? []
  if (days === undefined) throw badSetting('RELANCES_BACKUP_KEEP', kept)
  return {
    folder: absolute(filled(env.RELANCES_BACKUPS) ?? join(dataDir, 'backups')),
    hour: hour === 'off' ? null : hour,
    keep: { days: Number(days), weeks: Number(weeks), months: Number(months) },
  }
}

function readOrigin(text: string): string {
  if (!URL.canParse(text)) throw badSetting('RELANCES_ORIGINS', text)
  return new URL(text).origin
}

import { mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Logger, pino } from 'pino'
import type { Config } from './config.ts'

export type { Logger } from 'pino'

const KEPT_BYTES = 10_000_000
/** Held in memory while the disk takes nothing. */
const HELD_BYTES = 1_000_000

/**
 * The application's log: a file of the data folder, or standard output when the database is a server of
 * the user's own (several nodes, whose logs are gathered elsewhere). It never holds personal data: only
 * named fields are logged, and errors lose what could quote a customer.
 */
export function openLog(config: Pick<Config, 'dataDir' | 'databaseUrl' | 'logLevel'>): Logger {
  const options = { level: config.logLevel, base: null, serializers: { err: describeError } }
  if (config.databaseUrl !== null) return pino(options)
  mkdirSync(config.dataDir, { recursive: true })
  const file = join(config.dataDir, 'relances.log')
  keepSmall(file)
  const destination = pino.destination({ dest: file, mode: 0o600, sync: true, maxLength: HELD_BYTES })
  // A full disk must not end the server: what could not be written waits for room, and is dropped past some length.
  destination.on('error', () => undefined)
  return pino(options, destination)
}

interface ErrorDescription {
  readonly type: string
  readonly code?: string
  readonly message?: string
  readonly stack?: string
  readonly cause?: ErrorDescription
}

/**
 * What may be logged of an error: where it happened, and which it was. The messages and details of
 * PostgreSQL quote values ("invalid input syntax for type date: …"), so only its code and its names stay.
 */
export function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code } = error as NodeJS.ErrnoException
  const isFromPostgres = 'severity' in error
  return {
    type: error.name,
    ...(code === undefined ? {} : { code }),
    ...(isFromPostgres ? namesOf(error) : { message: error.message }),
    stack: framesOf(error),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  }
}

function namesOf(error: Error & { table?: string; constraint?: string }): { message?: string } {
  const names = [error.table, error.constraint].filter((name) => name !== undefined)
  return names.length === 0 ? {} : { message: names.join(' ') }
}

// The stack begins by repeating the message, which may quote a value.
function framesOf(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
}

// One older file is kept; whoever wants more history gathers the log elsewhere.
function keepSmall(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > KEPT_BYTES) renameSync(file, `${file}.1`)
}

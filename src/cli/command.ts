import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { type Day, isDay } from '#domain/days-and-money/day.ts'
import { RelancesError } from '#domain/errors.ts'

/** Where a command writes: results on `out`, everything else on `err`. */
export interface Io {
  out(text: string): void
  err(text: string): void
}

/**
 * A command of the command line: takes its own arguments, gives its exit code: 0 done, 1 refused or
 * failed, 2 the command itself is wrong and nothing was tried.
 */
export type Command = (args: readonly string[], io: Io) => Promise<number>

/** Thrown for a command that cannot be run as written: told in one line, exit code 2. */
export class UsageError extends Error {
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>

  constructor(key: string, values: Readonly<Record<string, string | number>> = {}) {
    super(key)
    this.key = key
    this.values = values
  }
}

/**
 * Reads the options of a command, strictly.
 * @throws UsageError naming what is unknown or lacks its value
 */
export function readArguments<T extends ParseArgsOptionsConfig>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    throw usageOf(error as Error & { readonly code?: string })
  }
}

// Node says it in English; its code and the name between quotes are all there is to say.
function usageOf({ code, message }: Error & { readonly code?: string }): UsageError {
  const name = /'(?:-\w, )?(--?[^' =]+)/.exec(message)?.[1] ?? ''
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return new UsageError('cli.unknown-option', { name })
  if (code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE')
    return new UsageError('cli.bad-arguments', { reason: message.split('\n')[0] ?? '' })
  const takesNone = message.includes('does not take')
  return new UsageError(takesNone ? 'cli.option-without-value' : 'cli.option-needs-value', { name })
}

/** @throws UsageError when the option is absent */
export function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new UsageError('cli.missing-option', { name })
  return value
}

/** A day written YYYY-MM-DD. @throws UsageError */
export function readDay(text: string, name: string): Day {
  if (!isDay(text)) throw new UsageError('cli.bad-day', { name, value: text })
  return text
}

/** A whole number within bounds. @throws UsageError */
export function readInteger(text: string, name: string, bounds: { min: number; max: number }): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < bounds.min || value > bounds.max) {
    throw new UsageError('cli.bad-number', { name, value: text, ...bounds })
  }
  return value
}

/** The errors that mean the command was wrong, not the data: an unknown company, a date after today. */
export function isUsage(error: unknown): boolean {
  if (error instanceof UsageError) return true
  return error instanceof RelancesError && (error.code === 'not-found' || error.code === 'invalid')
}

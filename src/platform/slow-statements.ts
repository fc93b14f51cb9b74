import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LogEvent } from 'kysely'
import type { Config } from './config.ts'
import type { Logger } from './log.ts'

/** From how long on a statement is slow. */
export const SLOW_MS = 500

const MESSAGE = 'slow statement'
const SHAPE_LENGTH = 1_000

/** A statement that took long, as the log has it: its shape, and none of its values. */
export interface SlowStatement {
  readonly statement: string
  readonly calls: number
  readonly worstMs: number
}

/** Notes in the log whatever statement of the application takes more than `SLOW_MS`. */
export function noteSlow(log: Pick<Logger, 'warn'>): (event: LogEvent) => void {
  return ({ level, query, queryDurationMillis }) => {
    if (level !== 'query' || queryDurationMillis < SLOW_MS) return
    log.warn({ ms: Math.round(queryDurationMillis), statement: shapeOf(query.sql) }, MESSAGE)
  }
}

/** A statement on one line, without what its own text may quote; its values are apart, as `$1`. */
export function shapeOf(statement: string): string {
  const plain = statement
    .replace(/\/\*.*?\*\//gs, ' ')
    .replace(/'(?:[^']|'')*'/g, '?')
    .replace(/\b\d+(?:\.\d+)?\b/g, (digits, at: number, text: string) =>
      text[at - 1] === '$' ? digits : '?',
    )
    .replace(/\s+/g, ' ')
    .trim()
  return plain.length > SHAPE_LENGTH ? `${plain.slice(0, SHAPE_LENGTH)}…` : plain
}

/**
 * The slow statements of the log of this data folder since `since` (milliseconds), the slowest first; none where the log
 * goes elsewhere.
 */
export async function readSlowStatements(
  config: Pick<Config, 'dataDir' | 'databaseUrl'>,
  since: number,
): Promise<SlowStatement[]> {
  if (config.databaseUrl !== null) return []
  const found = new Map<string, SlowStatement>()
  for (const line of (await readLog(config.dataDir)).split('\n')) {
    const noted = line.includes(MESSAGE) ? parseNote(line) : null
    if (!noted || noted.time < since) continue
    const before = found.get(noted.statement)
    found.set(noted.statement, {
      statement: noted.statement,
      calls: 1 + (before?.calls ?? 0),
      worstMs: Math.max(noted.ms, before?.worstMs ?? 0),
    })
  }
  return [...found.values()].toSorted((one, other) => other.worstMs - one.worstMs)
}

// It is kept small (log.ts); a folder that no server has used has none.
async function readLog(dataDir: string): Promise<string> {
  return await readFile(join(dataDir, 'relances.log'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
}

// The last line may have been cut by a sudden death.
function parseNote(line: string): { time: number; ms: number; statement: string } | null {
  try {
    const { time, ms, statement, msg } = JSON.parse(line) as Record<string, unknown>
    return msg === MESSAGE &&
      typeof time === 'number' &&
      typeof ms === 'number' &&
      typeof statement === 'string'
      ? { time, ms, statement }
      : null
  } catch {
    return null
  }
}

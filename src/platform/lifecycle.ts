import { RelancesError } from '#domain/errors.ts'
import { translate } from '#messages/translate.ts'
import { describeError } from './log.ts'
import type { Say } from './system-account.ts'

// Each needs the ones after it until it has stopped.
const STEPS = ['http', 'jobs', 'letters', 'database'] as const

export type StopStep = (typeof STEPS)[number]

export interface Lifecycle {
  /** Registers how a part stops; parts stop in the order HTTP, jobs, letters, database. */
  onStop(step: StopStep, stop: () => Promise<void>): void
  /** Stops everything and ends the process; a part that fails unexpectedly calls it with code 1. */
  stop(exitCode: number): void
}

/**
 * Runs a server until it is told to stop. The first Ctrl-C (or SIGTERM, or a closed terminal) stops the
 * parts in order; a second one is ignored, so that nothing is cut half-way. A failure to start is told in
 * a line of French and one of English on stderr, exit code 1.
 */
export function runServer(start: (lifecycle: Lifecycle) => Promise<void>, say: Say): void {
  const stops = new Map<StopStep, () => Promise<void>>()
  let stopping: Promise<void> | null = null
  const stop = (exitCode: number) => {
    stopping ??= started.then(() => stopInOrder(stops)).then((failed) => process.exit(failed ? 1 : exitCode))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping === null) say('platform.stopping')
      stop(0)
    })
  }
  process.on('uncaughtException', (error) => {
    reportFailure(error)
    stop(1)
  })
  // `scripts/start.mjs` was killed, even by `kill -9`: nobody is left to stop us.
  if (process.connected) process.once('disconnect', () => stop(0))
  ignoreClosedOutput()
  // A signal during the start waits for it to end: what it opened must be closed too.
  const started = start({ onStop: (step, close) => stops.set(step, close), stop }).catch((error: unknown) => {
    if (stopping === null) reportFailure(error)
    stop(1)
  })
}

/** Tells why the program ends: a French line, then an English one, on stderr. */
export function reportFailure(error: unknown): void {
  const known = error instanceof RelancesError ? error : null
  const key = known?.key ?? 'platform.unexpected'
  const values = known?.values ?? { reason: error instanceof Error ? error.message : String(error) }
  process.stderr.write(`${translate('fr', key, values)}\n${translate('en', key, values)}\n`)
  if (!known) process.stderr.write(`${describeError(error).stack ?? ''}\n`)
}

/** Says lines to the person at the terminal, in French. */
export function sayTo(stream: NodeJS.WritableStream): Say {
  return (key, values) => {
    stream.write(`${translate('fr', key, values)}\n`)
  }
}

async function stopInOrder(stops: ReadonlyMap<StopStep, () => Promise<void>>): Promise<boolean> {
  let hasFailed = false
  for (const step of STEPS) {
    try {
      await stops.get(step)?.()
    } catch (error) {
      // The parts below must still stop, above all the database.
      hasFailed = true
      reportFailure(error)
    }
  }
  return hasFailed
}

// A terminal closed while we stop must not kill us before the database is down.
function ignoreClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
}

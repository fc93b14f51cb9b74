import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { RelancesError } from '#domain/errors.ts'
import type { ChildReply, ChildUsage, Job, JobResult } from './job.ts'

/** How a job ended: `lost` when the child died or was killed, so that another one may try again. */
export type JobEnd =
  | { readonly kind: 'done'; readonly result: JobResult }
  | { readonly kind: 'failed'; readonly error: RelancesError }
  | { readonly kind: 'lost'; readonly error: RelancesError }

/** A forked child that renders one job at a time. */
export interface RenderProcess {
  /** Runs one job; never rejects. After `lost` the process is gone. */
  run(job: Job, timeoutMs: number): Promise<JobEnd>
  /** As of the last job. */
  usage(): ChildUsage
  /** Lets the child finish and exit, and kills it if it does not. */
  stop(): Promise<void>
}

/** Time a child has to load the engine and its fonts, on a machine busy with other things. */
const START_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 2_000

/** Where Node keeps our sources compiled: a child then starts in half the time. Unwritable is no error. */
const COMPILE_CACHE = fileURLToPath(new URL('../../node_modules/.cache/relances/', import.meta.url))

/** Starts a child running `script`; its jobs wait until it says that it is ready. */
export function startRenderProcess(script: string): RenderProcess {
  // Our own flags only: a debugger or a test runner in the parent is none of the child's business.
  const child = fork(script, [], {
    serialization: 'advanced',
    execArgv: ['--expose-gc'],
    env: { NODE_COMPILE_CACHE: COMPILE_CACHE, ...process.env },
  })
  let usage: ChildUsage = { cpuMicros: 0, peakRssBytes: 0, rssBytes: 0, letters: 0 }
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.on('error', () => resolve())
  })
  const ready = nextReply(child, START_TIMEOUT_MS)

  return {
    async run(job, timeoutMs) {
      const started = await ready
      if (started === 'timed-out') return lost(child, timedOut(START_TIMEOUT_MS))
      if (started === 'exited') return lost(child, failed('the process did not start'))
      const replied = nextReply(child, timeoutMs)
      // A closed channel is told by the exit event; without the callback `send` would throw later.
      child.send(job, () => {})
      const reply = await replied
      if (reply === 'timed-out') return lost(child, timedOut(timeoutMs))
      if (reply === 'exited') return lost(child, failed(`exit ${child.exitCode ?? child.signalCode}`))
      if (reply.kind === 'ready') return lost(child, failed('unexpected reply'))
      usage = reply.usage
      return reply.kind === 'done' ? reply : { kind: 'failed', error: failed(reply.reason) }
    },
    usage: () => usage,
    async stop() {
      const killer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
      if (child.connected) child.disconnect()
      await exited
      clearTimeout(killer)
    },
  }
}

function nextReply(child: ChildProcess, timeoutMs: number): Promise<ChildReply | 'timed-out' | 'exited'> {
  return new Promise((resolve) => {
    const settle = (outcome: ChildReply | 'timed-out' | 'exited') => {
      clearTimeout(timer)
      child.off('message', onMessage)
      child.off('exit', onExit)
      child.off('error', onExit)
      resolve(outcome)
    }
    const onMessage = (message: unknown) => settle(message as ChildReply)
    const onExit = () => settle('exited')
    const timer = setTimeout(() => settle('timed-out'), timeoutMs)
    child.on('message', onMessage)
    child.on('exit', onExit)
    child.on('error', onExit)
    if (child.exitCode !== null || child.signalCode !== null) settle('exited')
  })
}

function lost(child: ChildProcess, error: RelancesError): JobEnd {
  child.kill('SIGKILL')
  return { kind: 'lost', error }
}

function failed(reason: string): RelancesError {
  return new RelancesError('unavailable', 'letters.render-failed', { reason })
}

function timedOut(timeoutMs: number): RelancesError {
  return new RelancesError('unavailable', 'letters.render-timed-out', { seconds: timeoutMs / 1000 })
}

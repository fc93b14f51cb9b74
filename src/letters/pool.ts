import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { RelancesError } from '#domain/errors.ts'
import type { LetterContent, Letterhead } from '#domain/letter.ts'
import type { Job, JobResult, LetterBatch } from './job.ts'
import type { RenderedBatch, RenderedLetter } from './render.ts'
import { type JobEnd, type RenderProcess, startRenderProcess } from './render-process.ts'

/** `interactive`: someone is looking at the screen, so the job goes before every queued `batch` job. */
export type Priority = 'interactive' | 'batch'

export interface LetterPool {
  /** Number of child processes at most: how many jobs are worth having in flight. */
  readonly size: number
  /** One letter as PDF/A-3b. */
  archive(letterhead: Letterhead, content: LetterContent, priority?: Priority): Promise<RenderedLetter>
  /** Letters of one sender, up to about fifty, as one PDF to print. */
  print(batch: LetterBatch, priority?: Priority): Promise<RenderedBatch>
  /** CPU time of all children so far, and the largest memory one of them reached. */
  usage(): { readonly cpuMicros: number; readonly peakRssBytes: number }
  isClosed(): boolean
  /** Ends the children once their current jobs are done; queued jobs fail. */
  close(): Promise<void>
}

export interface LetterPoolOptions {
  /** Child processes at most; by default one per core. */
  readonly size?: number
  /** Time limit of a job of one letter; each further letter of a batch adds a twentieth of it. */
  readonly timeoutMs?: number
  /** Memory after which a child is replaced once its job is done. */
  readonly recycleAboveBytes?: number
  /** Program of the children, for tests. */
  readonly childScript?: string
}

interface QueuedJob {
  readonly job: Job
  readonly timeoutMs: number
  attempts: number
  settle(end: JobEnd): void
}

const DEFAULT_TIMEOUT_MS = 30_000
const RECYCLE_ABOVE_BYTES = 768 * 1024 * 1024
const ATTEMPTS = 2
const CHILD_SCRIPT = fileURLToPath(new URL('./render-child.ts', import.meta.url))

/**
 * Renders letters in forked children, since the engine can be neither interrupted nor trusted with the
 * life of the server: a child that hangs is killed, one that dies fails only its own job, after one retry.
 */
export function createLetterPool(options: LetterPoolOptions = {}): LetterPool {
  const size = Math.max(1, options.size ?? availableParallelism())
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS
  const recycleAboveBytes = options.recycleAboveBytes ?? RECYCLE_ABOVE_BYTES
  const script = options.childScript ?? CHILD_SCRIPT
  const queues: Record<Priority, QueuedJob[]> = { interactive: [], batch: [] }
  const idle: RenderProcess[] = []
  const working = new Map<RenderProcess, Promise<void>>()
  const retired = { cpuMicros: 0, peakRssBytes: 0 }
  let closed = false

  function enqueue<J extends Job>(job: J, priority: Priority, letters: number): Promise<JobResult<J>> {
    return new Promise((resolve, reject) => {
      if (closed) return reject(poolClosed())
      const settle = (end: JobEnd) =>
        end.kind === 'done' ? resolve(end.result as JobResult<J>) : reject(end.error)
      const limit = timeoutMs * (1 + (letters - 1) / 20)
      queues[priority].push({ job, timeoutMs: limit, attempts: 0, settle })
      dispatch()
    })
  }

  function dispatch(): void {
    while (working.size < size) {
      const queued = queues.interactive.shift() ?? queues.batch.shift()
      if (!queued) return
      const child = idle.pop() ?? startRenderProcess(script)
      working.set(child, work(child, queued))
    }
  }

  async function work(child: RenderProcess, queued: QueuedJob): Promise<void> {
    queued.attempts++
    const end = await child.run(queued.job, queued.timeoutMs)
    const used = child.usage()
    if (end.kind === 'lost' || closed || used.rssBytes > recycleAboveBytes) {
      retired.cpuMicros += used.cpuMicros
      retired.peakRssBytes = Math.max(retired.peakRssBytes, used.peakRssBytes)
      await child.stop()
    } else {
      idle.push(child)
    }
    working.delete(child)
    // A lost job goes first: it has waited longest. Once lost twice, it is the job's own fault.
    if (end.kind === 'lost' && queued.attempts < ATTEMPTS && !closed) queues.interactive.unshift(queued)
    else queued.settle(end)
    dispatch()
  }

  return {
    size,
    archive: (letterhead, content, priority = 'batch') =>
      enqueue({ kind: 'archive', letterhead, content }, priority, 1),
    print: (batch, priority = 'batch') => enqueue({ kind: 'print', batch }, priority, batch.contents.length),
    usage() {
      const children = [...idle, ...working.keys()].map((child) => child.usage())
      return {
        cpuMicros: retired.cpuMicros + children.reduce((sum, child) => sum + child.cpuMicros, 0),
        peakRssBytes: Math.max(retired.peakRssBytes, ...children.map((child) => child.peakRssBytes)),
      }
    },
    isClosed: () => closed,
    async close() {
      closed = true
      for (const queued of [...queues.interactive.splice(0), ...queues.batch.splice(0)]) {
        queued.settle({ kind: 'failed', error: poolClosed() })
      }
      await Promise.all([...idle.splice(0).map((child) => child.stop()), ...working.values()])
    },
  }
}

function poolClosed(): RelancesError {
  return new RelancesError('unavailable', 'letters.pool-closed')
}

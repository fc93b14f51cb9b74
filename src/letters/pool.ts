import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { RelancesError } from '#domain/errors.ts'
import type { LetterContent, Letterhead } from '#domain/letters/letter.ts'
import type { EnvelopeSheet } from './envelope-sheet.ts'
import type { Job, JobResult, LetterBatch } from './job.ts'
import type { PrintedDocument } from './printed-document.ts'
import type { RenderedBatch, RenderedLetter } from './render.ts'
import type { RenderedDocument } from './render-document.ts'
import { type JobEnd, type RenderProcess, startRenderProcess } from './render-process.ts'

/** `interactive`: someone is looking at the screen, so the job goes before every queued `batch` job. */
export type Priority = 'interactive' | 'batch'

export interface LetterPool {
  /** Number of child processes at most: how many jobs are worth having in flight. */
  readonly size: number
  /** One letter as PDF/A-3b. */
  archive(letterhead: Letterhead, content: LetterContent, priority?: Priority): Promise<RenderedLetter>
  /**
   * Letters of one sender, up to about fifty, as one PDF to print. A job whose `signal` is aborted
   * while it waits is left out: nobody reads a preview that has been typed over.
   */
  print(batch: LetterBatch, priority?: Priority, signal?: AbortSignal): Promise<RenderedBatch>
  /** The page to hold against a window envelope. */
  envelope(sheet: EnvelopeSheet): Promise<{ readonly pdf: Uint8Array }>
  /** A statement or a list, waited for at the screen. */
  document(document: PrintedDocument): Promise<RenderedDocument>
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
  readonly signal: AbortSignal | undefined
  attempts: number
  settle(end: JobEnd): void
}

const DEFAULT_TIMEOUT_MS = 30_000
const RECYCLE_ABOVE_BYTES = 768 * 1024 * 1024
/** The engine keeps a few kilobytes of each letter for good; starting anew costs as much as 40 letters. */
const RECYCLE_AFTER_LETTERS = 2_000
const ATTEMPTS = 2
const CHILD_SCRIPT = fileURLToPath(new URL('./render-child.ts', import.meta.url))

/**
 * Renders letters in forked children, since the engine can be neither interrupted nor trusted with the
 * life of the server: a child that hangs is killed, one that dies fails only its own job, after one retry.
 */
export function createLetterPool(options: LetterPoolOptions = {}): LetterPool {
  return new ForkedPool(options)
}

class ForkedPool implements LetterPool {
  readonly size: number
  readonly #timeoutMs: number
  readonly #recycleAboveBytes: number
  readonly #script: string
  readonly #queues: Record<Priority, QueuedJob[]> = { interactive: [], batch: [] }
  readonly #idle: RenderProcess[] = []
  readonly #working = new Map<RenderProcess, Promise<void>>()
  readonly #retired = { cpuMicros: 0, peakRssBytes: 0 }
  #closed = false

  constructor(options: LetterPoolOptions) {
    this.size = Math.max(1, options.size ?? availableParallelism())
    this.#timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS
    this.#recycleAboveBytes = options.recycleAboveBytes ?? RECYCLE_ABOVE_BYTES
    this.#script = options.childScript ?? CHILD_SCRIPT
  }

  archive(letterhead: Letterhead, content: LetterContent, priority: Priority = 'batch') {
    return this.#enqueue({ kind: 'archive', letterhead, content }, priority, 1)
  }

  print(batch: LetterBatch, priority: Priority = 'batch', signal?: AbortSignal) {
    return this.#enqueue({ kind: 'print', batch }, priority, batch.contents.length, signal)
  }

  envelope(sheet: EnvelopeSheet) {
    return this.#enqueue({ kind: 'envelope', sheet }, 'interactive', 1)
  }

  document(document: PrintedDocument) {
    // A row takes a fraction of a letter.
    const rows = document.sections.reduce((sum, section) => sum + section.rows.length, 0)
    return this.#enqueue({ kind: 'document', document }, 'interactive', 1 + Math.ceil(rows / 50))
  }

  usage() {
    const children = [...this.#idle, ...this.#working.keys()].map((child) => child.usage())
    return {
      cpuMicros: this.#retired.cpuMicros + children.reduce((sum, child) => sum + child.cpuMicros, 0),
      peakRssBytes: Math.max(this.#retired.peakRssBytes, ...children.map((child) => child.peakRssBytes)),
    }
  }

  isClosed() {
    return this.#closed
  }

  async close() {
    this.#closed = true
    for (const queued of [...this.#queues.interactive.splice(0), ...this.#queues.batch.splice(0)]) {
      queued.settle({ kind: 'failed', error: poolClosed() })
    }
    await Promise.all([...this.#idle.splice(0).map((child) => child.stop()), ...this.#working.values()])
  }

  #enqueue<J extends Job>(
    job: J,
    priority: Priority,
    letters: number,
    signal?: AbortSignal,
  ): Promise<JobResult<J>> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(poolClosed())
      const settle = (end: JobEnd) =>
        end.kind === 'done' ? resolve(end.result as JobResult<J>) : reject(end.error)
      const timeoutMs = this.#timeoutMs * (1 + (letters - 1) / 20)
      this.#queues[priority].push({ job, timeoutMs, signal, attempts: 0, settle })
      this.#dispatch()
    })
  }

  #dispatch(): void {
    while (this.#working.size < this.size) {
      const queued = this.#queues.interactive.shift() ?? this.#queues.batch.shift()
      if (!queued) return
      if (queued.signal?.aborted) {
        queued.settle({ kind: 'failed', error: new RelancesError('conflict', 'letters.abandoned') })
        continue
      }
      const child = this.#idle.pop() ?? startRenderProcess(this.#script)
      this.#working.set(child, this.#work(child, queued))
    }
  }

  async #work(child: RenderProcess, queued: QueuedJob): Promise<void> {
    queued.attempts++
    const end = await child.run(queued.job, queued.timeoutMs)
    // A lost job goes first: it has waited longest. Once lost twice, it is the job's own fault.
    const isRetried = end.kind === 'lost' && queued.attempts < ATTEMPTS && !this.#closed
    if (isRetried) this.#queues.interactive.unshift(queued)
    else queued.settle(end)
    if (end.kind !== 'lost' && !this.#closed && !this.#isWorn(child)) this.#idle.push(child)
    else await this.#retire(child)
    this.#working.delete(child)
    this.#dispatch()
  }

  #isWorn(child: RenderProcess): boolean {
    const { rssBytes, letters } = child.usage()
    return rssBytes > this.#recycleAboveBytes || letters >= RECYCLE_AFTER_LETTERS
  }

  async #retire(child: RenderProcess): Promise<void> {
    await child.stop()
    const { cpuMicros, peakRssBytes } = child.usage()
    this.#retired.cpuMicros += cpuMicros
    this.#retired.peakRssBytes = Math.max(this.#retired.peakRssBytes, peakRssBytes)
  }
}

function poolClosed(): RelancesError {
  return new RelancesError('unavailable', 'letters.pool-closed')
}

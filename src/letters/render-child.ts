import type { ChildReply, ChildUsage, Job } from './job.ts'
import { renderArchive, renderPrint } from './render.ts'

// A child process of the pool: one job at a time, until the parent goes away.

const LETTERS_BETWEEN_COLLECTIONS = 8
let uncollected = 0

process.on('disconnect', () => process.exit(0))
// Ctrl-C reaches the whole process group; the parent decides when its children may go, after its jobs.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})

process.on('message', (job: Job) => {
  process.send?.(answer(job))
  setImmediate(() => collect(job.kind === 'print' ? job.batch.contents.length : 1))
})

process.send?.({ kind: 'ready' } satisfies ChildReply)

// The collector does not know that the few objects of a letter hold half a megabyte of the engine's
// memory: told to, it frees them in a millisecond, in a turn of the event loop of its own.
function collect(letters: number): void {
  uncollected += letters
  if (uncollected < LETTERS_BETWEEN_COLLECTIONS) return
  uncollected = 0
  globalThis.gc?.({ type: 'minor' })
}

function answer(job: Job): ChildReply {
  try {
    const result =
      job.kind === 'archive'
        ? renderArchive(job.letterhead, job.content)
        : renderPrint(job.batch.letterhead, job.batch.contents)
    return { kind: 'done', result, usage: usage() }
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error), usage: usage() }
  }
}

function usage(): ChildUsage {
  const { user, system } = process.cpuUsage()
  return {
    cpuMicros: user + system,
    // Kilobytes, on every platform Node runs on.
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
    rssBytes: process.memoryUsage.rss(),
  }
}

import { renderEnvelopeSheet } from './envelope-sheet.ts'
import type { ChildReply, ChildUsage, Job, JobResult } from './job.ts'
import { renderArchive, renderPrint } from './render.ts'
import { renderDocument } from './render-document.ts'

// A child process of the pool: one job at a time, until the parent goes away.

const LETTERS_BETWEEN_MINOR = 8
const LETTERS_BETWEEN_MAJOR = 50

let letters = 0
let sinceMinor = 0
let sinceMajor = 0

process.on('disconnect', () => process.exit(0))
// Ctrl-C reaches the whole process group; the parent decides when its children may go, after its jobs.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})

process.on('message', (job: Job) => {
  const count = job.kind === 'print' ? job.batch.contents.length : 1
  letters += count
  // A parent that has gone meanwhile needs no answer; without the callback `send` would throw later.
  process.send?.(answer(job), ignore)
  setImmediate(() => collect(count))
})

process.send?.({ kind: 'ready' } satisfies ChildReply, ignore)

function ignore(): void {}

// The collector does not know that the few objects of a letter hold half a megabyte of the engine's
// memory: told to, it frees them, in a turn of the event loop of its own. The young ones often, in a
// millisecond; now and then those that a big batch has made old before their time.
function collect(count: number): void {
  sinceMinor += count
  sinceMajor += count
  if (sinceMinor < LETTERS_BETWEEN_MINOR) return
  const type = sinceMajor < LETTERS_BETWEEN_MAJOR ? 'minor' : 'major'
  sinceMinor = 0
  if (type === 'major') sinceMajor = 0
  globalThis.gc?.({ type })
}

function answer(job: Job): ChildReply {
  try {
    return { kind: 'done', result: resultOf(job), usage: usage() }
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error), usage: usage() }
  }
}

function resultOf(job: Job): JobResult {
  switch (job.kind) {
    case 'archive':
      return renderArchive(job.letterhead, job.content)
    case 'print':
      return renderPrint(job.batch.letterhead, job.batch.contents)
    case 'envelope':
      return { pdf: renderEnvelopeSheet(job.sheet) }
    case 'document':
      return renderDocument(job.document)
  }
}

function usage(): ChildUsage {
  const { user, system } = process.cpuUsage()
  return {
    cpuMicros: user + system,
    // Kilobytes, on every platform Node runs on.
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
    rssBytes: process.memoryUsage.rss(),
    letters,
  }
}

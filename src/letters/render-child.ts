import type { ChildReply, ChildUsage, Job } from './job.ts'
import { renderArchive, renderPrint } from './render.ts'

// A child process of the pool: one job at a time, until the parent goes away.

process.on('disconnect', () => process.exit(0))
// Ctrl-C reaches the whole process group; the parent decides when its children may go, after its jobs.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})

process.on('message', (job: Job) => {
  const reply = answer(job)
  // A turn of the event loop between letters lets the engine's buffers be collected.
  setImmediate(() => process.send?.(reply))
})

reply({ kind: 'ready' })

function reply(message: ChildReply): void {
  process.send?.(message)
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

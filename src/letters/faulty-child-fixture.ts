import { existsSync, writeFileSync } from 'node:fs'
import type { Job as AnyJob, ChildReply } from './job.ts'

// Envelope sheets and documents have no letter to tell how to behave.
type Job = Exclude<AnyJob, { readonly kind: 'envelope' | 'document' }>

// Stands in for `render-child.ts` in the tests of the pool: its letters' codes tell it how to behave. The
// "PDF" it gives back is its own process number, or for a batch what the engine really makes of it.

process.on('disconnect', () => process.exit(0))

process.on('message', (job: Job) => {
  const contents = job.kind === 'archive' ? [job.content] : job.batch.contents
  const codes = contents.map((content) => content.customerCode)
  if (codes.includes('HANG')) return
  if (codes.includes('CRASH')) process.exit(3)
  const once = codes.find((code) => code.startsWith('CRASH-ONCE:'))?.slice('CRASH-ONCE:'.length)
  if (once !== undefined && !existsSync(once)) {
    writeFileSync(once, '')
    process.exit(3)
  }
  setTimeout(() => reply(job, codes), codes.includes('SLOW') ? 150 : 0)
})

process.send?.({ kind: 'ready' } satisfies ChildReply)

async function reply(job: Job, codes: readonly string[]): Promise<void> {
  const usage = { cpuMicros: 1, peakRssBytes: 1, rssBytes: codes.includes('FAT') ? 1e12 : 1, letters: 1 }
  if (codes.includes('REFUSE')) {
    process.send?.({ kind: 'failed', reason: 'refused', usage } satisfies ChildReply)
    return
  }
  const result =
    job.kind === 'archive'
      ? { pdf: Buffer.from(String(process.pid)), pages: 1, warnings: [] }
      : // Loaded only here: the engine takes its time to start on a busy machine.
        (await import('./render.ts')).renderPrint(job.batch.letterhead, job.batch.contents)
  process.send?.({ kind: 'done', result, usage } satisfies ChildReply)
}

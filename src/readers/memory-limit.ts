import { Worker } from 'node:worker_threads'

/** Between two looks: at a gigabyte a second, what may be taken past the limit. */
const LOOK_EVERY_MS = 50

/**
 * Ends this process, at once and without a word, when it holds more than `megabytes`, whatever it is busy with. The
 * limit V8 keeps is that of its heap: buffers, where compressed files unfold, are outside it.
 */
export function limitMemory(megabytes: number): void {
  const watch = `setInterval(() => {
    if (process.memoryUsage.rss() > ${megabytes * 1e6}) process.kill(process.pid, 'SIGKILL')
  }, ${LOOK_EVERY_MS})`
  new Worker(watch, { eval: true }).unref()
}

import { Worker } from 'node:worker_threads'

/** Between two looks: at a gigabyte a second, what may be taken past the limit. */
const LOOK_EVERY_MS = 50

/**
 * Ends this process, at once and without a word, when it holds more than the megabytes or has worked longer than the
 * seconds its parent gives it as arguments, whatever it is busy with. The limit V8 keeps is that of its heap: buffers,
 * where compressed files unfold, are outside it. The time is that of the processor: on a busy machine a small file
 * waits its turn, which is no fault of the file. `begin` starts the time of one more question.
 */
export function limitProcess(): { readonly begin: () => void } {
  const [megabytes, seconds] = process.argv.slice(2, 4).map(Number)
  const watch = `
    let from = process.cpuUsage()
    require('node:worker_threads').parentPort.on('message', () => { from = process.cpuUsage() })
    setInterval(() => {
      const { user, system } = process.cpuUsage(from)
      if (process.memoryUsage.rss() > ${(megabytes ?? 0) * 1e6} || user + system > ${(seconds ?? 0) * 1e6})
        process.kill(process.pid, 'SIGKILL')
    }, ${LOOK_EVERY_MS})`
  const worker = new Worker(watch, { eval: true })
  worker.unref()
  return { begin: () => worker.postMessage('begin') }
}

import { readdirSync, readFileSync } from 'node:fs'

/** Ticks of the clock that Linux counts processor time in, a second. */
const TICKS = 100

/**
 * Processor time spent so far, in milliseconds: of this process, of its children, and of the PostgreSQL of `postmaster`
 * with all that it ever started. It tells of work whatever else the machine does; Linux alone says it.
 */
export function processorMs(postmaster: number): number {
  const roots = new Set([process.pid, postmaster])
  let ticks = 0
  for (const name of readdirSync('/proc')) {
    const times = /^\d+$/.test(name) ? timesOf(Number(name)) : null
    if (!times) continue
    // Of those that have ended, their parent keeps the time.
    if (roots.has(times.pid)) ticks += times.own + times.ended
    else if (roots.has(times.parent)) ticks += times.own + times.ended
  }
  return (ticks * 1_000) / TICKS
}

function timesOf(pid: number) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const sum = (...at: readonly number[]) => at.reduce((total, index) => total + Number(fields[index]), 0)
    return { pid, parent: Number(fields[1]), own: sum(11, 12), ended: sum(13, 14) }
  } catch {
    // It has just ended.
    return null
  }
}

import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startTortured, TODAY, type TorturedServer } from '../test/torture/tortured-server.ts'
import { type BenchRow, compared } from './row.ts'
import { median } from './timing.ts'

const ON = '2026-03-30'
const USERS = 50
const CUSTOMERS = 500
const IDLE_READINGS = 100
/** Between two readings of one person, on average. */
const REST_MS = 1_000
const MEMORY_EVERY_MS = 1_000
/** Of the whole, before memory is compared: caches and compiled code are still being filled. */
const WARM_UP_SHARE = 0.2

/**
 * Fifty people who read the page « Relances » of a real server over loopback, each once a second, while runs are
 * made, confirmed and their letters rendered one after the other: no request may fail, and memory may not grow.
 */
export async function* benchLoad(folder: string, seconds: number): AsyncGenerator<BenchRow> {
  const server = await startTortured(join(folder, 'load'), CUSTOMERS)
  try {
    const alone: number[] = []
    for (let reading = 0; reading < IDLE_READINGS; reading += 1)
      alone.push(await timed(() => readPage(server)))
    const idle = { name: 'p50 alone', value: median(alone) }

    const found = await work(server, seconds)
    const during = `${USERS} people for ${seconds} s, letters running`
    yield row(`load: requests that failed, ${during}`, '', found.failures.length, 0)
    yield row('load: readings of the page', '', found.times.length, null)
    yield row('load: runs confirmed meanwhile', '', found.runs, null)
    yield { ...compared('load: page, p50', 'ms', percentile(found.times, 0.5), idle, 1), limit: null }
    yield { ...compared('load: page, p99', 'ms', percentile(found.times, 0.99), idle, 1), limit: null }
    const [start, end] = ends(found.memory)
    yield compared(
      'load: memory of the server at the end',
      'MB',
      end,
      { name: 'after its start', value: start },
      1.2,
    )
    if (found.failures.length > 0) throw new Error(`failed: ${[...new Set(found.failures)].join('; ')}`)
  } finally {
    await server.stop()
  }
}

interface Found {
  readonly times: readonly number[]
  readonly failures: readonly string[]
  readonly memory: readonly number[]
  readonly runs: number
}

async function work(server: TorturedServer, seconds: number): Promise<Found> {
  const times: number[] = []
  const failures: string[] = []
  const memory: number[] = []
  let runs = 0
  const deadline = performance.now() + seconds * 1000
  const repeat = async (act: () => Promise<unknown>) => {
    while (performance.now() < deadline) {
      await act().catch((error: Error) => failures.push(error.message))
    }
  }
  const read = async () => {
    await delay(2 * REST_MS * Math.random())
    times.push(await timed(() => readPage(server)))
  }
  const remind = async () => {
    await confirmRun(server)
    runs += 1
  }
  const measure = async () => {
    memory.push(megabytesOf(server.pids().application))
    await delay(MEMORY_EVERY_MS)
  }
  await Promise.all([...Array.from({ length: USERS }, () => read), remind, measure].map(repeat))
  return { times, failures, memory, runs }
}

// What the page asks for when it is opened.
async function readPage({ ask }: TorturedServer): Promise<void> {
  await Promise.all([
    ask('GET', `/api/reminders?on=${ON}&sort=name&direction=asc&limit=50`),
    ask('GET', `/api/reminders/totals?on=${ON}`),
  ])
}

// Confirmed, its letters are rendered and archived by the server on its own.
async function confirmRun({ ask }: TorturedServer): Promise<void> {
  const { run } = await ask<{ run: number }>('POST', '/api/runs', {
    filters: { on: ON },
    selection: { base: 'all', customers: {}, invoices: {} },
    letterOn: TODAY,
  })
  await ask('POST', `/api/runs/${run}/confirmation`)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

// Medians of a tenth of the time, once warm and at the end: a collection of garbage moves a single figure.
function ends(memory: readonly number[]): [start: number, end: number] {
  const warm = memory.slice(Math.floor(memory.length * WARM_UP_SHARE))
  const tenth = Math.max(1, Math.floor(memory.length / 10))
  return [median(warm.slice(0, tenth)), median(warm.slice(-tenth))]
}

function megabytesOf(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024
}

function row(name: string, unit: string, value: number, limit: number | null): BenchRow {
  return { name, value, unit, baseline: null, baselineName: null, ratio: null, limit }
}

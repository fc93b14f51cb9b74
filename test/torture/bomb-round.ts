import { execFileSync } from 'node:child_process'
import { closeSync, ftruncateSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Deposit, ImportState } from '#features/imports/deposit-contract.ts'
import { CHECKOUT } from '#platform/config.ts'
import { FEC_COLUMNS } from '#readers/fec-layout.ts'
import { startProgram } from '../program.ts'
import type { Bomb } from './bombs.ts'
import type { TorturedServer } from './tortured-server.ts'

/** What a bomb has done: how long it took, the most memory held meanwhile, and what went wrong. */
export interface BombRound {
  readonly ms: number
  readonly peakMegabytes: number
  readonly told: string
  readonly faults: readonly string[]
}

const TOO_SLOW_MS = 180_000
/** Of the application and the processes that read for it: the largest limit of one, and what is beside it. */
const TOO_LARGE_MEGABYTES = 2_700
const LOOK_EVERY_MS = 250

/** `relances read` of a file: it ends by itself, with a reason. */
export async function readByCommand(folder: string, { name, bytes }: Bomb): Promise<BombRound> {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return await command(path)
}

/** A FEC of a gigabyte whose only line has no end, of which the disk holds nothing. */
export async function readHoles(folder: string): Promise<BombRound> {
  const path = join(folder, 'holes.txt')
  const file = openSync(path, 'w')
  writeSync(file, `${FEC_COLUMNS.join('\t')}\r\n${'VT'.repeat(40_000)}`)
  ftruncateSync(file, 1_000_000_000)
  closeSync(file)
  return await command(path)
}

async function command(path: string): Promise<BombRound> {
  const program = startProgram([join(CHECKOUT, 'src/cli/main.ts'), 'read', path, '--json'])
  return await measured(program.child.pid ?? 0, async () => {
    const code = await program.exited
    const { out, err } = program.output
    const told = /"reason":\s*"([^"]*)"/.exec(out)?.[1] ?? ''
    const isRight = code === 1 && told !== ''
    return { told, faults: isRight ? [] : [`exit ${code}: ${(err || out).slice(0, 300)}`] }
  })
}

/** The same dropped on the screen of imports of a running server, which answers others meanwhile. */
export async function dropOnServer(server: TorturedServer, { name, bytes }: Bomb): Promise<BombRound> {
  return await measured(server.pids().application, async () => {
    const reading = importDropped(server, name, bytes)
    const faults: string[] = []
    let isDone = false
    const done = reading.finally(() => {
      isDone = true
    })
    done.catch(() => undefined)
    while (!isDone) {
      const start = performance.now()
      await server.ask('GET', '/api/health')
      const took = performance.now() - start
      if (took > 5_000) faults.push(`another waited ${Math.round(took)} ms`)
      await Promise.race([done, delay(LOOK_EVERY_MS)])
    }
    return { told: await reading, faults }
  })
}

async function importDropped(server: TorturedServer, name: string, bytes: Uint8Array): Promise<string> {
  const path = `/api/imports?fileName=${encodeURIComponent(name)}`
  const { id, kind, problem } = await server.ask<Deposit>('POST', path, bytes)
  if (kind === null || problem !== null) return problem ?? ''
  await server.ask('POST', `/api/imports/${id}/preview`, { company: server.company.code })
  for (;;) {
    const { step, preview, problem } = await server.ask<ImportState>('GET', `/api/imports/${id}`)
    if (step !== 'reading') {
      await server.ask('DELETE', `/api/imports/${id}`)
      return problem ?? preview?.errors[0]?.message ?? preview?.documents[0]?.remarks[0] ?? ''
    }
    await delay(LOOK_EVERY_MS)
  }
}

async function measured(
  pid: number,
  work: () => Promise<Pick<BombRound, 'told' | 'faults'>>,
): Promise<BombRound> {
  let peakMegabytes = 0
  const look = () => {
    peakMegabytes = Math.max(peakMegabytes, treeMegabytes(pid))
  }
  const watch = setInterval(look, LOOK_EVERY_MS)
  const start = performance.now()
  try {
    const { told, faults } = await work()
    const ms = performance.now() - start
    return {
      ms,
      peakMegabytes,
      told,
      faults: [
        ...faults,
        ...(told === '' ? ['nothing was told'] : []),
        ...(ms > TOO_SLOW_MS ? [`${Math.round(ms)} ms`] : []),
        ...(peakMegabytes > TOO_LARGE_MEGABYTES ? [`${Math.round(peakMegabytes)} MB`] : []),
      ],
    }
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error)
    return { ms: performance.now() - start, peakMegabytes, told: '', faults: [fault] }
  } finally {
    clearInterval(watch)
  }
}

// Of the process and of those it started.
function treeMegabytes(pid: number): number {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,rss='], { encoding: 'utf8' }).trim().split('\n')
  const rows = lines.map((line) => line.trim().split(/\s+/).map(Number))
  return (
    rows.reduce(
      (sum, [own, parent, kilobytes = 0]) => sum + (own === pid || parent === pid ? kilobytes : 0),
      0,
    ) / 1_000
  )
}

import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { CHECKOUT } from '#platform/config.ts'

const COMPILE_CACHE = join(CHECKOUT, 'node_modules/.cache/relances')

/** A program of ours in a process of its own. */
export interface Program {
  readonly child: ChildProcess
  readonly exited: Promise<number | null>
  /** What it has printed so far. */
  readonly output: { out: string; err: string }
  /** Resolves with the server's address once it answers; rejects with its output if it ends first. */
  ready(): Promise<string>
}

/** Runs Node with these arguments and variables; stdin is closed, as under a service manager. */
export function startProgram(args: readonly string[], variables: Record<string, string> = {}): Program {
  const { RELANCES_DATA: _, DATABASE_URL: __, ...env } = process.env
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Compiled once: a start then takes little more than half the time.
    env: { NODE_COMPILE_CACHE: COMPILE_CACHE, ...env, ...variables },
  })
  const output = { out: '', err: '' }
  child.stdout?.on('data', (text) => {
    output.out += text
  })
  child.stderr?.on('data', (text) => {
    output.err += text
  })
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, exited, output, ready: () => waitReady(child, output) }
}

async function waitReady(child: ChildProcess, output: { out: string; err: string }): Promise<string> {
  await until(() => /http:\S+/.test(output.out) || child.exitCode !== null, 240_000)
  const address = /http:\S+/.exec(output.out)?.[0]
  if (!address) throw new Error(`the server ended before it was ready: ${output.out}${output.err}`)
  return address
}

/** Waits until `condition` holds; gives up quietly after `limitMs`, for the test to say what is wrong. */
export async function until(condition: () => boolean, limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs
  while (!condition() && performance.now() < deadline) await delay(50)
}

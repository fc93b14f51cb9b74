import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach } from 'vitest'
import { CHECKOUT } from '#platform/config.ts'

/** The real server in a process of its own, as `npm start` runs it. */
export interface ServerProcess {
  readonly child: ChildProcess
  readonly exited: Promise<number | null>
  /** What it has printed so far. */
  readonly output: { out: string; err: string }
  /** Resolves with its address once it answers; rejects with its output if it ends first. */
  ready(): Promise<string>
}

const folders: string[] = []
const children: ChildProcess[] = []

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const folder of folders.splice(0)) {
    for (const pid of postgresPids(folder)) process.kill(pid, 'SIGQUIT')
    await until(() => postgresPids(folder).length === 0, 10_000)
    rmSync(folder, { recursive: true, force: true })
  }
})

/** A new data folder, removed after the test with whatever still runs on it. */
export function newFolder(name = 'données de l’été'): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'relances-e2e-')))
  // As root, PostgreSQL runs as another user, who would not get in: the database would go elsewhere.
  chmodSync(folder, 0o755)
  folders.push(folder)
  return join(folder, name)
}

/** Starts the server on `dataDir`; port 0 lets the system choose. */
export function startServer(dataDir: string, args: readonly string[] = ['--port', '0']): ServerProcess {
  return startProgram([join(CHECKOUT, 'src/server/main.ts'), '--data', dataDir, ...args])
}

/** Runs Node with these arguments; stdin is closed, as under a service manager. */
export function startProgram(args: readonly string[]): ServerProcess {
  const { RELANCES_DATA: _, DATABASE_URL: __, ...env } = process.env
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env })
  children.push(child)
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

/** The PostgreSQL servers whose cluster is in this folder of `newFolder`; their children do not count. */
export function postgresPids(folder: string): number[] {
  // `ps` shows accents as it likes: the temporary part of the name is plain.
  const name = /relances-e2e-\w+/.exec(folder)?.[0]
  if (!name) throw new Error(`not a folder of newFolder: ${folder}`)
  const lines = execFileSync('ps', ['-ww', '-e', '-o', 'pid=', '-o', 'args='], { encoding: 'utf8' }).split(
    '\n',
  )
  return lines
    .filter((line) => /postgres(\.exe)? -D /.test(line) && line.includes(name))
    .map((line) => Number.parseInt(line, 10))
}

/** Waits until `condition` holds; gives up quietly after `limitMs`, for the test to say what is wrong. */
export async function until(condition: () => boolean, limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs
  while (!condition() && performance.now() < deadline) await delay(50)
}

import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, inject } from 'vitest'
import { CHECKOUT } from '#platform/config.ts'
import { type Program, startProgram, until } from '../program.ts'

const folders: string[] = []
const programs: Program[] = []

afterEach(async () => {
  for (const { child } of programs.splice(0)) child.kill('SIGKILL')
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

/** A folder of `newFolder` where Relances was started before, without the wait of a first start. */
export function installedFolder(name?: string, ...below: string[]): string {
  const folder = join(newFolder(name), ...below)
  mkdirSync(dirname(folder), { recursive: true })
  // With its owners: as root, the cluster belongs to the user PostgreSQL runs as.
  execFileSync('cp', ['-Rp', inject('installedFolder'), folder])
  return folder
}

/** Starts the real server on `dataDir`, as `npm start` does; port 0 lets the system choose. */
export function startServer(dataDir: string, args: readonly string[] = ['--port', '0']): Program {
  return startCleaned([join(CHECKOUT, 'src/server/main.ts'), '--data', dataDir, ...args])
}

/** Runs Node with these arguments, until the end of the test at the latest. */
export function startCleaned(args: readonly string[]): Program {
  const program = startProgram(args)
  programs.push(program)
  return program
}

/** Kills the PostgreSQL of this folder of `newFolder` outright, as lack of memory would. */
export function killPostgres(folder: string): void {
  for (const pid of postgresPids(folder)) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // A child that had not taken its own name yet, and is over.
    }
  }
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

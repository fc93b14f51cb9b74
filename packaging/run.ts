import { spawnSync } from 'node:child_process'

/** Runs a program to its end, its output on stderr; a failure ends the build. */
export function run(program: string, args: readonly string[], cwd = process.cwd()): void {
  const { status, error } = spawnSync(program, args, { cwd, stdio: ['ignore', 2, 'inherit'] })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? `status ${status}`}`)
}

/** Those of `programs` that are not in the PATH. */
export function missingPrograms(programs: readonly string[]): string[] {
  return programs.filter((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0)
}

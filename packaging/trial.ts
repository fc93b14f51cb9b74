import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { CHECKOUT } from '#platform/config.ts'
import { missingPrograms, run } from './run.ts'

const SUITES = { 'Debian 12': 'bookworm', 'Debian 13': 'trixie' } as const
const TRIALS = ['portable', 'debian', 'docker'] as const
const MIRROR = 'http://deb.debian.org/debian'

interface Made {
  /** Folder of the packages, and of those of the same program under an older number, to upgrade from. */
  readonly out: string
  readonly older: string
  readonly version: string
  /** Suites and trials to keep to; all when empty. */
  readonly only: readonly string[]
}

/**
 * Installs and runs the packages in a bare Debian 12 and 13, with neither npm nor a network. Gives whether all of it
 * went well, and says so on stdout, a line each.
 */
export function tryPackages(made: Made): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    process.stdout.write(
      'The packages were not tried: that needs root on Debian (debootstrap, unshare, chroot).\n',
    )
    return false
  }
  if (missingPrograms(['debootstrap']).length > 0) {
    run('apt-get', ['update'])
    run('apt-get', ['install', '-y', '--no-install-recommends', 'debootstrap'])
  }
  const isAsked = (word: string, all: readonly string[]) =>
    made.only.includes(word) || !made.only.some((other) => all.includes(other))
  const suites = Object.entries(SUITES).filter(([, suite]) => isAsked(suite, Object.values(SUITES)))
  const results = suites.flatMap(([name, suite]) => {
    const system = bareSystem(suite, made.out)
    return TRIALS.filter((trial) => isAsked(trial, TRIALS)).map((trial) => {
      const isGood = tryIn(system, trial, made)
      process.stdout.write(`${isGood ? '✓' : '✗'} ${name}: ${trial}\n`)
      return isGood
    })
  })
  return results.length > 0 && results.every(Boolean)
}

// Kept from one run to the next: it is the same Debian.
function bareSystem(suite: string, out: string): string {
  const folder = join(out, 'debian', suite)
  if (existsSync(folder)) return folder
  mkdirSync(join(out, 'debian'), { recursive: true })
  rmSync(`${folder}.new`, { recursive: true, force: true })
  run('debootstrap', [
    '--variant=minbase',
    '--include=systemd,iproute2,xz-utils',
    suite,
    `${folder}.new`,
    MIRROR,
  ])
  renameSync(`${folder}.new`, folder)
  return folder
}

function tryIn(system: string, trial: (typeof TRIALS)[number], made: Made): boolean {
  const root = mkdtempSync(join(tmpdir(), `relances-${trial}-`))
  try {
    run('cp', ['-a', `${system}/.`, root])
    const inside = join(root, 'trial')
    cpSync(join(CHECKOUT, 'packaging/trial'), inside, { recursive: true })
    for (const [folder, prefix] of [
      [made.out, 'new-'],
      [made.older, 'old-'],
    ] as const) {
      for (const file of globSync(`*.{deb,tar.xz}`, { cwd: folder })) {
        if (prefix === 'old-' || file.includes(made.version))
          copyFileSync(join(folder, file), join(inside, prefix + basename(file)))
      }
    }
    copyFileSync(join(made.out, 'docker/Dockerfile'), join(inside, 'Dockerfile'))
    // Namespaces of its own: no network but itself, and nothing outlives it.
    const own = ['--mount', '--net', '--pid', '--ipc', '--uts', '--fork', '--kill-child']
    const { status } = spawnSync('unshare', [...own, 'sh', join(inside, 'enter.sh'), root, trial], {
      stdio: ['ignore', 2, 'inherit'],
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8', VERSION: made.version },
    })
    return status === 0
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

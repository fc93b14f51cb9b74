import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { RelancesError } from '#domain/errors.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import { accountCan, findOrCreateAccount, isRoot, type Say, type SystemAccount } from './system-account.ts'

/** Where the embedded PostgreSQL lives, and as whom it runs. */
export interface DataPlace {
  /** Holds the cluster, its log and the locks: the data folder, unless PostgreSQL's user cannot reach it. */
  readonly root: string
  readonly cluster: string
  readonly binaries: PostgresBinaries
  /** Null: PostgreSQL runs as the user we are. */
  readonly account: SystemAccount | null
}

const REACHABLE = '/var/lib/relances'
const LOCATION_FILE = 'database-location'

/** Creates the data folder when missing; refuses, with the reason, one that cannot be written to. */
export function prepareDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    // A new folder is ours: PostgreSQL's user may walk through it; what is inside is private piece by piece.
    if (isRoot() && readdirSync(dataDir).length === 0) chmodSync(dataDir, 0o711)
    mkdirSync(join(dataDir, 'locks'), { recursive: true, mode: 0o700 })
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code
    if (reason === undefined) throw error
    throw new RelancesError('unavailable', 'platform.folder-not-writable', { folder: dataDir, reason })
  }
}

/**
 * Where the cluster of `dataDir` is. As root, PostgreSQL runs under another user; when that user cannot
 * reach the data folder or the binaries (a checkout under /root), they go to a place it can, and a line
 * says so. The move is remembered in the data folder, so that the folder may itself be moved.
 */
export function resolvePlace(dataDir: string, binaries: PostgresBinaries, say: Say): DataPlace {
  if (!isRoot()) return { root: dataDir, cluster: join(dataDir, 'postgres'), binaries, account: null }
  const root = rememberedRoot(dataDir) ?? dataDir
  const account = ownerOf(join(root, 'postgres')) ?? findOrCreateAccount(say)
  const place = { account, binaries: reachableBinaries(binaries, account, say) }
  if (root !== dataDir || accountCan(account, '-x', dataDir)) {
    return { ...place, root, cluster: join(root, 'postgres') }
  }
  const moved = moveCluster(dataDir)
  say('platform.data-elsewhere', { folder: moved, reason: dataDir })
  return { ...place, root: moved, cluster: join(moved, 'postgres') }
}

function rememberedRoot(dataDir: string): string | null {
  const file = join(dataDir, LOCATION_FILE)
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null
}

// An existing cluster keeps its owner, even when the machine has got a `postgres` user since.
function ownerOf(cluster: string): SystemAccount | null {
  if (!existsSync(cluster)) return null
  const { uid, gid } = statSync(cluster)
  return uid === 0 ? null : { uid, gid }
}

// A new folder each time: after `rm -r data` the next start must be a new one, not the old database again.
function moveCluster(dataDir: string): string {
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 8)
  mkdirSync(REACHABLE, { recursive: true })
  const moved = mkdtempSync(join(REACHABLE, `${hash}-`))
  for (const folder of [REACHABLE, moved]) chmodSync(folder, 0o711)
  mkdirSync(join(moved, 'locks'), { mode: 0o700 })
  const [from, to] = [join(dataDir, 'postgres'), join(moved, 'postgres')]
  if (existsSync(from) && !existsSync(to)) moveFolder(from, to)
  writeFileSync(join(dataDir, LOCATION_FILE), `${moved}\n`)
  return moved
}

// `mv` keeps owners and modes, and crosses file systems.
function moveFolder(from: string, to: string): void {
  const result = spawnSync('mv', [from, to], { encoding: 'utf8' })
  if (result.status !== 0) {
    throw new RelancesError('unavailable', 'platform.folder-not-writable', {
      folder: to,
      reason: result.stderr,
    })
  }
}

function reachableBinaries(binaries: PostgresBinaries, account: SystemAccount, say: Say): PostgresBinaries {
  if (canRun(account, binaries.native)) return binaries
  const native = join(REACHABLE, `postgresql-${binaries.version}`)
  if (!canRun(account, native)) {
    copyReadable(binaries.native, native)
    say('platform.binaries-elsewhere', { folder: native })
  }
  return { ...binaries, native }
}

function canRun(account: SystemAccount, native: string): boolean {
  return (
    accountCan(account, '-x', join(native, 'bin', 'postgres')) &&
    accountCan(account, '-r', join(native, 'share', 'postgresql', 'postgres.bki'))
  )
}

// Copied beside and renamed, so that a copy cut short is never taken for a whole one.
function copyReadable(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true })
  chmodSync(dirname(to), 0o711)
  const partial = `${to}.${process.pid}`
  rmSync(partial, { recursive: true, force: true })
  cpSync(from, partial, { recursive: true, verbatimSymlinks: true })
  spawnSync('chmod', ['-R', 'a+rX', partial])
  rmSync(to, { recursive: true, force: true })
  renameSync(partial, to)
}

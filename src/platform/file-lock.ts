import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'

/** A lock on a file, held until `release` or until the process dies, however it dies. */
export interface FileLock {
  release(): void
}

const RETRY_MS = 50

/**
 * Locks `path` (created when missing), alone or shared with others who share it; null when it is still
 * taken after `waitMs`.
 *
 * Node has no `flock`, but SQLite takes real locks of the operating system on its file, which the kernel
 * drops with the process: after a `kill -9` there is no stale lock to guess about, as there is with a file
 * holding a process number. Nothing is ever written to the file.
 */
export async function lockFile(
  path: string,
  kind: 'exclusive' | 'shared',
  waitMs = 0,
): Promise<FileLock | null> {
  const deadline = performance.now() + waitMs
  for (;;) {
    const lock = tryLock(path, kind)
    if (lock) return lock
    if (performance.now() >= deadline) return null
    await delay(RETRY_MS)
  }
}

function tryLock(path: string, kind: 'exclusive' | 'shared'): FileLock | null {
  // Shared, nothing is ever written: a file only read lets its disk be made read-only or taken away.
  const file = new DatabaseSync(path, { timeout: 0, readOnly: kind === 'shared' && existsSync(path) })
  try {
    // A journal on disk would outlive the process; there is nothing to undo.
    file.exec('pragma journal_mode = memory')
    file.exec(kind === 'exclusive' ? 'begin exclusive' : 'begin')
    // A deferred transaction takes its shared lock at its first read.
    if (kind === 'shared') file.prepare('select 1 from sqlite_master').get()
    return { release: () => file.close() }
  } catch (error) {
    file.close()
    if (isBusy(error)) return null
    throw error
  }
}

const SQLITE_BUSY = 5

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}

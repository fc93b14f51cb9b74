import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** A running PostgreSQL, as it describes itself in its own `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
  /** Folder of its Unix socket; empty on Windows, where it listens on the loopback. */
  readonly socketDir: string
  /** False while it starts, recovers or stops; its port and socket may not be known yet. */
  readonly isReady: boolean
}

/**
 * The PostgreSQL running on `cluster`, or null. A `postmaster.pid` left by a power cut is removed when its
 * number now belongs to some other program: PostgreSQL would refuse to start beside it.
 */
export function findPostmaster(cluster: string): Postmaster | null {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return null
  const [pid, , , port, socketDir, , , status] = readFileSync(file, 'utf8').split('\n')
  const postmaster = {
    pid: Number(pid),
    port: Number(port),
    socketDir: (socketDir ?? '').trim(),
    isReady: status?.trim() === 'ready',
  }
  if (!isAlive(postmaster.pid)) return null
  if (isPostgresOn(postmaster.pid, cluster)) return postmaster
  rmSync(file, { force: true })
  return null
}

/** True while the process exists, even when it belongs to another user. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function isPostgresOn(pid: number, cluster: string): boolean {
  const command = commandOf(pid)
  return command === null || command.includes(cluster)
}

// Null where the command line cannot be read (Windows): then the process number has to do.
function commandOf(pid: number): string | null {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    if (process.platform === 'win32') return null
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}

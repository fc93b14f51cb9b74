import { spawnSync } from 'node:child_process'
import { RelancesError } from '#domain/errors.ts'

/** The user PostgreSQL runs as. */
export interface SystemAccount {
  readonly uid: number
  readonly gid: number
}

/** Says one line to the person at the terminal: the key of a sentence of the catalogue, and its blanks. */
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => void

const OWN_NAME = 'relances'

/** PostgreSQL refuses to run as root; every other user runs it as themselves. */
export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** A user for PostgreSQL when we are root: `postgres` if the machine has it, else one of our own, created once. */
export function findOrCreateAccount(say: Say): SystemAccount {
  const known = findAccount('postgres') ?? findAccount(OWN_NAME)
  if (known) return known
  createAccount()
  const created = findAccount(OWN_NAME)
  if (!created) throw new RelancesError('unavailable', 'platform.no-system-account', { name: OWN_NAME })
  say('platform.account-created', { name: OWN_NAME })
  return created
}

/** True when `account` can do what the shell test `expression` says of `path`; it needs every folder above, too. */
export function accountCan(account: SystemAccount, expression: '-r' | '-x' | '-d', path: string): boolean {
  const test = spawnSync('/bin/sh', ['-c', `test ${expression} "$1"`, 'sh', path], {
    uid: account.uid,
    gid: account.gid,
    cwd: '/',
    stdio: 'ignore',
  })
  return test.status === 0
}

function findAccount(name: string): SystemAccount | null {
  const [uid, gid] = [readId(['-u', name]), readId(['-g', name])]
  return uid === null || gid === null ? null : { uid, gid }
}

function readId(args: string[]): number | null {
  const result = spawnSync('id', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  const id = Number.parseInt(result.stdout ?? '', 10)
  return result.status === 0 && Number.isInteger(id) && id > 0 ? id : null
}

// `useradd` on most systems, the `adduser` of BusyBox elsewhere; both are often outside the PATH.
function createAccount(): void {
  const env = { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin:/usr/bin:/bin` }
  const home = ['--home-dir', '/nonexistent', '--no-create-home']
  const useradd = spawnSync(
    'useradd',
    ['--system', '--user-group', ...home, '--shell', '/usr/sbin/nologin', OWN_NAME],
    { env, stdio: 'ignore' },
  )
  if (useradd.status === 0) return
  spawnSync('adduser', ['-S', '-D', '-H', '-h', '/nonexistent', '-s', '/sbin/nologin', OWN_NAME], {
    env,
    stdio: 'ignore',
  })
}

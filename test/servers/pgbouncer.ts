import { spawn } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { accountOf, untilItAnswers } from './debian-postgresql.ts'

/** PgBouncer as people put it before a server: in transaction mode, with fewer connections than we open. */
export async function startPgBouncer(
  server: pg.ClientConfig,
  login: { readonly user: string; readonly database: string },
): Promise<{ readonly host: string; readonly port: number; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'relances-bouncer-'))
  const { uid, gid } = accountOf('postgres')
  chownSync(folder, uid, gid)
  const port = 6432
  writeFileSync(
    join(folder, 'pgbouncer.ini'),
    [
      '[databases]',
      `* = host=${server.host} port=${server.port}`,
      '[pgbouncer]',
      'pool_mode = transaction',
      'default_pool_size = 2',
      'auth_type = trust',
      `auth_file = ${join(folder, 'users.txt')}`,
      `unix_socket_dir = ${folder}`,
      `listen_port = ${port}`,
      'listen_addr =',
    ].join('\n'),
  )
  writeFileSync(join(folder, 'users.txt'), `"${login.user}" ""\n`)
  const bouncer = spawn('/usr/sbin/pgbouncer', ['-q', join(folder, 'pgbouncer.ini')], {
    uid,
    gid,
    stdio: 'ignore',
  })
  await untilItAnswers({ host: folder, port, ...login })
  return {
    host: folder,
    port,
    async stop() {
      const ended = new Promise((resolve) => bouncer.once('exit', resolve))
      bouncer.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

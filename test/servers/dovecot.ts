import { spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { MailServer, Security } from '#domain/sending/account.ts'
import { CERTIFICATE, KEY, PASSWORD, USER } from '../mail-server.ts'
import { accountOf } from './debian-postgresql.ts'

const PORTS: Readonly<Record<Security, number>> = { tls: 9993, starttls: 9143, none: 9143 }

/**
 * Debian's Dovecot with the one mailbox of the tests, by its password or by a token that `introspection` vouches for.
 * Its log counts what each session has asked for.
 */
export async function startDovecot({ introspection }: { readonly introspection: string }) {
  const folder = mkdtempSync(join(tmpdir(), 'relances-dovecot-'))
  // Its processes are of several accounts.
  chmodSync(folder, 0o755)
  const { uid, gid } = accountOf('mail')
  const mail = join(folder, 'mail')
  for (const name of ['', 'new', 'cur', 'tmp']) {
    mkdirSync(join(mail, name), { recursive: true })
    chownSync(join(mail, name), uid, gid)
  }
  const log = join(folder, 'dovecot.log')
  writeFileSync(join(folder, 'certificate.pem'), CERTIFICATE)
  writeFileSync(join(folder, 'key.pem'), KEY)
  writeFileSync(join(folder, 'users'), `${USER}:{PLAIN}${PASSWORD}::::::\n`)
  writeFileSync(
    join(folder, 'oauth2.conf'),
    [
      `introspection_url = ${introspection}`,
      'introspection_mode = get',
      'username_attribute = username',
      'active_attribute = active',
      'active_value = true',
    ].join('\n'),
  )
  writeFileSync(join(folder, 'dovecot.conf'), configuration({ folder, mail, log }))
  const dovecot = spawn('/usr/sbin/dovecot', ['-F', '-c', join(folder, 'dovecot.conf')], { stdio: 'ignore' })
  for (const port of new Set(Object.values(PORTS))) await untilItListens(port)
  let delivered = 0
  return {
    server: (security: Security): MailServer => ({ host: 'localhost', port: PORTS[security], security }),
    /** Puts a mail in the inbox, as it came; a subject is enough to know it by. */
    deliver(bytes: Uint8Array): void {
      delivered += 1
      const file = join(mail, 'new', `${1_790_000_000 + delivered}.M1P1.menuiserie`)
      writeFileSync(file, bytes)
      chownSync(file, uid, gid)
    },
    /** The mails that are in the inbox, and those somebody has seen. */
    contents() {
      const files = ['new', 'cur'].flatMap((name) => readdirSync(join(mail, name)))
      return { count: files.length, seen: files.filter((file) => /:2,.*[STR]/.test(file)) }
    },
    /** Its numbers begin again, as after a mailbox was moved to another machine. */
    renumber(): void {
      for (const file of readdirSync(mail).filter((name) => name.startsWith('dovecot')))
        rmSync(join(mail, file), { recursive: true })
    },
    /** What the sessions that have ended asked for: how many mails by their headers, how many further. */
    async asked(sessions: number) {
      for (let tries = 0; tries < 100; tries += 1) {
        const ended = [...readFileSync(log, 'utf8').matchAll(/ended heads=(\d+) bodies=(\d+)/g)]
        if (ended.length >= sessions)
          return ended.map(([, heads, bodies]) => ({ heads: Number(heads), bodies: Number(bodies) }))
        await wait(100)
      }
      throw new Error(`Dovecot: ${readFileSync(log, 'utf8').slice(-2_000)}`)
    },
    async stop() {
      const ended = new Promise((resolve) => dovecot.once('exit', resolve))
      dovecot.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function configuration({ folder, mail, log }: { folder: string; mail: string; log: string }): string {
  return `
base_dir = ${join(folder, 'run')}
state_dir = ${join(folder, 'state')}
log_path = ${log}
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <${join(folder, 'certificate.pem')}
ssl_key = <${join(folder, 'key.pem')}
auth_mechanisms = plain login xoauth2
mail_location = maildir:${mail}
mail_uid = mail
mail_gid = mail
first_valid_uid = 1
first_valid_gid = 1
imap_logout_format = ended heads=%{fetch_hdr_count} bodies=%{fetch_body_count}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${PORTS.starttls}
  }
  inet_listener imaps {
    port = ${PORTS.tls}
    ssl = yes
  }
}
# Nobody waits after a wrong password.
auth_failure_delay = 0
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
passdb {
  driver = passwd-file
  args = scheme=PLAIN ${join(folder, 'users')}
  mechanisms = plain login
}
passdb {
  driver = oauth2
  mechanisms = xoauth2
  args = ${join(folder, 'oauth2.conf')}
}
userdb {
  driver = static
  args = uid=mail gid=mail home=${mail}
}
`
}

async function untilItListens(port: number): Promise<void> {
  for (let tries = 0; tries < 150; tries += 1) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = createConnection({ host: '127.0.0.1', port }, () => resolve(true))
      socket.on('error', () => resolve(false))
      socket.on('connect', () => socket.end())
    })
    if (isOpen) return
    await wait(100)
  }
  throw new Error(`Dovecot does not listen on ${port}`)
}

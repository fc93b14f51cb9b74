import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** What Debian packages, by the file that shows it is there. */
const PACKAGES = {
  postgresql: '/usr/lib/postgresql',
  pgbouncer: '/usr/sbin/pgbouncer',
  iproute2: '/usr/sbin/ip',
  'dovecot-imapd': '/usr/sbin/dovecot',
} as const

/** Why servers of the system cannot be had here; null where they can. */
export function whyNoServers(): string | null {
  const isDebian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  return isDebian ? null : 'servers of the system need Debian and root'
}

/** Installs with apt-get those that are missing. Vitest calls it before the tests of this folder. */
export function setup(): void {
  const missing = Object.entries(PACKAGES).filter(([, file]) => !existsSync(file))
  if (missing.length === 0) return
  const names = missing.map(([name]) => name)
  process.stderr.write(`Installation de ${names.join(', ')} (apt-get)…\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const words of [['update'], ['install', '-y', '--no-install-recommends', ...names]]) {
    const { status } = spawnSync('apt-get', words, { stdio: ['ignore', 2, 'inherit'], env })
    if (status !== 0) throw new Error(`apt-get ${words.join(' ')}: ${status}`)
  }
}

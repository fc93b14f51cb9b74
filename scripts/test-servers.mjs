import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { say } from './checkout.mjs'
import { prepare } from './prepare.mjs'
import { runTests } from './run-tests.mjs'

// npm run test:servers: tests over servers of the system, which Debian packages and root installs.
const PACKAGES = { postgresql: '/usr/lib/postgresql', pgbouncer: '/usr/sbin/pgbouncer' }

if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
  say('The tests over system servers did not run: they need Debian and root.')
} else {
  const missing = Object.keys(PACKAGES).filter((name) => !existsSync(PACKAGES[name]))
  if (missing.length > 0) install(missing)
  const { passed, failed } = runTests(prepare({ tests: true }), ['--config', 'vitest.servers.config.ts'])
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  process.exitCode = failed > 0 ? 1 : 0
}

function install(names) {
  say(`Installation de ${names.join(', ')} (apt-get)…`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const words of [['update'], ['install', '-y', '--no-install-recommends', ...names]]) {
    spawnSync('apt-get', words, { stdio: ['ignore', 2, 'inherit'], env })
  }
}

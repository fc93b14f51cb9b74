import { existsSync } from 'node:fs'
import { say } from './checkout.mjs'
import { prepare } from './prepare.mjs'
import { runTests } from './run-tests.mjs'

// npm run test:servers: tests over servers of the system, which test/servers/install-servers.ts installs.
if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
  say('The tests over system servers did not run: they need Debian and root.')
} else {
  const { passed, failed } = runTests(prepare({ tests: true }), ['--config', 'vitest.servers.config.ts'])
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  process.exitCode = failed > 0 ? 1 : 0
}

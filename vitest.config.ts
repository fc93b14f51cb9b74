import { defineConfig } from 'vitest/config'

const setupFiles = ['test/console.ts']
// What a test polls comes in a moment; a machine that does much else is slow, not wrong.
const POLL_MS = 30_000
// isolate: false: the modules of the product keep no state, so that test files may share them, read once.
const database = {
  setupFiles,
  globalSetup: ['test/database-server.ts'],
  // Some start programs of ours: on a machine that does much else, one takes 20 seconds to start.
  testTimeout: 120_000,
  hookTimeout: 120_000,
  isolate: false,
  expect: { poll: { timeout: POLL_MS } },
}
// Real processes and browsers need their time on a small machine.
const patient = {
  setupFiles,
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: POLL_MS } },
}

/** Rules and readers beside their sources; the rest of the tests by what they need to run. */
export default defineConfig({
  test: {
    // The default console reporter would print what test/console.ts turns into failures.
    allowOnly: false,
    // Much of a test is waiting for a process, a lease or a page: three at a time even on two cores.
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: 'unit',
          // Readers of whole files need no more than rules do.
          include: ['src/**/*.test.{ts,tsx}', 'test/{files,generated}/**/*.test.ts'],
          setupFiles,
          testTimeout: 20_000,
          isolate: false,
        },
      },
      { test: { name: 'tidy', include: ['test/*.test.ts'], setupFiles, testTimeout: 60_000 } },
      {
        test: {
          name: 'database',
          include: ['test/!(foundation|browser|servers|files|generated)/**/*.test.ts'],
          ...database,
        },
      },
      {
        test: {
          name: 'foundation',
          include: ['test/foundation/**/*.test.ts'],
          globalSetup: ['test/foundation/first-start.ts'],
          ...patient,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          ...database,
          ...patient,
        },
      },
    ],
  },
})

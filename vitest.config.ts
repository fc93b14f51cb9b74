import { defineConfig } from 'vitest/config'

const setupFiles = ['test/console.ts']
const database = {
  setupFiles,
  globalSetup: ['test/database-server.ts'],
  testTimeout: 30_000,
  hookTimeout: 120_000,
}
// Real processes and browsers: one file at a time, or they starve each other on a small machine.
const oneByOne = { setupFiles, fileParallelism: false, testTimeout: 300_000, hookTimeout: 300_000 }

/** Rules and readers beside their sources; the rest of the tests by what they need to run. */
export default defineConfig({
  test: {
    // The default console reporter would print what test/console.ts turns into failures.
    allowOnly: false,
    projects: [
      { test: { name: 'unit', include: ['src/**/*.test.{ts,tsx}'], setupFiles, testTimeout: 20_000 } },
      { test: { name: 'tidy', include: ['test/*.test.ts'], setupFiles, testTimeout: 60_000 } },
      { test: { name: 'database', include: ['test/!(foundation|browser)/**/*.test.ts'], ...database } },
      { test: { name: 'foundation', include: ['test/foundation/**/*.test.ts'], ...oneByOne } },
      { test: { name: 'browser', include: ['test/browser/**/*.test.ts'], ...database, ...oneByOne } },
    ],
  },
})

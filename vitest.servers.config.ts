import { defineConfig } from 'vitest/config'

/** `npm run test:servers`: tests that need servers installed on the system. */
export default defineConfig({
  test: {
    allowOnly: false,
    include: ['test/servers/**/*.test.ts'],
    globalSetup: ['test/servers/install-servers.ts'],
    setupFiles: ['test/console.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})

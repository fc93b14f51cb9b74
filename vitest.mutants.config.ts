import { defineConfig } from 'vitest/config'

const folder = process.env.MUTANTS_OF ?? 'domain'

/** The unit tests of one folder: what `npm run mutants` judges it by (scripts/mutants.mjs). */
export default defineConfig({
  test: { include: [`src/${folder}/**/*.test.ts`], setupFiles: ['test/console.ts'], testTimeout: 20_000 },
})

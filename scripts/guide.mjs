import { findOrInstallBrowser } from './browser.mjs'
import { prepare } from './prepare.mjs'
import { runTests } from './run-tests.mjs'

// npm run guide: makes the pictures of docs/guide/ again, from the story that shows these screens.
const node = prepare({ web: true, tests: true })
const env = { ...process.env, CHROMIUM_PATH: findOrInstallBrowser(node), GUIDE: 'docs/guide/images' }
const { failed } = runTests(node, ['--project', 'browser', 'test/browser/first-letter.test.ts'], env)
process.exitCode = failed > 0 ? 1 : 0

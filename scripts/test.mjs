import { join, relative } from 'node:path'
import { findOrInstallBrowser } from './browser.mjs'
import { changedRuns } from './changed.mjs'
import { CHECKOUT } from './checkout.mjs'
import { prepare } from './prepare.mjs'
import { runProgram, runTests } from './run-tests.mjs'
import { SAMPLE_TESTS, sampleTestCount, sampleTests } from './samples.mjs'

// npm test: every check, then one line of figures. `npm test -- WORDS` runs only the matching test files;
// `npm test -- --changed [BASE]` every check, and the tests that what changed since BASE (HEAD) can touch.
const asked = process.argv.slice(2)
const changedBase = asked[0] === '--changed' ? (asked[1] ?? 'HEAD') : null
const filters = changedBase === null ? asked : []
const SLOWEST_SHOWN = 12
const leavesSamplesOut = sampleTests() === 'leave out'
const node = prepare({ web: true, tests: true })
const env = { ...process.env, CHROMIUM_PATH: findOrInstallBrowser(node) }

const checks = [
  ['Format, style and borders', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings']],
  ['Types', 'typescript/bin/tsc', ['--project', '.']],
  ['Dead code', 'knip/bin/knip.js', []],
]
const results = filters.length > 0 ? [] : checks.map(runCheck)
results.push(runAllTests())

const passed = results.reduce((sum, result) => sum + result.passed, 0)
const failed = results.reduce((sum, result) => sum + result.failed, 0)
if (leavesSamplesOut) {
  process.stdout.write(
    `${sampleTestCount()} tests over files of others did not run: set RELANCES_SAMPLES to their folder\n`,
  )
}
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = failed > 0 ? 1 : 0

function runCheck([title, program, args]) {
  const ok = runProgram(node, program, args, env).status === 0
  process.stdout.write(`${ok ? '✓' : '✗'} ${title}\n`)
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 }
}

function runAllTests() {
  const leftOut = leavesSamplesOut ? ['--exclude', `${SAMPLE_TESTS}/**`] : []
  const runs = changedBase === null ? [filters] : changedRuns(changedBase)
  const done = runs.map((run) => runTests(node, [...leftOut, ...run], env))
  const files = done.flatMap((run) => run.files)
  const passed = done.reduce((sum, run) => sum + run.passed, 0)
  const failed = done.reduce((sum, run) => sum + run.failed, 0)
  const stale = isCountStale(files) ? 1 : 0
  tellSlowest(files)
  process.stdout.write(`${failed + stale === 0 ? '✓' : '✗'} Tests\n`)
  return { passed, failed: failed + stale }
}

/** Where the time went, the slowest files first. */
function tellSlowest(files) {
  const timed = files.map(({ name, startTime, endTime }) => ({ name, seconds: (endTime - startTime) / 1000 }))
  const slowest = timed.sort((a, b) => b.seconds - a.seconds).slice(0, SLOWEST_SHOWN)
  for (const { name, seconds } of slowest) {
    process.stdout.write(`${seconds.toFixed(1).padStart(7)} s  ${relative(CHECKOUT, name)}\n`)
  }
}

// The number told where the files are missing must be the one that runs where they are.
function isCountStale(files) {
  if (leavesSamplesOut || asked.length > 0) return false
  const own = files.filter((file) => file.name.startsWith(join(CHECKOUT, SAMPLE_TESTS)))
  const ran = own.reduce((sum, file) => sum + file.assertionResults.length, 0)
  if (ran === sampleTestCount()) return false
  process.stdout.write(`${SAMPLE_TESTS}/count.json must say ${ran}\n`)
  return true
}

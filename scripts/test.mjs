import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findOrInstallBrowser } from './browser.mjs'
import { CHECKOUT } from './checkout.mjs'
import { prepare } from './prepare.mjs'
import { SAMPLE_TESTS, sampleTestCount, sampleTests } from './samples.mjs'

// npm test: every check, then one line of figures. `npm test -- WORDS` runs only the matching test files.
const filters = process.argv.slice(2)
const leavesSamplesOut = sampleTests() === 'leave out'
const node = prepare({ web: true })
const env = { ...process.env, CHROMIUM_PATH: findOrInstallBrowser(node) }

const checks = [
  ['Format, style and borders', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings']],
  ['Types', 'typescript/bin/tsc', ['--project', '.']],
  ['Dead code', 'knip/bin/knip.js', []],
]
const results = filters.length > 0 ? [] : checks.map(runCheck)
results.push(runVitest())

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
  const ok = run(program, args).status === 0
  process.stdout.write(`${ok ? '✓' : '✗'} ${title}\n`)
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 }
}

function runVitest() {
  const folder = mkdtempSync(join(tmpdir(), 'relances-results-'))
  const report = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const leftOut = leavesSamplesOut ? ['--exclude', `${SAMPLE_TESTS}/**`] : []
  const { status } = run('vitest/vitest.mjs', ['run', ...reporters, ...leftOut, ...filters])
  const result = readReport(report, status)
  rmSync(folder, { recursive: true, force: true })
  process.stdout.write(`${result.failed === 0 ? '✓' : '✗'} Tests\n`)
  return result
}

// A skipped test counts as failed, and so does a file that could not be loaded: neither has shown anything.
function readReport(report, status) {
  if (!existsSync(report)) return { passed: 0, failed: 1 }
  const { numPassedTests, numTotalTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
  const unloaded = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  const failed = numTotalTests - numPassedTests + unloaded.length + (isCountStale(testResults) ? 1 : 0)
  return {
    passed: numPassedTests,
    failed: status !== 0 || numPassedTests === 0 ? Math.max(failed, 1) : failed,
  }
}

// The number told where the files are missing must be the one that runs where they are.
function isCountStale(testResults) {
  if (leavesSamplesOut || filters.length > 0) return false
  const files = testResults.filter((file) => file.name.startsWith(join(CHECKOUT, SAMPLE_TESTS)))
  const ran = files.reduce((sum, file) => sum + file.assertionResults.length, 0)
  if (ran === sampleTestCount()) return false
  process.stdout.write(`${SAMPLE_TESTS}/count.json must say ${ran}\n`)
  return true
}

function run(program, args) {
  return spawnSync(node, [join(CHECKOUT, 'node_modules', program), ...args], {
    cwd: CHECKOUT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
  })
}

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CHECKOUT } from './checkout.mjs'

/**
 * Runs Vitest with these arguments. Gives how many tests passed and failed, and the files with their tests. A
 * skipped test counts as failed, and so does a file that could not be loaded: neither has shown anything. Nor has a run
 * without tests, unless it was told `--passWithNoTests`.
 */
export function runTests(node, args, env = process.env) {
  const folder = mkdtempSync(join(tmpdir(), 'relances-results-'))
  const report = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { status } = runProgram(node, 'vitest/vitest.mjs', ['run', ...reporters, ...args], env)
  const result = readReport(report, status, args.includes('--passWithNoTests'))
  rmSync(folder, { recursive: true, force: true })
  return result
}

/** Runs a program of node_modules on the checkout, its output ours. */
export function runProgram(node, program, args, env = process.env) {
  return spawnSync(node, [join(CHECKOUT, 'node_modules', program), ...args], {
    cwd: CHECKOUT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
  })
}

function readReport(report, status, mayFindNone) {
  if (!existsSync(report)) return { passed: 0, failed: 1, files: [] }
  const { numPassedTests, numTotalTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
  const unloaded = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  const failed = numTotalTests - numPassedTests + unloaded.length
  return {
    passed: numPassedTests,
    failed: status !== 0 || (numPassedTests === 0 && !mayFindNone) ? Math.max(failed, 1) : failed,
    files: testResults,
  }
}

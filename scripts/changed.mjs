import { execFileSync } from 'node:child_process'
import { CHECKOUT } from './checkout.mjs'

/** What screens are made of: no test imports it, Chromium shows it. */
const SHOWN =
  /^(src\/(ui|web|messages|contract)\/|src\/features\/[^/]+\/(screen\/|[\w-]*contract\.ts$)|vite\.config\.ts$)/
/** What a process is made of: tests start it, and import nothing of it. */
const STARTED = /^(src\/(platform|server|cli)\/|scripts\/)/

/**
 * The Vitest runs that a change can touch, as lists of arguments. A change is what git sees since `base` (a commit
 * or a branch), files not yet added too. Vitest follows the imports; what is built or started is told here.
 */
export function changedRuns(base) {
  const files = changedSince(base)
  const touches = (paths) => files.some((file) => paths.test(file))
  const runs = [
    [
      '--changed',
      base,
      '--passWithNoTests',
      '--project',
      'unit',
      '--project',
      'tidy',
      '--project',
      'database',
    ],
  ]
  if (touches(SHOWN)) runs.push(['--project', 'browser'])
  else runs.push(['--changed', base, '--passWithNoTests', '--project', 'browser'])
  if (touches(STARTED)) runs.push(['--project', 'foundation'])
  return runs
}

function changedSince(base) {
  const git = (...args) => execFileSync('git', args, { cwd: CHECKOUT, encoding: 'utf8' }).split('\n')
  return [...git('diff', '--name-only', base), ...git('ls-files', '--others', '--exclude-standard')].filter(
    (file) => file !== '',
  )
}

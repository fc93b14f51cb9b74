import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { CHECKOUT } from '#platform/config.ts'
import type { BenchRow } from './row.ts'

const LIMIT_KB = 250

/**
 * JavaScript the browser loads for the page « Relances »: what index.html names, what that
 * imports without being asked, and the page's own chunk with its imports.
 */
export function benchBundle(): BenchRow {
  const folder = join(CHECKOUT, 'dist/web')
  const index = readFileSync(join(folder, 'index.html'), 'utf8')
  const named = [...index.matchAll(/assets\/[\w.-]+\.js/g)].map((match) => match[0].slice('assets/'.length))
  const screen = readdirSync(join(folder, 'assets')).filter((file) =>
    /^(reminders-screen|fr)-.*\.js$/.test(file),
  )
  const loaded = new Set<string>()
  const queue = [...named, ...screen]
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (loaded.has(file)) continue
    loaded.add(file)
    const source = readFileSync(join(folder, 'assets', file), 'utf8')
    // Static imports only: `import(…)` waits for the user.
    const imports = source.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)
    queue.push(...[...imports].map((match) => match[1] ?? ''))
  }
  const bytes = [...loaded].reduce(
    (sum, file) => sum + gzipSync(readFileSync(join(folder, 'assets', file))).length,
    0,
  )
  const kilobytes = bytes / 1_000
  return {
    name: 'JavaScript of the page « Relances », gzipped',
    value: kilobytes,
    unit: 'kB',
    baseline: LIMIT_KB,
    baselineName: 'the most it may be',
    ratio: kilobytes / LIMIT_KB,
    limit: 1,
  }
}

import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CHECKOUT } from '#platform/config.ts'

// A border that cannot fail guards nothing: each is crossed here by a file planted in a folder that has our
// biome.json, and must be reported.

interface Crossing {
  readonly from: string
  readonly imports: string
}

const CROSSINGS: readonly Crossing[] = [
  { from: 'src/domain/dunning/planted.ts', imports: '#platform/clock.ts' },
  { from: 'src/domain/dunning/planted.ts', imports: 'node:fs' },
  { from: 'src/domain/dunning/planted.ts', imports: '../../platform/clock.ts' },
  { from: 'src/domain/dunning/planted.ts', imports: '../penalties/penalties.ts' },
  { from: 'src/messages/planted.ts', imports: '#domain/days-and-money/day.ts' },
  { from: 'src/readers/planted.ts', imports: '#ledger/levels.ts' },
  { from: 'src/letters/planted.ts', imports: '#ledger/levels.ts' },
  { from: 'src/ledger/planted.ts', imports: '#features/planted/contract.ts' },
  { from: 'src/platform/planted.ts', imports: '#ledger/levels.ts' },
  { from: 'src/platform/planted.ts', imports: '#server/main.ts' },
  { from: 'src/contract/planted.ts', imports: '#platform/clock.ts' },
  { from: 'src/contract/planted.ts', imports: 'hono' },
  { from: 'src/features/planted/contract.ts', imports: '#platform/clock.ts' },
  { from: 'src/features/planted/contract.ts', imports: './server/store.ts' },
  { from: 'src/features/planted/contract.ts', imports: './screen/page.tsx' },
  { from: 'src/features/planted/contract.ts', imports: 'kysely' },
  { from: 'src/features/planted/server/store.ts', imports: '#features/runs/contract.ts' },
  { from: 'src/features/planted/server/store.ts', imports: '#features/runs/server/store.ts' },
  { from: 'src/features/planted/server/store.ts', imports: '../../runs/contract.ts' },
  { from: 'src/features/planted/server/store.ts', imports: '../screen/fields.ts' },
  { from: 'src/features/planted/server/store.ts', imports: '#ui/format.ts' },
  { from: 'src/features/planted/screen/page.tsx', imports: '../server/store.ts' },
  { from: 'src/features/planted/screen/page.tsx', imports: '../server/confirm-run.ts' },
  { from: 'src/features/planted/screen/fields.ts', imports: '../server/store.ts' },
  { from: 'src/features/planted/screen/fields.ts', imports: 'node:fs' },
  { from: 'src/features/planted/screen/page.tsx', imports: 'node:fs' },
  { from: 'src/features/planted/screen/page.tsx', imports: 'kysely' },
  { from: 'src/features/planted/screen/page.tsx', imports: '#platform/clock.ts' },
  { from: 'src/features/planted/screen/page.tsx', imports: '#ledger/levels.ts' },
  { from: 'src/features/planted/screen/page.tsx', imports: '#features/runs/screen/page.tsx' },
  { from: 'src/features/planted/screen/page.tsx', imports: '#features/runs/server/confirm-run.ts' },
  { from: 'src/ui/planted.ts', imports: '#features/planted/screen/page.tsx' },
  { from: 'src/ui/planted.ts', imports: '#features/planted/server/store.ts' },
  { from: 'src/ui/planted.ts', imports: '#ledger/levels.ts' },
  { from: 'src/web/planted.tsx', imports: '#features/planted/server/routes.ts' },
  { from: 'src/web/planted.tsx', imports: 'node:fs' },
  { from: 'src/server/planted.ts', imports: '#ui/format.ts' },
  { from: 'src/server/planted.ts', imports: '#features/planted/screen/page.tsx' },
  { from: 'src/cli/planted.ts', imports: '#server/main.ts' },
  { from: 'src/cli/planted.ts', imports: '#features/planted/screen/fields.ts' },
  { from: 'scripts/planted.mjs', imports: 'pg' },
]

const ALLOWED: readonly Crossing[] = [
  { from: 'src/domain/dunning/planted.ts', imports: './levels.ts' },
  { from: 'src/domain/dunning/planted.ts', imports: '#domain/days-and-money/day.ts' },
  { from: 'src/messages/fr/planted.ts', imports: './platform.ts' },
  { from: 'src/contract/planted.ts', imports: '#domain/days-and-money/day.ts' },
  { from: 'src/features/planted/contract.ts', imports: '#domain/days-and-money/day.ts' },
  { from: 'src/features/planted/contract.ts', imports: '#contract/endpoint.ts' },
  { from: 'src/features/planted/server/store.ts', imports: '#platform/scoped.ts' },
  { from: 'src/features/planted/server/store.ts', imports: '../contract.ts' },
  { from: 'src/features/planted/screen/page.tsx', imports: '#domain/days-and-money/day.ts' },
  { from: 'src/features/planted/screen/page.tsx', imports: '../contract.ts' },
  { from: 'src/features/planted/screen/page.tsx', imports: '#features/runs/letter-contract.ts' },
  { from: 'src/ui/planted.ts', imports: '#features/runs/contract.ts' },
]

const OTHER_RULES: readonly { readonly rule: string; readonly files: Readonly<Record<string, string>> }[] = [
  {
    rule: 'lint/style/noRestrictedGlobals',
    files: { 'src/domain/dunning/clock.ts': 'export const now = () => Temporal.Now.instant()\n' },
  },
  {
    rule: 'lint/suspicious/noImportCycles',
    files: {
      'src/platform/one.ts': "import { two } from '#platform/two.ts'\nexport const one = () => two\n",
      'src/platform/two.ts': "import { one } from '#platform/one.ts'\nexport const two = () => one\n",
    },
  },
  {
    rule: 'lint/complexity/noExcessiveLinesPerFunction',
    files: { 'src/platform/long.ts': `export function long() {\n${'  long()\n'.repeat(71)}}\n` },
  },
  { rule: 'lint/style/noDefaultExport', files: { 'src/platform/default.ts': 'export default 1\n' } },
  {
    rule: 'lint/style/useFilenamingConvention',
    files: { 'src/ui/DayField.tsx': 'export const field = 1\n' },
  },
  { rule: 'lint/suspicious/noExplicitAny', files: { 'src/ui/any.ts': 'export const x: any = 1\n' } },
]

const folder = mkdtempSync(join(tmpdir(), 'relances-borders-'))
// File → the rules it breaks.
const broken = new Map<string, string[]>()

beforeAll(() => {
  for (const file of ['biome.json', 'package.json']) copyFileSync(join(CHECKOUT, file), join(folder, file))
  for (const crossing of [...CROSSINGS, ...ALLOWED]) {
    plant(
      plantedPath(crossing),
      `import * as other from '${crossing.imports}'\nexport const planted = other\n`,
    )
  }
  for (const { files } of OTHER_RULES) for (const [path, text] of Object.entries(files)) plant(path, text)
  for (const { category, location } of lint()) {
    broken.set(location.path, [...(broken.get(location.path) ?? []), category])
  }
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each(CROSSINGS)('$from may not import $imports', (crossing) => {
  expect(broken.get(plantedPath(crossing))).toContain('lint/style/noRestrictedImports')
})

test.each(ALLOWED)('$from may import $imports', (crossing) => {
  expect(broken.get(plantedPath(crossing)) ?? []).not.toContain('lint/style/noRestrictedImports')
})

test.each(OTHER_RULES)('$rule is reported', ({ rule, files }) => {
  for (const path of Object.keys(files)) expect(broken.get(path)).toContain(rule)
})

// Borders are drawn file by file; this follows the imports, through files no rule of theirs names.
test('the front end reaches no file of the server', () => {
  const reached = reachableFrom('src/web/main.tsx')
  expect(reached.filter((file) => /^src\/(server|cli|platform|ledger|letters|readers)\//.test(file))).toEqual(
    [],
  )
  expect(reached.filter((file) => /\/(store|routes)\.ts$/.test(file))).toEqual([])
  expect(reached).toContain('src/domain/days-and-money/day.ts')
})

// One file a crossing, in a folder of the same depth: "planted" is numbered.
function plantedPath(crossing: Crossing): string {
  const number = [...CROSSINGS, ...ALLOWED].indexOf(crossing)
  return crossing.from.replace('planted', `planted-${number}`)
}

function plant(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

function lint(): { category: string; location: { path: string } }[] {
  const biome = join(CHECKOUT, 'node_modules/@biomejs/biome/bin/biome')
  const options = ['--reporter=json', '--max-diagnostics=none', '--vcs-enabled=false']
  const result = spawnSync(process.execPath, [biome, 'lint', ...options, '.'], {
    cwd: folder,
    encoding: 'utf8',
  })
  return JSON.parse(result.stdout).diagnostics
}

function reachableFrom(entry: string): string[] {
  const reached = new Set<string>()
  const waiting = [entry]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path) || !/\.tsx?$/.test(path)) continue
    reached.add(path)
    waiting.push(...importsOf(path))
  }
  return [...reached]
}

// `import type` is erased before the browser sees it.
function importsOf(path: string): string[] {
  const text = readFileSync(join(CHECKOUT, path), 'utf8')
  const imports = text.matchAll(/(?:import|export)(?! type)[^'"]*?from '([^']+)'|import\(?\s*'([^']+)'/g)
  return [...imports]
    .map((match) => match[1] ?? match[2] ?? '')
    .filter((name) => name.startsWith('#') || name.startsWith('.'))
    .map((name) =>
      name.startsWith('#') ? `src/${name.slice(1)}` : relative(CHECKOUT, join(CHECKOUT, dirname(path), name)),
    )
}

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKOUT } from './checkout.mjs'
import { prepare } from './prepare.mjs'

// npm run mutants [-- WHAT…]: faults planted one by one in what decides money, levels, dates and rights (Stryker), and
// a score per folder: the part of them that the folder's own unit tests see. WHAT: folders (`domain`, or one of its
// chapters: `domain/letters`), or files; all by default.

/** Pure files only: what reads the database is held by test/database and test/stories. */
const FOLDERS = {
  ...chaptersOfDomain(),
  readers: [
    [
      'src/readers',
      /^(amounts|dates|lettering|settlements|row-amount|totals|french-account|cfonb-amount)\.ts$/,
    ],
    ['src/readers', /^fec-(accounts|amounts|balances|items|lettering|letters-passed|parties|years)\.ts$/],
    ['src/readers', /^(document-kinds|doubts|instalment-rows|invoice-allocations|payment-states)\.ts$/],
  ],
  ledger: [['src/ledger', /^import-carry-over\.ts$/]],
  features: [
    ['src/features/receivables/screen', /^(spread-amounts|invoice-draft-fields)\.ts$/],
    ['src/features/rates/screen', /^rate-text\.ts$/],
    ['src/features/procedure', /^contract\.ts$/],
    ['src/features/procedure/screen', /^summary-sentences\.ts$/],
  ],
}
const NOT_MUTATED = /(\.test|-fixture)\.ts$/

const asked = process.argv.slice(2)
const chosen = Object.keys(FOLDERS)
  .map((folder) => ({ folder, files: filesOf(folder) }))
  .filter(({ files }) => files.length > 0)
const unknown = asked.filter(
  (word) =>
    !Object.keys(FOLDERS).some((folder) => isIn(folder, word)) &&
    !chosen.some(({ files }) => files.includes(word)),
)
if (unknown.length > 0) {
  process.stderr.write(`Not among the files of ${Object.keys(FOLDERS).join(', ')}: ${unknown.join(' ')}\n`)
  process.exit(2)
}
const node = prepare({ tests: true })
const results = chosen.map(runFolder)
for (const { folder, status, counts, alive } of results) {
  for (const line of alive) process.stdout.write(`${line}\n`)
  process.stdout.write(status === 0 ? `${folder}: ${scoreOf(counts)}\n` : `${folder}: could not be run\n`)
}
process.exitCode = results.some(({ status }) => status !== 0) ? 1 : 0

// Each chapter by its own tests: a fault that only the others see is one that whoever reads the chapter will not find.
function chaptersOfDomain() {
  const chapters = readdirSync(join(CHECKOUT, 'src/domain'), { withFileTypes: true }).filter((one) =>
    one.isDirectory(),
  )
  return Object.fromEntries(chapters.map(({ name }) => [`domain/${name}`, [[`src/domain/${name}`, /./]]]))
}

function isIn(folder, asked) {
  return folder === asked || folder.startsWith(`${asked}/`)
}

function filesOf(folder) {
  const all = FOLDERS[folder]
    .flatMap(([path, names]) =>
      readdirSync(join(CHECKOUT, path), { recursive: true })
        .filter((name) => name.endsWith('.ts') && names.test(name))
        .map((name) => `${path}/${name}`),
    )
    .filter((file) => !NOT_MUTATED.test(file))
    .sort()
  return asked.length === 0 || asked.some((word) => isIn(folder, word))
    ? all
    : all.filter((file) => asked.includes(file))
}

// What Stryker has learnt is kept from one run to the next: only what has changed is tried again.
function runFolder({ folder, files }) {
  const kept = join(CHECKOUT, 'node_modules/.cache/mutants')
  mkdirSync(kept, { recursive: true })
  const name = folder.replaceAll('/', '-')
  const report = join(kept, `${name}-report.json`)
  rmSync(report, { force: true })
  const config = join(kept, `${name}.json`)
  writeFileSync(config, JSON.stringify(settings(name, files, join(kept, `${name}.known.json`), report)))
  const program = join(CHECKOUT, 'node_modules/@stryker-mutator/core/bin/stryker.js')
  const { status } = spawnSync(node, [program, 'run', config], {
    cwd: CHECKOUT,
    stdio: 'inherit',
    env: { ...process.env, MUTANTS_OF: folder },
  })
  return { folder, status: existsSync(report) ? status : 1, ...readReport(report, files) }
}

function settings(name, mutate, incrementalFile, fileName) {
  return {
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'vitest.mutants.config.ts', related: false },
    // Stryker rewrites tsconfig.json by an API that TypeScript 7 no longer has: it leaves alone one that is not there.
    tsconfigFile: 'none.json',
    mutate,
    ignorePatterns: ['dist', 'data', 'docs', 'bench', 'test/*/**'],
    tempDirName: `node_modules/.cache/mutants/${name}`,
    incremental: true,
    incrementalFile,
    // Tables of constants are tried too, though each of their faults takes a run of all the tests.
    ignoreStatic: false,
    concurrency: 2,
    timeoutMS: 10_000,
    reporters: ['json'],
    jsonReporter: { fileName },
    allowEmpty: true,
    cleanTempDir: 'always',
  }
}

function readReport(report, asked) {
  const counts = { killed: 0, alive: 0, unreached: 0 }
  const alive = []
  if (!existsSync(report)) return { counts, alive }
  for (const [file, { mutants }] of Object.entries(JSON.parse(readFileSync(report, 'utf8')).files)) {
    if (!asked.includes(file)) continue
    for (const { status, location, mutatorName, replacement } of mutants) {
      if (status === 'Killed' || status === 'Timeout') counts.killed += 1
      else if (status === 'Survived' || status === 'NoCoverage') {
        counts[status === 'Survived' ? 'alive' : 'unreached'] += 1
        const change = (replacement ?? '').replace(/\s+/g, ' ').slice(0, 80)
        alive.push(`${file}:${location.start.line} ${mutatorName} ${status} ${change}`)
      }
    }
  }
  return { counts, alive }
}

function scoreOf({ killed, alive, unreached }) {
  const all = killed + alive + unreached
  const percent = all === 0 ? '100.0' : ((100 * killed) / all).toFixed(1)
  return `${percent} % of ${all} faults seen, ${alive} not, ${unreached} that no test reaches`
}

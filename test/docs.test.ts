import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CHECKOUT } from '#platform/config.ts'
import { GUIDE_PICTURES, PICTURE_SIZE } from './guide-pictures.ts'

// A guide that names a file that has moved sends its reader nowhere. Here every file that these pages name must
// exist, and every name of code must be written in a file that the same line names.

const GUIDES = [
  'docs/architecture.md',
  'docs/how-to.md',
  'docs/rules.md',
  'src/domain/README.md',
  'CONTRIBUTING.md',
]

test.each(GUIDES)('%s names only files and functions that exist', (guide) => {
  const text = readFileSync(join(CHECKOUT, guide), 'utf8')
  expect(faultsOf(text, homeOf(guide))).toEqual([])
})

test.each([
  ['1. `src/domain/dunning/nothing.ts`: gone.', 'no file src/domain/dunning/nothing.ts'],
  ['- `domain/dunning/nothing.ts` decides.', 'no file domain/dunning/nothing.ts'],
  ['- `nextLevels` (`domain/dunning/levels.ts`) adds one.', 'nextLevels is in no file of its line'],
  ['- `nextLevel` (`domain/dunning/\n  levels.ts`) adds one.', 'nextLevel is in no file of its line'],
  ['| Levels | `domain/dunning/levels.ts` `highLevel` |', 'highLevel is in no file of its line'],
  ['- `src/features/NAME/contracts.ts` says it.', 'no file src/features/NAME/contracts.ts'],
  ['- [rules](rule.md)', 'no file rule.md'],
])('a fault is seen in %j', (text, fault) => {
  expect(faultsOf(text, 'docs')).toContain(fault)
})

test.each([
  ['- `nextLevel` (`domain/dunning/levels.ts`)\n  adds one to a `Level`.'],
  ['- `src/features/NAME/contract.ts` describes each with `endpoint`.'],
  ['- [rules](rules.md) and `npm test`'],
])('nothing is said of %j', (text) => {
  expect(faultsOf(text, 'docs')).toEqual([])
})

test.each([
  ['docs/guide/README.md', 'fr'],
  ['docs/guide/README.en.md', 'en'],
])('%s shows the pictures that `npm run guide` makes, and no other', (guide, language) => {
  const text = readFileSync(join(CHECKOUT, guide), 'utf8')
  const shown = [...text.matchAll(/!\[[^\]]+\]\(images\/([^)]+)\)/g)].map(([, name]) => name)
  const made = GUIDE_PICTURES.map(([name]) => `${name}.${language}.png`)
  expect(shown.toSorted()).toEqual(made.toSorted())
  const kept = globSync(`docs/guide/images/*.${language}.png`, { cwd: CHECKOUT })
  expect(kept.map((path) => path.split(/[\\/]/).at(-1)).toSorted()).toEqual(made.toSorted())
  for (const name of made) {
    // Width and height stand in the first chunk of a PNG.
    const png = readFileSync(join(CHECKOUT, 'docs/guide/images', name))
    expect({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) }, name).toEqual(PICTURE_SIZE)
  }
})

test('the map names every feature, and the contents of the domain every file of rules', () => {
  const map = readFileSync(join(CHECKOUT, 'docs/architecture.md'), 'utf8')
  const features = globSync('src/features/*', { cwd: CHECKOUT }).map(
    (path) => path.split(/[\\/]/).at(-1) ?? '',
  )
  expect(features.length).toBeGreaterThan(15)
  expect(features.filter((name) => !new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(map))).toEqual([])
  const contents = readFileSync(join(CHECKOUT, 'src/domain/README.md'), 'utf8')
  const rules = globSync('**/*.ts', { cwd: join(CHECKOUT, 'src/domain') })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !/(\.test|-fixture|\.fr|\.en)\.ts$/.test(path))
  expect(rules.length).toBeGreaterThan(70)
  expect(rules.filter((path) => !contents.includes(`\`${path}\``))).toEqual([])
})

// Paths of a guide are those of the repository, or short for those of src/ (`ledger/ticked.ts`); in the README of
// a folder, those of the folder.
function homeOf(guide: string): string {
  return guide.split('/').slice(0, -1).join('/')
}

function faultsOf(text: string, home: string): string[] {
  const bare = text.replace(/```[\s\S]*?```/g, '')
  const linked = [...bare.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, path = '']) => path)
  const unlinked = linked.filter((path) => !existsSync(join(CHECKOUT, home, path)))
  return [
    ...unlinked.map((path) => `no file ${path}`),
    ...itemsOf(bare).flatMap((item) => faultsOfItem(item, home)),
  ]
}

// A paragraph, an item of a list or a row of a table, whatever lines it is written on.
function itemsOf(text: string): string[] {
  return text.split(/\n\s*\n|\n(?=\s*(?:[-|#]|\d+\.)\s?)/).map((item) => item.replace(/\s+/g, ' '))
}

const PATH = /^(?!\/)[\w.@/-]+\/[\w.-]*$|^(?:package|biome)\.json$/
// Names of functions, types and constants: `letterEvent`, `LetterContent`, `BLOCK_KINDS`.
const NAME = /^[a-z]+(?:[A-Z]\w*)+$|^[A-Z]+(?:_[A-Z]+)+$|^[A-Z][a-z]\w*$/
const OF_THE_SHELL = /^(?:RELANCES|CHROMIUM)_/

function faultsOfItem(item: string, home: string): string[] {
  const spans = [...item.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span)
  const found = spans
    .filter((span) => PATH.test(span))
    .map((path) => ({ path, places: placesOf(path, home) }))
  const missing = found.filter(({ places }) => places.length === 0).map(({ path }) => `no file ${path}`)
  const files = found.flatMap(({ places }) => places).filter((place) => statSync(place).isFile())
  const written = files.map((file) => readFileSync(file, 'utf8')).join('\n')
  const unknown = spans
    .filter((span) => NAME.test(span) && !OF_THE_SHELL.test(span))
    .filter((name) => !new RegExp(`(?<!\\w)${name}(?!\\w)`).test(written))
  return [...missing, ...unknown.map((name) => `${name} is in no file of its line`)]
}

// NAME stands for the name of a feature, a screen or a format: some file must be like it already.
function placesOf(path: string, home: string): string[] {
  return [path, `src/${path}`, `${home}/${path}`]
    .map((place) => place.replace(/\/$/, '').replace(/\bNAME\b/g, '*'))
    .flatMap((place) => globSync(place, { cwd: CHECKOUT }))
    .map((place) => join(CHECKOUT, place))
}

import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { en } from '#messages/en/index.ts'
import { fr } from '#messages/fr/index.ts'
import { CHECKOUT } from '#platform/config.ts'

// The conventions of docs and reviews that no linter knows: a limit that is not tested is a wish.

// Not SQL: a released migration is never edited, hence never split.
const SOURCES = '{src,test,bench,packaging,scripts}/**/*.{ts,tsx,mjs,css,typ}'
const MAX_LINES = 300

const files = globSync(SOURCES, { cwd: CHECKOUT }).map((path) => ({
  path: path.replaceAll('\\', '/'),
  text: readFileSync(join(CHECKOUT, path), 'utf8'),
}))
const code = files.filter(({ path }) => /\.(ts|tsx|mjs)$/.test(path))

test('no file is over 300 lines without saying why in its first lines', () => {
  const long = files.filter(({ text }) => text.trimEnd().split('\n').length > MAX_LINES)
  const unexplained = long.filter(
    ({ text }) => !text.split('\n').slice(0, 8).join('\n').includes('Over 300 lines because'),
  )
  expect(unexplained.map(({ path }) => path)).toEqual([])
})

test('no drawer of leftovers, no class that is only a verb', () => {
  const drawers = files.filter(({ path }) =>
    /^(utils?|helpers?|common|misc|shared)\.tsx?$/.test(basename(path)),
  )
  expect(drawers.filter(({ path }) => !path.includes('/messages/')).map(({ path }) => path)).toEqual([])
  const classes = code.filter(({ text }) => /class \w*(Service|Manager|Helper|Util)\b/.test(text))
  expect(classes.map(({ path }) => path)).toEqual([])
})

test('no test is set apart', () => {
  const apart = code.filter(({ text }) => /\b(test|it|describe)\.(only|skip|todo)\(/.test(text))
  expect(apart.map(({ path }) => path)).toEqual([])
})

// Test files of one worker share their modules (vitest.config.ts): a database opened, or a hook set, at the top of a
// module that two files import would serve the first of them only.
test('a module that test files share opens nothing, and sets no hook, when it is imported', () => {
  const shared = code.filter(
    ({ path }) => path.startsWith('test/') && !/\.test\.tsx?$|^test\/(foundation\/|console\.ts)/.test(path),
  )
  expect(shared.length).toBeGreaterThan(50)
  const opening = shared.filter(({ text }) =>
    /^(?:(?:before|after)(?:All|Each)\(|(?:export )?const .*= await )/m.test(text),
  )
  expect(opening.map(({ path }) => path)).toEqual([])
})

test('what users read is in the catalogues, not in the code', () => {
  const outside = code
    .filter(({ path }) => path.startsWith('src/') && !isFrenchAllowed(path))
    .flatMap(({ path, text }) => frenchSentences(text).map((sentence) => `${path}: ${sentence}`))
  expect(outside).toEqual([])
})

test.each([
  ["say('Création de la base')", 1],
  ['<Text>Aucun client à relancer</Text>', 1],
  ["const label = 'Les lettres de relance'", 1],
  ['// La base est déjà créée', 0],
  ['/** « Ventes › Relances » */ const a = 1', 0],
  ["throw new RelancesError('invalid', 'platform.bad-setting')", 0],
  ["summary: 'A client’s invoices'", 0],
])('French is recognised in %s', (text, count) => {
  expect(frenchSentences(text)).toHaveLength(count)
})

test('the sentences of server and command line exist in both languages, with the same blanks', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(fr).sort())
  for (const [key, sentence] of Object.entries<string>(fr)) {
    expect(blanksOf((en as Record<string, string>)[key] ?? ''), key).toEqual(blanksOf(sentence))
  }
})

test('the words of the screens exist in both languages, with the same blanks', async () => {
  const french = flatten(await screenWords('fr'))
  const english = flatten(await screenWords('en'))
  expect([...english.keys()].sort()).toEqual([...french.keys()].sort())
  for (const [key, blanks] of french) expect(english.get(key), key).toEqual(blanks)
})

test('no word of the screens and no sentence of the server is left that nothing says', async () => {
  const sources = code.filter(({ path }) => path.startsWith('src/') && !path.startsWith('src/messages/'))
  const written = sources.map(({ text }) => text).join('\n')
  const isSaid = (key: string) =>
    written.includes(`'${key}'`) || composedKeys(written).some((form) => form.test(key))
  const keys = [...flatten(await screenWords('fr')).keys(), ...Object.keys(fr)]
  expect(keys.filter((key) => !isSaid(key))).toEqual([])
})

test('every refusal names a sentence that exists', () => {
  const named = code
    .filter(({ path }) => path.startsWith('src/'))
    .flatMap(({ text }) => [...text.matchAll(/new RelancesError\(\s*'[\w-]+',\s*'([^']+)'/g)])
    .map((match) => match[1] ?? '')
  expect(named.length).toBeGreaterThan(10)
  expect([...new Set(named)].filter((key) => !(key in fr))).toEqual([])
})

test('no class of the stylesheets belongs to two features: stylesheets are global', () => {
  const owners = new Map<string, Set<string>>()
  for (const { path, text } of files.filter((file) => file.path.endsWith('.css'))) {
    const owner = path.split('/').slice(0, -1).join('/')
    for (const name of classesOf(text)) owners.set(name, (owners.get(name) ?? new Set()).add(owner))
  }
  expect(owners.size).toBeGreaterThan(100)
  const shared = [...owners].filter(([, folders]) => folders.size > 1)
  expect(shared.map(([name, folders]) => `.${name}: ${[...folders].join(', ')}`)).toEqual([])
})

// A selector styles what its first class names: « .rates .dimmed » is of rates.
function classesOf(css: string): string[] {
  const selectors = css.replace(/\/\*[\s\S]*?\*\//g, '').match(/[^{};]+(?=\{)/g) ?? []
  return selectors
    .filter((selector) => !selector.trim().startsWith('@'))
    .flatMap((selector) => selector.split(/,(?![^()]*\))/))
    .flatMap((selector) => /^\s*\w*\.([a-z][\w-]*)/i.exec(selector)?.[1] ?? [])
}

// The headings that other programs write in their files are data, whatever their language.
function isFrenchAllowed(path: string): boolean {
  return (
    /^src\/readers\/(?:bank-)?labels\.ts$/.test(path) ||
    /\.(fr|en)\.ts$|\.test\.tsx?$|-fixture\.ts$|^src\/messages\//.test(path)
  )
}

const ACCENT = /[àâçéèêëîïôùûœ«»]/i
const FRENCH_WORDS =
  /\b(le|la|les|de|des|du|une|un|est|sont|pas|pour|avec|aucun|aucune|votre|vos|vous|cette)\b/gi

// A string or a text of JSX with an accent and a space, or with two little words of French.
function frenchSentences(text: string): string[] {
  const bare = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')
  return [...bare.matchAll(/'([^'\n]*)'|"([^"\n]*)"|`([^`]*)`|>([^<>{}\n]+)</g)]
    .map((match) => match[1] ?? match[2] ?? match[3] ?? match[4] ?? '')
    .filter((words) => /\S\s+\S/.test(words))
    .filter((words) => ACCENT.test(words) || (words.match(FRENCH_WORDS)?.length ?? 0) >= 2)
}

// Keys made as they are said: `letterhead.hint.${kind}` says each "letterhead.hint.…".
const composed = new Map<string, readonly RegExp[]>()
function composedKeys(written: string): readonly RegExp[] {
  const known = composed.get(written)
  if (known) return known
  const forms = [...written.matchAll(/`([\w-]+\.[\w.-]*\$\{[^`]*)`/g)].map(([, template = '']) => {
    const literals = template.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.'))
    return new RegExp(`^${literals.join('.+')}$`)
  })
  composed.set(written, forms)
  return forms
}

function blanksOf(sentence: string): string[] {
  return [...sentence.matchAll(/\{\w+\}/g)].map(([blank]) => blank).sort()
}

// Every part, those of the first load and those that come with their screen.
async function screenWords(language: 'fr' | 'en'): Promise<object> {
  const parts = globSync(`src/messages/screens/${language}/*.ts`, { cwd: CHECKOUT })
  const words = await Promise.all(parts.map((path) => import(join(CHECKOUT, path))))
  return Object.assign({}, ...words.flatMap((part) => Object.values(part)))
}

// Key → blanks. The plural forms of a key ("_one", "_many", "_other") differ from one language to the other.
function flatten(words: object, prefix = ''): Map<string, string> {
  const entries = Object.entries(words).flatMap(([name, value]): [string, string][] => {
    const key = `${prefix}${name.replace(/_(zero|one|two|few|many|other)$/, '')}`
    return typeof value === 'object' && value !== null
      ? [...flatten(value, `${key}.`)]
      : [[key, blanksIn(value)]]
  })
  return new Map(entries)
}

function blanksIn(value: unknown): string {
  return [...String(value).matchAll(/\{\{\s*(\w+)/g)]
    .map((match) => match[1])
    .sort()
    .join(' ')
}

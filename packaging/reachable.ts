import { existsSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { dirname, join } from 'node:path'
import { CHECKOUT } from '#platform/config.ts'

/** What starts by itself: the server, the command line, and the processes they fork. */
const ENTRIES = [
  'src/server/main.ts',
  'src/cli/main.ts',
  'src/letters/render-child.ts',
  'src/readers/xlsx-child.ts',
  'src/readers/e-invoice-child.ts',
]

export interface Reachable {
  /** Paths from the checkout of the sources that run. */
  readonly sources: readonly string[]
  /** Paths from node_modules of the packages that they load, and that those load. */
  readonly packages: readonly string[]
}

interface LockEntry {
  readonly version: string
  readonly integrity?: string
  readonly os?: readonly string[]
  readonly cpu?: readonly string[]
  readonly libc?: readonly string[]
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
}

/** The packages of package-lock.json by their path from the checkout. */
export function readLock(): Readonly<Record<string, LockEntry>> {
  return JSON.parse(readFileSync(join(CHECKOUT, 'package-lock.json'), 'utf8')).packages
}

/** What runs on the server: walked from its entries, import by import, then through package-lock.json. */
export function findReachable(): Reachable {
  const lock = readLock()
  const known = Object.keys(lock['']?.dependencies ?? {})
  const sources = new Set<string>()
  const roots = new Set<string>()
  const waiting = [...ENTRIES]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (sources.has(path)) continue
    sources.add(path)
    const text = stripTypeScriptTypes(readFileSync(join(CHECKOUT, path), 'utf8'))
    waiting.push(...importedSources(path, text))
    // Fonts are found by the name of their package, in a string.
    for (const name of known) {
      if (text.includes(`'${name}'`) || text.includes(`'${name}/`)) roots.add(name)
    }
  }
  return { sources: [...sources].sort(), packages: withWhatTheyNeed(lock, [...roots]) }
}

function importedSources(from: string, text: string): string[] {
  const named = [...text.matchAll(/(?:from|import|import\()\s*'([^']+)'/g)].map(([, name]) => String(name))
  return named.flatMap((name) => {
    if (name.startsWith('#')) return [`src/${name.slice(1)}`]
    return name.startsWith('.') ? [join(dirname(from), name)] : []
  })
}

function withWhatTheyNeed(lock: Readonly<Record<string, LockEntry>>, roots: readonly string[]): string[] {
  const found = new Set<string>()
  const waiting = roots.map((name) => `node_modules/${name}`)
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    // Of another system.
    if (found.has(path) || !existsSync(join(CHECKOUT, path))) continue
    found.add(path)
    const entry = lock[path]
    if (entry === undefined) throw new Error(`${path} is not in package-lock.json`)
    const peers = Object.keys(entry.peerDependencies ?? {}).filter(
      (name) => entry.peerDependenciesMeta?.[name]?.optional !== true,
    )
    const needed = [...Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }), ...peers]
    for (const name of needed) waiting.push(...resolvePackage(lock, path, name))
  }
  return [...found].sort()
}

// As Node looks for it: in the package's own node_modules, then further up.
function resolvePackage(lock: Readonly<Record<string, LockEntry>>, from: string, name: string): string[] {
  for (
    let folder = `${from}/`;
    folder !== '';
    folder = folder.slice(0, folder.lastIndexOf('node_modules/'))
  ) {
    const path = `${folder}node_modules/${name}`
    if (lock[path] !== undefined) return [path]
    if (!folder.includes('node_modules/')) break
  }
  const top = `node_modules/${name}`
  return lock[top] === undefined ? [] : [top]
}

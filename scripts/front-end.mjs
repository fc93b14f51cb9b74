import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKOUT, giveUp, say } from './checkout.mjs'

// What the build reads. Taking in a server file too many costs a build; missing one would serve old screens.
const SOURCES = ['src/web', 'src/ui', 'src/features', 'src/domain', 'src/messages']
const FILES = ['vite.config.ts', 'package.json', 'package-lock.json']
const STAMP = join(CHECKOUT, 'dist', 'web', '.built-from')

/** Builds the screens when their sources have changed since the last build. */
export function buildFrontEnd(node) {
  const hash = hashSources()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) return
  say('Construction des écrans…')
  const vite = join(CHECKOUT, 'node_modules', 'vite', 'bin', 'vite.js')
  const result = spawnSync(node, [vite, 'build', '--logLevel', 'warn'], {
    cwd: CHECKOUT,
    stdio: ['ignore', 2, 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (result.status !== 0) {
    giveUp('Les écrans n’ont pas pu être construits.', 'The screens could not be built.')
  }
  writeFileSync(STAMP, hash)
}

function hashSources() {
  const hash = createHash('sha256')
  for (const file of [...FILES, ...SOURCES.flatMap(listFiles)]) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(CHECKOUT, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

function listFiles(folder) {
  return readdirSync(join(CHECKOUT, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return listFiles(path)
      return path.includes('.test.') ? [] : [path]
    })
}

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { CHECKOUT, giveUp, say } from './checkout.mjs'

// Without a window to draw, Chromium's shell does the same with a sixth less of the processor.
const SHELL = 'chromium-headless-shell'
const NAMES = [SHELL, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const USUAL_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** Path of a Chromium for the browser tests, installed when the machine has none. */
export function findOrInstallBrowser(node) {
  const path = findBrowser(node) ?? installBrowser(node)
  if (path) return path
  giveUp(
    'Aucun Chromium n’a pu être trouvé ni installé : installez-le, ou donnez son chemin par CHROMIUM_PATH.',
    'No Chromium could be found or installed: install it, or give its path in CHROMIUM_PATH.',
  )
}

function findBrowser(node) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = [
    process.env.CHROMIUM_PATH,
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...USUAL_PLACES,
    playwrightPath(node),
  ]
  return candidates.find((path) => path && existsSync(path))
}

function installBrowser(node) {
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('Installation de Chromium (apt-get)…')
    run('apt-get', ['update'])
    for (const name of [SHELL, 'chromium']) {
      run('apt-get', ['install', '-y', '--no-install-recommends', name])
      if (existsSync(`/usr/bin/${name}`)) return `/usr/bin/${name}`
    }
  }
  say('Téléchargement de Chromium (Playwright)…')
  run(node, [join(CHECKOUT, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'])
  return findBrowser(node)
}

function run(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync(command, args, { stdio: ['ignore', 2, 'inherit'], env })
}

// Where Playwright puts its own browser, whether or not it is there.
function playwrightPath(node) {
  const question = "import('playwright-core').then((p) => console.log(p.chromium.executablePath()))"
  return spawnSync(node, ['-e', question], { cwd: CHECKOUT, encoding: 'utf8' }).stdout?.trim()
}

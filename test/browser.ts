import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, expect } from 'vitest'
import type { Day } from '#domain/days-and-money/day.ts'
import { CHECKOUT, type Config } from '#platform/config.ts'
import type { Database } from '#platform/database.ts'
import { listen } from '#platform/listen.ts'
import { createTestDatabase } from './database.ts'
import { openServerApp } from './server-app.ts'

/** The two widths the screens are made for. */
export const WIDE = { width: 1280, height: 800 } as const
export const NARROW = { width: 390, height: 844 } as const

interface Size {
  readonly width: number
  readonly height: number
}

export interface BrowserDesk {
  readonly address: string
  /** What the server works on, to build a world in and to look behind the screens. */
  readonly database: Database
  /** What a program sends to be let in with every right: `fetch(url, { headers: desk.headers })`. */
  readonly headers: Readonly<Record<string, string>>
  /**
   * Opens a screen; whatever the browser complains of (errors, refused styles or scripts) fails the test. Its page
   * serves the tests after it too: one that changes its page for good (scripts of its own, keys) takes `openApart`.
   */
  open(path: string, viewport?: Size): Promise<Page>
  /** As `open`, in a page that is closed after the test. */
  openApart(path: string): Promise<Page>
  /** The complaints so far, for a test that provokes some: they are then forgotten. */
  takeComplaints(): string[]
}

/** Who is signed in at the desk, and with what: an administrator of everything. */
export const CAMILLE = {
  name: 'Camille Martin',
  email: 'camille@relances.example',
  password: 'nuage vert lampadaire',
} as const

/** Goes to another address as a link does, without loading the page again, and waits for all it shows. */
export async function visit(page: Page, path: string, heading: RegExp): Promise<void> {
  // The router hears of it: it has put its own function in the place of the browser's.
  await page.evaluate((address) => history.pushState(null, '', address), path)
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
  await page.waitForFunction(() => document.querySelector('[role=status].rows-skeleton') === null)
}

/** Follows a link within the page, and waits until the screen before has left and this one has what it shows. */
export async function follow(page: Page, path: string): Promise<void> {
  await page.evaluate((address) => {
    for (const heading of document.querySelectorAll('h1, h2')) heading.setAttribute('data-before', '')
    history.pushState(null, '', address)
  }, path)
  await page.waitForFunction(
    () =>
      document.querySelector('h1, h2, h3') !== null &&
      document.querySelector('[data-before], [role=status].rows-skeleton, [aria-label="Chargement…"]') ===
        null,
  )
}

/**
 * The built front end before a headless Chromium, and the whole server on a test database. Camille is signed in,
 * unless the test is about signing in. One for a test file, closed after its last test.
 */
export async function openBrowserDesk(
  today: Day,
  {
    isSignedIn = true,
    prepare,
    settings = {},
  }: {
    readonly isSignedIn?: boolean
    /** Puts something in the database before the server opens it. */
    readonly prepare?: (database: Database) => Promise<unknown>
    /** What whoever runs the server has set. */
    readonly settings?: Partial<Config>
  } = {},
): Promise<BrowserDesk> {
  const database = await createTestDatabase()
  await prepare?.(database)
  const address = await serve(database, { today, ...settings })
  const cookies = isSignedIn ? await signIn(address) : []
  const { context, spare } = await launchBrowser()
  const complaints: string[] = []
  const pages: Page[] = []
  const apart: Page[] = []
  const takeComplaints = () => complaints.splice(0)
  afterEach(async () => {
    for (const page of pages.splice(0)) {
      await leave(page, address)
      spare.push(page)
    }
    for (const page of apart.splice(0)) await page.close()
    expect(takeComplaints(), 'what the browser complained of').toEqual([])
  })
  const show = async (page: Page, path: string, viewport: Size) => {
    await context.clearCookies()
    await context.addCookies(cookies)
    await page.setViewportSize(viewport)
    collectComplaints(page, complaints)
    await page.goto(`${address}${path}`)
    return page
  }
  const open = async (path: string, viewport: Size = WIDE) => {
    const page = spare.pop() ?? (await context.newPage())
    pages.push(page)
    return await show(page, path, viewport)
  }
  const openApart = async (path: string) => {
    const page = await context.newPage()
    apart.push(page)
    return await show(page, path, WIDE)
  }
  const headers = { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') }
  return { address, database, headers, open, openApart, takeComplaints }
}

/** The first visit of `address`, as its page does it; gives the cookies of the session. */
async function signIn(address: string) {
  const answer = await fetch(`${address}/api/administrator`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(CAMILLE),
  })
  if (!answer.ok) throw new Error(`the first visit failed: ${await answer.text()}`)
  return answer.headers.getSetCookie().map((cookie) => {
    const [pair = ''] = cookie.split(';')
    const at = pair.indexOf('=')
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: address }
  })
}

// The whole server on a port of its own, in this process: starting one of its own for each file took longer than
// what most files ask of it. test/foundation starts real ones.
async function serve(database: Database, settings: Partial<Config>): Promise<string> {
  const webDir = join(CHECKOUT, 'dist/web')
  const { app, config } = await openServerApp(database, { ...settings, port: 0 }, { webDir })
  // The same port for all files of this process: what the browser has read of the scripts holds for them all. Another
  // process may have taken it in between.
  const listener = await listen(app, { ...config, port }).catch(() => listen(app, config))
  port = Number(new URL(listener.address).port)
  afterAll(() => listener.close())
  return listener.address
}

let port = 0
let browser: ReturnType<typeof startBrowser> | undefined

/**
 * One browser, with one profile, for all files that this process runs; it ends with the process. `spare`: its pages
 * that nobody uses. A new one costs three times what another address in an old one does.
 */
async function launchBrowser() {
  browser ??= startBrowser()
  return await browser
}

async function startBrowser() {
  // Chromium refuses its sandbox to root, and a container's shared memory is too small for it.
  const isRoot = process.getuid?.() === 0
  const args = isRoot ? ['--no-sandbox', '--disable-dev-shm-usage'] : []
  const browser = await chromium.launch({ executablePath: findChromium(), args })
  const context = await browser.newContext({
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    // Dialogs are there at once: a test does not watch them come.
    reducedMotion: 'reduce',
  })
  const spare: Page[] = []
  return { context, spare }
}

/** Takes from a page what a test has left in it; it then asks nothing of the server any more. */
async function leave(page: Page, address: string): Promise<void> {
  await page.unrouteAll()
  await page.evaluate(() => {
    localStorage.clear()
    sessionStorage.clear()
  })
  await page.goto(`${address}/api/health`)
  for (const event of ['pageerror', 'console', 'dialog'] as const) await page.removeAllListeners(event)
}

// `npm test` finds or installs one and says where; started by hand, vitest looks in the PATH.
function findChromium(): string {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome']
  const inPath = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync)
  return process.env.CHROMIUM_PATH ?? inPath ?? chromium.executablePath()
}

function collectComplaints(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
}

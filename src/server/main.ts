import { join } from 'node:path'
import { RelancesError } from '#domain/errors.ts'
import { loadExample } from '#features/example/server/load-example.ts'
import {
  firstVisitCode,
  isFirstVisit,
  isReachable,
  prepareDemo,
} from '#features/people/server/first-visit.ts'
import { translate } from '#messages/translate.ts'
import { currentDay } from '#platform/clock.ts'
import { CHECKOUT, type Config, readConfig } from '#platform/config.ts'
import { type Database, openDatabase } from '#platform/database.ts'
import { announceAddress } from '#platform/embedded-server.ts'
import { createApp } from '#platform/http.ts'
import { type Lifecycle, runServer, sayTo } from '#platform/lifecycle.ts'
import { listen } from '#platform/listen.ts'
import { openLog } from '#platform/log.ts'
import { noteSlow } from '#platform/slow-statements.ts'
import { apiRoutes } from './app.ts'
import { openServices } from './services.ts'

/** Where files are sent: they may be large, and take their time. */
const UPLOAD_PATHS = ['/api/imports']

const say = sayTo(process.stdout)

runServer(start, say)

async function start(lifecycle: Lifecycle): Promise<void> {
  const config = readConfig(process.env, process.argv.slice(2))
  // The log of a folder is opened once the folder is ours.
  const slow: { note?: ReturnType<typeof noteSlow> } = {}
  const database = await openDatabase(config, {
    role: 'server',
    say,
    onStatement: (event) => slow.note?.(event),
  })
  lifecycle.onStop('database', () => database.close())
  const log = openLog(config)
  slow.note = noteSlow(log)
  const { services, identify, secret, blobs } = await openServices({ config, database, log }, lifecycle)
  if (blobs.isElsewhere) say('blobs.elsewhere', { place: blobs.place })
  if (config.demo) await prepareDemonstration(database, config)
  const { version } = services
  const api = apiRoutes(services)
  const webDir = join(CHECKOUT, 'dist/web')
  const app = createApp({
    config,
    database,
    log,
    version,
    identify,
    api,
    webDir,
    uploadPaths: UPLOAD_PATHS,
  })
  const listener = await listen(app, config, UPLOAD_PATHS)
  lifecycle.onStop('http', () => listener.close())
  if (config.databaseUrl === null) announceAddress(config.dataDir, listener.address)
  if (isReachable(config) && (await isFirstVisit(database))) {
    const address = config.publicUrl ?? listener.address
    say('people.first-visit', { address, code: firstVisitCode(secret) })
  }
  say('platform.ready', { address: listener.address })
}

// `--demo` a second time finds the example already there.
async function prepareDemonstration(database: Database, config: Config): Promise<void> {
  await prepareDemo(database, translate('fr', 'people.demo-name'))
  const actor = { kind: 'system', name: 'exemple' } as const
  try {
    await loadExample(database, { actor, today: currentDay(config) })
    await database.refreshStatistics()
  } catch (error) {
    if (!(error instanceof RelancesError && error.code === 'conflict')) throw error
  }
}

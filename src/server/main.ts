import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RelancesError } from '#domain/errors.ts'
import { loadExample } from '#features/example/load-example.ts'
import { openDeposits } from '#features/imports/deposits.ts'
import { createImportJobs } from '#features/imports/import-jobs.ts'
import { startArchivist } from '#features/runs/archive-letters.ts'
import { createLetterPool } from '#letters/pool.ts'
import { openArchive } from '#platform/archive.ts'
import { currentDay } from '#platform/clock.ts'
import { CHECKOUT, type Config, readConfig } from '#platform/config.ts'
import { type Database, openDatabase } from '#platform/database.ts'
import { announceAddress } from '#platform/embedded-server.ts'
import { createApp } from '#platform/http.ts'
import { type Lifecycle, runServer, sayTo } from '#platform/lifecycle.ts'
import { listen } from '#platform/listen.ts'
import { openLog } from '#platform/log.ts'
import { apiRoutes } from './app.ts'

const say = sayTo(process.stdout)

runServer(start, say)

async function start(lifecycle: Lifecycle): Promise<void> {
  const config = readConfig(process.env, process.argv.slice(2))
  const database = await openDatabase(config, { role: 'server', say })
  lifecycle.onStop('database', () => database.close())
  const log = openLog(config)
  const pool = createLetterPool()
  lifecycle.onStop('letters', () => pool.close())
  const archive = openArchive(join(config.dataDir, 'archive'))
  const archivist = startArchivist({ database, pool, archive, log })
  const deposits = openDeposits(join(config.dataDir, 'uploads'))
  await deposits.sweep()
  const importJobs = createImportJobs({ database, archive, deposits, log })
  if (config.demo) await loadExampleOnce(database, config)
  const { version } = JSON.parse(readFileSync(join(CHECKOUT, 'package.json'), 'utf8'))
  lifecycle.onStop('jobs', async () => {
    await Promise.all([archivist.stop(), importJobs.settled()])
  })
  const api = apiRoutes({ database, pool, archive, archivist, deposits, importJobs, version })
  const webDir = join(CHECKOUT, 'dist/web')
  const app = createApp({ config, database, log, version, api, webDir, uploadPaths: ['/api/imports'] })
  const listener = await listen(app, config)
  lifecycle.onStop('http', () => listener.close())
  if (config.databaseUrl === null) announceAddress(config.dataDir, listener.address)
  say('platform.ready', { address: listener.address })
}

// `--demo` a second time finds the example already there.
async function loadExampleOnce(database: Database, config: Config): Promise<void> {
  const actor = { kind: 'system', name: 'exemple' } as const
  try {
    await loadExample(database, { actor, today: currentDay(config) })
    await database.refreshStatistics()
  } catch (error) {
    if (!(error instanceof RelancesError && error.code === 'conflict')) throw error
  }
}

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createVerifier } from '#features/audit/server/verification.ts'
import { storeShelf } from '#features/backups/server/backup-shelf.ts'
import { createBackups } from '#features/backups/server/backups.ts'
import { scheduleBackups } from '#features/backups/server/schedule.ts'
import { statementMaker } from '#features/customers/server/statement-maker.ts'
import { startMailings } from '#features/dashboard/server/send-mailings.ts'
import { openDeposits } from '#features/imports/server/deposits.ts'
import { openImportDoor } from '#features/imports/server/import-door.ts'
import { createImportJobs } from '#features/imports/server/import-jobs.ts'
import { scheduleMatching } from '#features/imports/server/match-waiting-statuses.ts'
import { scheduleSweeps } from '#features/imports/server/sweep-deposits.ts'
import { startReturns } from '#features/outbox/server/read-returns.ts'
import { startOutbox } from '#features/outbox/server/send-messages.ts'
import { startCourtesies } from '#features/outbox/server/start-courtesies.ts'
import { createBetterAuth, type SignInParts } from '#features/people/server/better-auth.ts'
import { createIdentify } from '#features/people/server/identify.ts'
import { startArchivist } from '#features/runs/server/archive-letters.ts'
import { type ScheduleParts, startSchedules } from '#features/runs/server/run-schedules.ts'
import { startSources } from '#features/sources/server/run-sources.ts'
import { startWebhooks } from '#features/webhooks/server/send-webhooks.ts'
import { startBrokenPromises } from '#features/webhooks/server/tell-broken-promises.ts'
import { scheduleSums } from '#ledger/renew-sums.ts'
import { keepSecretIn } from '#ledger/sending-accounts.ts'
import { createLetterPool } from '#letters/pool.ts'
import type { Identify } from '#platform/access.ts'
import { openArchive } from '#platform/archive.ts'
import { openBackground } from '#platform/background.ts'
import { currentDay } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/database.ts'
import type { Lifecycle } from '#platform/lifecycle.ts'
import { bucketOfBackups, type LocatedStore, locateStore } from '#platform/located-store.ts'
import type { Logger } from '#platform/log.ts'
import { openMailDns } from '#platform/mail/mail-dns.ts'
import { createMailer } from '#platform/mail/mailer.ts'
import { PLACES } from '#platform/mail/providers.ts'
import { openSealer } from '#platform/sealing.ts'
import { placeSecret, readSecret, secretFile } from '#platform/secret.ts'
import { productVersion } from '#platform/version.ts'
import type { Services } from './app.ts'

/** What the features work with, made once at start and closed in order at the end. */
export async function openServices(
  parts: {
    readonly config: Config
    readonly database: Database
    readonly log: Logger
    readonly passwords?: SignInParts['passwords']
  },
  lifecycle: Pick<Lifecycle, 'onStop'>,
  // Where Microsoft and Google are; tests have their own.
  places = PLACES,
): Promise<{
  readonly services: Services
  readonly identify: Identify
  readonly secret: string
  readonly blobs: LocatedStore
}> {
  const { config, database, log } = parts
  const pool = createLetterPool()
  lifecycle.onStop('letters', () => pool.close())
  const blobs = await locateStore(database, config)
  const archive = openArchive(blobs)
  const background = openBackground(log)
  const archivist = startArchivist(background, { database, pool, archive, log })
  const sealer = openSealer(config)
  const mailer = createMailer({ sealer, places, keepSecret: keepSecretIn(database) })
  const outbox = startOutbox(background, {
    ...{ database, archive, mailer, log, config },
    statement: statementMaker({ database, pool }),
  })
  startCourtesies(background, { database, config, outbox })
  const schedules: ScheduleParts = { database, archivist, mailer, config }
  startSchedules(background, schedules)
  startMailings(background, { database, pool, mailer, config })
  const webhooks = startWebhooks(background, { database, sealer, config })
  startBrokenPromises(background, { database, config, webhooks })
  startReturns(background, { database, mailer, log, config })
  const deposits = openDeposits(blobs)
  // Where files to import waited before they were in the store: nothing knows of them.
  await rm(join(config.dataDir, 'uploads'), { recursive: true, force: true }).catch(() => undefined)
  const importJobs = createImportJobs({ database, archive, deposits, log })
  const door = openImportDoor({ database, archive, deposits, importJobs })
  const sources = startSources(background, { database, sealer, config, door })
  const verifier = createVerifier({ database, archive, log })
  const version = productVersion()
  if (config.secret === null) await placeSecret(secretFile(config), database)
  const secret = readSecret(config)
  const keptSecret = config.secret === null ? secret : null
  const backupBucket = bucketOfBackups(config)
  const backups = createBackups({
    config: planned(config),
    database,
    archive,
    version,
    secret: keptSecret,
    log,
    ...(backupBucket ? { shelf: storeShelf(backupBucket) } : {}),
  })
  scheduleBackups(background, backups)
  scheduleSweeps(background, { database, deposits, today: currentDay(config) })
  scheduleSums(background, { database, today: () => currentDay(config) })
  scheduleMatching(background, { database, today: currentDay(config) })
  lifecycle.onStop('jobs', async () => {
    await Promise.all([background.stop(), importJobs.settled(), verifier.settled(), backups.stop()])
    mailer.close()
  })
  const auth = createBetterAuth({ config, database, log, secret, passwords: parts.passwords })
  const people = { config, database, auth, secret, log }
  return {
    services: {
      database,
      pool,
      archive,
      archivist,
      outbox,
      ...{ webhooks, sources, door },
      config,
      schedules,
      deposits,
      importJobs,
      verifier,
      version,
      people,
      backups,
      mailer,
      sealer,
      dns: openMailDns(),
      places,
    },
    identify: createIdentify({ config, database, auth }),
    secret,
    blobs,
  }
}

// A demonstration holds nothing of anybody: no backup is made by itself, and none is missed.
function planned(config: Config): Pick<Config, 'backups'> {
  return { backups: { ...config.backups, hour: config.demo ? null : config.backups.hour } }
}

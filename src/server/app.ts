import { auditRoutes } from '#features/audit/server/routes.ts'
import type { Verifier } from '#features/audit/server/verification.ts'
import type { Backups } from '#features/backups/server/backups.ts'
import { backupsRoutes } from '#features/backups/server/routes.ts'
import { blocksRoutes } from '#features/blocks/server/routes.ts'
import { letterheadRoutes } from '#features/companies/server/letterhead-routes.ts'
import { companiesRoutes } from '#features/companies/server/routes.ts'
import { completionRoutes } from '#features/completion/server/routes.ts'
import { customerExportRoutes } from '#features/customers/server/export-routes.ts'
import { customersRoutes } from '#features/customers/server/routes.ts'
import { dashboardMailingRoutes } from '#features/dashboard/server/mailing-routes.ts'
import { dashboardPrintRoutes } from '#features/dashboard/server/print-routes.ts'
import { dashboardRoutes } from '#features/dashboard/server/routes.ts'
import { exampleRoutes } from '#features/example/server/routes.ts'
import type { Deposits } from '#features/imports/server/deposits.ts'
import { doubtsRoutes } from '#features/imports/server/doubt-routes.ts'
import { handRoutes } from '#features/imports/server/hand-routes.ts'
import type { ImportJobs } from '#features/imports/server/import-jobs.ts'
import { documentsRoutes } from '#features/imports/server/kept-document-routes.ts'
import { pastImportsRoutes } from '#features/imports/server/past-imports-routes.ts'
import { importsRoutes } from '#features/imports/server/routes.ts'
import { letterPreviewRoutes } from '#features/letter-texts/server/preview-routes.ts'
import { letterTextsRoutes } from '#features/letter-texts/server/routes.ts'
import { listsRoutes } from '#features/lists/server/routes.ts'
import { mergesRoutes } from '#features/merges/server/routes.ts'
import { outboxRoutes } from '#features/outbox/server/routes.ts'
import { accountRoutes, sessionsRoutes } from '#features/people/server/account-routes.ts'
import { keyRoutes } from '#features/people/server/key-routes.ts'
import { linkRoutes } from '#features/people/server/link-routes.ts'
import { proofRoutes } from '#features/people/server/proof-routes.ts'
import { sessionRoutes } from '#features/people/server/session-routes.ts'
import { type PeopleParts, signInRoutes } from '#features/people/server/sign-in-routes.ts'
import { userRoutes } from '#features/people/server/user-routes.ts'
import { personalDataRoutes } from '#features/personal-data/server/routes.ts'
import { procedureRoutes } from '#features/procedure/server/routes.ts'
import { programsRoutes } from '#features/programs/server/routes.ts'
import { ratesRoutes } from '#features/rates/server/routes.ts'
import { creditActsRoutes } from '#features/receivables/server/credit-acts-routes.ts'
import { creditsRoutes } from '#features/receivables/server/credit-routes.ts'
import { draftRoutes } from '#features/receivables/server/invoice-draft-routes.ts'
import { invoicesRoutes } from '#features/receivables/server/invoice-routes.ts'
import { probablePaymentRoutes } from '#features/receivables/server/probable-payment-routes.ts'
import { reconciliationRoutes } from '#features/reconciliation/server/routes.ts'
import { relationRoutes } from '#features/relation/server/routes.ts'
import { remindersRoutes } from '#features/reminders/server/routes.ts'
import { lettersRoutes } from '#features/runs/server/letter-routes.ts'
import { runsRoutes } from '#features/runs/server/routes.ts'
import type { ScheduleParts } from '#features/runs/server/run-schedules.ts'
import { scheduleRoutes } from '#features/runs/server/schedule-routes.ts'
import { searchRoutes } from '#features/search/server/routes.ts'
import { sendingRoutes } from '#features/sending/server/routes.ts'
import type { ImportDoor } from '#features/sources/server/import-door.ts'
import { sourcesRoutes } from '#features/sources/server/routes.ts'
import { startingLevelRoutes } from '#features/starting-levels/server/routes.ts'
import { webhooksRoutes } from '#features/webhooks/server/routes.ts'
import type { LetterPool } from '#letters/pool.ts'
import type { Archive } from '#platform/archive.ts'
import type { Wakeable } from '#platform/background.ts'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/database.ts'
import type { MailDns } from '#platform/mail/mail-dns.ts'
import type { Mailer } from '#platform/mail/mailer.ts'
import type { ProviderPlaces } from '#platform/mail/providers.ts'
import type { Sealer } from '#platform/sealing.ts'
import { routerOf } from '#platform/serve.ts'

/** What the features work with; made once at start, closed in order at the end. */
export interface Services {
  readonly database: Pick<Database, 'db'>
  readonly pool: LetterPool
  readonly archive: Archive
  readonly archivist: Wakeable
  readonly outbox: Wakeable
  readonly webhooks: Wakeable
  readonly sources: Wakeable
  readonly door: ImportDoor
  readonly config: Pick<Config, 'webhookNetworks' | 'sourceNetworks' | 'today'>
  readonly schedules: ScheduleParts
  readonly deposits: Deposits
  readonly importJobs: ImportJobs
  readonly verifier: Verifier
  readonly version: string
  readonly people: PeopleParts
  readonly backups: Backups
  readonly mailer: Mailer
  readonly sealer: Sealer
  readonly dns: MailDns
  readonly places: ProviderPlaces
}

/** Every route of the API, feature by feature. */
export function apiRoutes(services: Services) {
  return routerOf(services.database, [
    ...sessionRoutes(services),
    ...signInRoutes(services.people),
    ...linkRoutes(services.people),
    ...accountRoutes(services.people),
    ...sessionsRoutes(services.people),
    ...proofRoutes(services.people),
    ...userRoutes(services.people),
    ...keyRoutes(services.people),
    ...companiesRoutes,
    ...letterheadRoutes(services),
    ...procedureRoutes,
    ...programsRoutes,
    ...ratesRoutes,
    ...letterTextsRoutes,
    ...letterPreviewRoutes(services),
    ...completionRoutes,
    ...startingLevelRoutes,
    ...customersRoutes(services),
    ...customerExportRoutes(services),
    ...remindersRoutes,
    ...blocksRoutes,
    ...listsRoutes(services),
    ...relationRoutes,
    ...runsRoutes(services),
    ...lettersRoutes(services),
    ...scheduleRoutes(services.schedules),
    ...sendingRoutes(services),
    ...webhooksRoutes(services),
    ...sourcesRoutes(services),
    ...outboxRoutes(services),
    ...invoicesRoutes(services),
    ...draftRoutes,
    ...creditsRoutes(services),
    ...creditActsRoutes,
    ...probablePaymentRoutes,
    ...importsRoutes(services),
    ...handRoutes(services),
    ...doubtsRoutes,
    ...mergesRoutes,
    ...documentsRoutes(services),
    ...pastImportsRoutes(services),
    ...reconciliationRoutes,
    ...backupsRoutes(services),
    ...auditRoutes(services),
    ...personalDataRoutes(services),
    ...dashboardRoutes,
    ...dashboardPrintRoutes(services),
    ...dashboardMailingRoutes(services.schedules),
    ...searchRoutes,
    ...exampleRoutes(services),
  ])
}

import type { Backups } from '#features/backups/backups.ts'
import { backupsRoutes } from '#features/backups/routes.ts'
import { blocksRoutes } from '#features/blocks/routes.ts'
import { letterheadRoutes } from '#features/companies/letterhead-routes.ts'
import { companiesRoutes } from '#features/companies/routes.ts'
import { creditsRoutes } from '#features/credits/routes.ts'
import { creditWriteRoutes } from '#features/credits/write-routes.ts'
import { customerExportRoutes } from '#features/customers/export-routes.ts'
import { customersRoutes } from '#features/customers/routes.ts'
import { documentsRoutes } from '#features/documents/routes.ts'
import { doubtsRoutes } from '#features/doubts/routes.ts'
import { exampleRoutes } from '#features/example/routes.ts'
import type { Deposits } from '#features/imports/deposits.ts'
import { handRoutes } from '#features/imports/hand-routes.ts'
import type { ImportJobs } from '#features/imports/import-jobs.ts'
import { importsRoutes } from '#features/imports/routes.ts'
import { draftRoutes } from '#features/invoices/draft-routes.ts'
import { invoicesRoutes } from '#features/invoices/routes.ts'
import { journalRoutes } from '#features/journal/routes.ts'
import type { Verifier } from '#features/journal/verification.ts'
import { letterPreviewRoutes } from '#features/letter-texts/preview-routes.ts'
import { letterTextsRoutes } from '#features/letter-texts/routes.ts'
import { listsRoutes } from '#features/lists/routes.ts'
import { mergesRoutes } from '#features/merges/routes.ts'
import { pastImportsRoutes } from '#features/past-imports/routes.ts'
import { accountRoutes, sessionsRoutes } from '#features/people/account-routes.ts'
import { keyRoutes } from '#features/people/key-routes.ts'
import { linkRoutes } from '#features/people/link-routes.ts'
import { proofRoutes } from '#features/people/proof-routes.ts'
import { type PeopleParts, signInRoutes } from '#features/people/sign-in-routes.ts'
import { userRoutes } from '#features/people/user-routes.ts'
import { personalDataRoutes } from '#features/personal-data/routes.ts'
import { probablePaymentRoutes } from '#features/probable-payments/routes.ts'
import { procedureRoutes } from '#features/procedure/routes.ts'
import { ratesRoutes } from '#features/rates/routes.ts'
import { reconciliationRoutes } from '#features/reconciliation/routes.ts'
import { relationRoutes } from '#features/relation/routes.ts'
import { remindersRoutes } from '#features/reminders/routes.ts'
import type { Archivist } from '#features/runs/archive-letters.ts'
import { lettersRoutes } from '#features/runs/letter-routes.ts'
import { runsRoutes } from '#features/runs/routes.ts'
import { sessionRoutes } from '#features/session/routes.ts'
import type { LetterPool } from '#letters/pool.ts'
import type { Archive } from '#platform/archive.ts'
import type { Database } from '#platform/database.ts'
import { routerOf } from '#platform/serve.ts'

/** What the features work with; made once at start, closed in order at the end. */
export interface Services {
  readonly database: Pick<Database, 'db'>
  readonly pool: LetterPool
  readonly archive: Archive
  readonly archivist: Pick<Archivist, 'wake'>
  readonly deposits: Deposits
  readonly importJobs: ImportJobs
  readonly verifier: Verifier
  readonly version: string
  readonly people: PeopleParts
  readonly backups: Backups
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
    ...ratesRoutes,
    ...letterTextsRoutes,
    ...letterPreviewRoutes(services),
    ...customersRoutes(services),
    ...customerExportRoutes(services),
    ...remindersRoutes,
    ...blocksRoutes,
    ...listsRoutes(services),
    ...relationRoutes,
    ...runsRoutes(services),
    ...lettersRoutes(services),
    ...invoicesRoutes(services),
    ...draftRoutes,
    ...creditsRoutes(services),
    ...creditWriteRoutes,
    ...probablePaymentRoutes,
    ...importsRoutes(services),
    ...handRoutes(services),
    ...doubtsRoutes,
    ...mergesRoutes,
    ...documentsRoutes(services),
    ...pastImportsRoutes(services),
    ...reconciliationRoutes,
    ...backupsRoutes(services),
    ...journalRoutes(services),
    ...personalDataRoutes(services),
    ...exampleRoutes(services),
  ])
}

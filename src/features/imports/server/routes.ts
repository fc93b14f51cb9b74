import type { Context } from 'hono'
import { type AttemptLimit, countAttempt } from '#platform/attempts.ts'
import type { Database } from '#platform/database.ts'
import type { AppEnv } from '#platform/router.ts'
import { serve } from '#platform/serve.ts'
import { exportTable } from '#platform/table-export.ts'
import * as depositContract from '../deposit-contract.ts'
import { changesTable, recordChangesExport } from './changes-export.ts'
import type { Deposits } from './deposits.ts'
import { describeReading } from './describe-reading.ts'
import { describeFor } from './import-door.ts'
import type { ImportJobs } from './import-jobs.ts'
import { modelWorkbook } from './model-workbook.ts'
import { listImports } from './store.ts'

/** Files deposited and readings asked for by one person or key: each costs disk and minutes of a processor. */
const IMPORTS: AttemptLimit = {
  name: 'import',
  max: 120,
  windowSeconds: 10 * 60,
  refusal: 'imports.too-many',
}
/** Files added to deposits: e-invoices come by the hundred. */
const FILES: AttemptLimit = { ...IMPORTS, name: 'import file', max: 5_000 }

/** Routes of the imports: deposit, preview, confirmation, history. */
export function importsRoutes(parts: {
  readonly database: Pick<Database, 'db'>
  readonly deposits: Deposits
  readonly importJobs: ImportJobs
}) {
  const { database, deposits, importJobs } = parts
  const count = (c: Context<AppEnv>, limit: AttemptLimit) => {
    const { actor } = c.var
    return countAttempt(database, limit, 'userId' in actor ? actor.userId : actor.name)
  }
  return [
    serve(depositContract.depositFile, async ({ query: { fileName, files }, context, request }) => {
      await count(request, IMPORTS)
      const file = await deposits.keep(fileName, request.req.raw.body)
      const found = await describeFor(database, context, deposits, file, files === 1)
      if (found.kind === null || found.problem !== null) {
        await deposits.remove([file.id])
        return found
      }
      await importJobs.add(context, { ...found, kind: found.kind }, file)
      return found
    }),
    serve(depositContract.addFile, async ({ params: { id }, query: { fileName }, context, request }) => {
      await count(request, FILES)
      const { deposit: size } = await importJobs.addFile(context, id, fileName, request.req.raw.body)
      return { files: size.files, bytes: size.bytes }
    }),
    serve(depositContract.removeFile, ({ params: { id, file }, context }) =>
      importJobs.removeFile(context, id, file),
    ),
    serve(depositContract.previewImport, async ({ params: { id }, body, context, request }) => {
      await count(request, IMPORTS)
      return await importJobs.preview(context, id, body)
    }),
    serve(depositContract.fetchImport, ({ params, context }) => importJobs.state(context, params.id)),
    serve(depositContract.confirmImport, ({ params: { id }, body, context }) =>
      importJobs.confirm(context, id, body.digest),
    ),
    serve(depositContract.discardImport, async ({ params, context }) => {
      await importJobs.discard(context, params.id)
      return { discarded: true }
    }),
    serve(depositContract.exportChanges, async ({ params, query: { format }, context, request }) => {
      await count(request, IMPORTS)
      const { fileName, company, plan } = await importJobs.changes(context, params.id)
      const table = changesTable(fileName, plan, context.language)
      await recordChangesExport(database, context, company, `${table.fileName}.${format}`)
      return await exportTable(format, table)
    }),
    serve(depositContract.readDeposit, async ({ params, body, context, request }) => {
      await count(request, FILES)
      const source = await importJobs.source(context, params.id)
      return await describeReading(source, body, context)
    }),
    serve(depositContract.fetchImportModel, ({ context }) =>
      exportTable('xlsx', modelWorkbook(context.language)),
    ),
    serve(depositContract.fetchImportHistory, ({ context, read }) =>
      read((tx) => listImports(tx, context.companyIds)),
    ),
  ]
}
